import { isListedCode } from './describe.ts';
import { children, decodeXml, type Element, find, localName, parseXml, textOf } from './xml.ts';

export interface SoapFault {
  readonly kind: 'fault';
  /** Four digits, or undefined when the fault carries no number. */
  readonly code: string | undefined;
  readonly blames: 'client' | 'server' | undefined;
  /** WS-Security refused the token (`wsse:FailedAuthentication` and its kin). */
  readonly security: boolean;
  /** Raw text, to look for marks only; never shown or logged. */
  readonly text: string;
}

export type SoapAnswer = SoapFault | { readonly kind: 'response'; readonly element: Element };

/**
 * Reads a SOAP answer by local names, whatever its prefixes, encoding or Content-Type. Undefined for everything that is
 * not one complete envelope: HTML, cut or empty bodies.
 */
export function readSoapAnswer(bytes: Uint8Array): SoapAnswer | undefined {
  const text = decodeXml(bytes);
  const envelope = text.includes('Envelope') ? parseXml(text) : undefined;
  if (envelope === undefined || localName(envelope) !== 'Envelope') return undefined;
  const body = children(envelope, 'Body')[0];
  const content = body === undefined ? undefined : children(body)[0];
  if (content === undefined) return undefined;
  return localName(content) === 'Fault' ? readFault(content) : { kind: 'response', element: content };
}

function readFault(fault: Element): SoapFault {
  // faultcode and faultstring are SOAP 1.1, Value and Text what some OSEs answer by SOAP 1.2.
  const name = textOfFirst(fault, 'faultcode', 'Value');
  const reason = textOfFirst(fault, 'faultstring', 'Text');
  const detail = textOfFirst(fault, 'detail', 'Detail');
  return {
    kind: 'fault',
    code: digitsOnly(name) ?? codeIn(reason) ?? codeIn(detail),
    blames: /client|sender/i.test(name) ? 'client' : /server|receiver/i.test(name) ? 'server' : undefined,
    security: /FailedAuthentication|InvalidSecurity|FailedCheck|UnsupportedSecurityToken/i.test(name),
    text: `${reason} ${detail}`,
  };
}

function textOfFirst(fault: Element, ...names: string[]): string {
  for (const name of names) {
    const hit = find(fault, name);
    if (hit !== undefined) return textOf(hit);
  }
  return '';
}

/** The digits of a fault name such as `soap-env:Client.1033`; a lost leading zero is put back. */
function digitsOnly(text: string): string | undefined {
  const digits = text.replace(/\D/g, '');
  return digits.length >= 1 && digits.length <= 4 ? digits.padStart(4, '0') : undefined;
}

/**
 * A return code inside free text: the text is nothing but digits, or begins with the code, or names it. Numbers that
 * the catalogue does not list (years, tickets, amounts) are not taken for one.
 */
export function codeIn(text: string): string | undefined {
  const digits = /^\d{1,4}$/.exec(text.trim())?.[0];
  const named =
    /^\D{0,3}(\d{4})(?!\d)/.exec(text)?.[1] ?? /(?:error|c[oó]digo|code)\D{0,4}(\d{4})(?!\d)/i.exec(text)?.[1];
  const code = digits?.padStart(4, '0') ?? named;
  return code !== undefined && isListedCode(code) ? code : undefined;
}
