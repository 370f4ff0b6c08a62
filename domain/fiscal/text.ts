/** Anything that XML 1.0 cannot hold at all (its production Char, complemented). */
export const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

// Code units that may be illegal: tells most texts apart at a fraction of the cost.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const SUSPECT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

/** One line of text: runs of blanks, tabs and line ends become one blank, none at the ends. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** True when the text holds a character that no XML document can carry. */
export function hasIllegalCharacter(text: string): boolean {
  return SUSPECT.test(text) && NOT_XML.test(text);
}
