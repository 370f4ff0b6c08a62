import { DOMParser, type Element } from '@xmldom/xmldom';

/** An element of a signed document, read by local names. Absent elements read as undefined, absent lists as empty. */
export interface UblNode {
  readonly name: string;
  /** First text at a path of local names (`Party/PartyName/Name`), undefined when absent or blank. */
  text(path: string): string | undefined;
  attribute(name: string): string | undefined;
  /** First element at the path. */
  child(path: string): UblNode | undefined;
  /** All elements at the path's end below its first parents. */
  all(path: string): UblNode[];
}

const ELEMENT = 1;
const isElement = (node: { nodeType: number }): node is Element => node.nodeType === ELEMENT;

function childrenOf(parent: Element, name: string): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling)
    if (isElement(node) && node.localName === name) found.push(node);
  return found;
}

function nodeOf(element: Element): UblNode {
  const all = (path: string): Element[] => {
    const names = path.split('/');
    const last = names.pop() ?? '';
    let parent: Element | undefined = element;
    for (const name of names) parent = parent && childrenOf(parent, name)[0];
    return parent ? childrenOf(parent, last) : [];
  };
  const child = (path: string): UblNode | undefined => {
    const [first] = all(path);
    return first && nodeOf(first);
  };
  return {
    name: element.localName ?? element.nodeName,
    text: (path) => (path === '' ? element : all(path)[0])?.textContent?.trim() || undefined,
    attribute: (name) => element.getAttribute(name) ?? undefined,
    child,
    all: (path) => all(path).map(nodeOf),
  };
}

/** The root of a document that the hub itself has written and signed. */
export function readUbl(xml: string): UblNode {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  if (root === null) throw new Error('The signed document has no root element');
  return nodeOf(root);
}
