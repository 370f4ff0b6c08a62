/** What Roboto has letters for and what is laid out sign by sign, left to right. */
const UNWRITABLE =
  /[^\u0020-\u007e\u00a0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2010-\u2044\u2070-\u20bf\u2100-\u2214\u25a0-\u25ff]/gu;
/** Controls, invisible marks (text direction among them), lone halves of pairs, unassigned; combining accents left over. */
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{M}]/gu;
const BLANKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * A text as it can be printed: accents composed, controls and marks of direction dropped, and signs of other scripts
 * (emoji, Arabic, Chinese) as `?`, since the font has none of them and their shaping would break the layout.
 */
export function writable(text: string): string {
  return text.normalize('NFC').replace(BLANKS, ' ').replace(INVISIBLE, '').replace(UNWRITABLE, '?');
}

/** Keys whose strings are text for people; all other strings are names, colours, pictures. */
const TEXT_HOLDERS = new Set(['text', 'stack', 'columns', 'body', 'content']);

/** The same content with every printed text made writable. Plain data in, plain data out. */
export function writableContent(node: unknown, isText = true): unknown {
  if (typeof node === 'string') return isText ? writable(node) : node;
  if (Array.isArray(node)) return node.map((item: unknown) => writableContent(item, isText));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]: [string, unknown]) => [key, writableContent(value, TEXT_HOLDERS.has(key))]),
  );
}
