import { NOT_XML } from './text.ts';

/** Everything but what can stand as it is: & < > carriage return, and what XML cannot hold. */
const SPECIAL = /[^\t\n\u0020-\u0025\u0027-\u003B\u003D\u003F-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const EVERY_NOT_XML = new RegExp(NOT_XML, 'gu');

/**
 * Text content as canonical XML writes it (C14N 1.0, 2.3): & < > and carriage return are escaped, nothing else.
 * Characters that XML cannot hold become U+FFFD, so that the result is always well formed.
 */
export function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(EVERY_NOT_XML, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');
}

/** Attribute values as canonical XML writes them: & < " tab, line feed and carriage return are escaped. */
export function xmlAttribute(text: string): string {
  return text
    .replace(EVERY_NOT_XML, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;');
}
