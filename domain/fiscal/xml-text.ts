// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the purpose
const SPECIAL = /[&<>\r\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\uD800-\uDFFF]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the purpose
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;

/**
 * Text content as canonical XML writes it (C14N 1.0, 2.3): & < > and carriage return are escaped, nothing else.
 * Characters that XML cannot hold become U+FFFD, so that the result is always well formed.
 */
export function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(ILLEGAL, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');
}

/** Attribute values as canonical XML writes them: & < " tab, line feed and carriage return are escaped. */
export function xmlAttribute(text: string): string {
  return text
    .replace(ILLEGAL, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;');
}
