/** Characters XML 1.0 cannot hold at all; tab and line ends are legal but are blanks for SUNAT. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the purpose
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/u;

/** One line of text: runs of blanks, tabs and line ends become one blank, none at the ends. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** True when the text holds a character that no XML document can carry. */
export function hasIllegalCharacter(text: string): boolean {
  return ILLEGAL.test(text);
}
