/** Anything that XML 1.0 cannot hold at all (its production Char, complemented). */
export const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** One line of text: runs of blanks, tabs and line ends become one blank, none at the ends. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** True when the text holds a character that no XML document can carry. */
export function hasIllegalCharacter(text: string): boolean {
  return NOT_XML.test(text);
}
