/** The letters of Roboto that are laid out sign by sign, left to right: Latin, Greek, Cyrillic, punctuation, money. */
const UNWRITABLE =
  /[^\u0020-\u007e\u00a0-\u017f\u0192\u0218-\u021b\u02c6\u02c7\u02d8-\u02dd\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0482\u048a-\u0513\u1ea0-\u1ef9\u2010\u2011\u2013-\u2015\u2017-\u201e\u2020-\u2022\u2025-\u2027\u2030\u2032\u2033\u2039\u203a\u2044\u2070\u2074-\u208e\u20a3\u20a4\u20a6-\u20ac\u2105\u2113\u2116\u2122\u2126\u215b-\u215e\u2212\u2248\u2260\u2264\u2265]/gu;
/** Unicode's own sign for what cannot be shown; a question mark would forbid line breaks before it. */
const REPLACEMENT = '\ufffd';
/** Controls, invisible marks (text direction among them), lone halves of pairs, unassigned; combining accents left over. */
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{M}]/gu;
const BLANKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * A text as it can be printed: accents composed, controls and marks of direction dropped, and signs of other scripts
 * (emoji, Arabic, Chinese) as `\ufffd`, since the font has none of them and their shaping would break the layout.
 */
export function writable(text: string): string {
  return text.normalize('NFC').replace(BLANKS, ' ').replace(INVISIBLE, '').replace(UNWRITABLE, REPLACEMENT);
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
