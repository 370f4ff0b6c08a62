import { DOMParser, type Element, type Node } from '@xmldom/xmldom';
import { Refusal } from './returns.ts';

/** An element by its local name: after the schema check the namespaces are known to be right. */
export interface XmlNode {
  readonly name: string;
  readonly attrs: Readonly<Record<string, string>>;
  /** Text content, untouched. */
  readonly text: string;
  readonly children: readonly XmlNode[];
}

const ELEMENT = 1;

/** @throws Refusal 0306 when the text is no well-formed XML, or declares a document type. */
export function parseXml(text: string): XmlNode {
  if (/<!DOCTYPE/i.test(text)) throw new Refusal('0306', 'DOCTYPE');
  let root: Element | null;
  try {
    root = new DOMParser({ onError: stopOnError }).parseFromString(text, 'text/xml').documentElement;
  } catch (error) {
    throw new Refusal('0306', error instanceof Error ? (error.message.split('\n')[0] ?? '') : '');
  }
  if (root === null) throw new Refusal('0306');
  return toNode(root);
}

function stopOnError(level: string, message: string): void {
  if (level !== 'warning') throw new Error(message);
}

function isElement(node: Node): node is Element {
  return node.nodeType === ELEMENT;
}

function toNode(element: Element): XmlNode {
  const attrs: Record<string, string> = {};
  for (const attr of Array.from(element.attributes)) attrs[attr.localName ?? attr.name] = attr.value;
  return {
    name: element.localName ?? element.nodeName,
    attrs,
    text: element.textContent ?? '',
    children: Array.from(element.childNodes).filter(isElement).map(toNode),
  };
}

/** All elements at a path of local names below the node (`Party/PartyIdentification/ID`). */
export function all(node: XmlNode | undefined, path: string): XmlNode[] {
  if (node === undefined) return [];
  let found: XmlNode[] = [node];
  for (const step of path.split('/'))
    found = found.flatMap((one) => one.children.filter((child) => child.name === step));
  return found;
}

/** The first element at a path, if there is one. */
export const first = (node: XmlNode | undefined, path: string): XmlNode | undefined => all(node, path)[0];

/** The text of the first element at a path; undefined when there is none. */
export const textAt = (node: XmlNode | undefined, path: string): string | undefined => first(node, path)?.text;
