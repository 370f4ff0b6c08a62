import { DOMParser, type Element } from '@xmldom/xmldom';

export type { Element };

/** More than any answer SUNAT gives; what is larger is not read. */
export const MAX_XML_BYTES = 4 * 1024 * 1024;

/**
 * Decodes XML by its byte order mark or its declaration (SUNAT writes both ISO-8859-1 and UTF-8, whatever the
 * Content-Type says); an unknown label is read as UTF-8.
 */
export function decodeXml(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  const label = startsWithUtf8Mark(bytes)
    ? 'utf-8'
    : (/<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1] ?? 'utf-8');
  return decode(bytes, label);
}

const startsWithUtf8Mark = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

function decode(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}

/** Root element, or undefined for everything that is not one complete well-formed document (cut, HTML, empty). */
export function parseXml(text: string): Element | undefined {
  let broken = false;
  const onError = (level: string): void => {
    if (level !== 'warning') broken = true;
  };
  try {
    const root = new DOMParser({ onError }).parseFromString(text.trim(), 'text/xml').documentElement;
    return broken || root === null ? undefined : root;
  } catch {
    return undefined;
  }
}

/** Child elements in document order, all or those of one local name. */
export function children(parent: Element, name?: string): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (isElement(node) && (name === undefined || localName(node) === name)) found.push(node);
  }
  return found;
}

/** First descendant (or the element itself) with the local name, depth first. */
export function find(root: Element, name: string): Element | undefined {
  if (localName(root) === name) return root;
  for (const child of children(root)) {
    const hit = find(child, name);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

/** Text of the first element on the path of local names below `parent`, white space around it removed. */
export function textAt(parent: Element | undefined, ...path: string[]): string | undefined {
  let element = parent;
  for (const name of path) element = element === undefined ? undefined : children(element, name)[0];
  return element === undefined ? undefined : textOf(element);
}

export const textOf = (element: Element): string => (element.textContent ?? '').trim();

export const localName = (element: Element): string => element.localName ?? element.nodeName;

const ELEMENT_NODE = 1;
const isElement = (node: { nodeType: number }): node is Element => node.nodeType === ELEMENT_NODE;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as XML content; characters that XML 1.0 cannot hold are dropped. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
