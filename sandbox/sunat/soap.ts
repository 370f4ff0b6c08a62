import { XMLParser } from 'fast-xml-parser';
import { isServerSide, textOf } from './returns.ts';
import { escapeText } from './text.ts';

/** What a SOAP 1.1 request of SUNAT's services carries (document/literal, children unqualified). */
export interface SoapCall {
  readonly operation: string;
  readonly args: Readonly<Record<string, string>>;
  /** WS-Security UsernameToken; undefined when the header is missing. */
  readonly username: string | undefined;
  readonly password: string | undefined;
}

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
  processEntities: true,
});

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads an envelope; undefined when it is none. */
export function readCall(body: string): SoapCall | undefined {
  let envelope: Record<string, unknown> | undefined;
  try {
    envelope = record(record(parser.parse(body))?.Envelope);
  } catch {
    return undefined;
  }
  const content = record(envelope?.Body);
  const entry = content === undefined ? undefined : Object.entries(content)[0];
  if (entry === undefined) return undefined;
  const token = record(record(record(envelope?.Header)?.Security)?.UsernameToken);
  const args: Record<string, string> = {};
  for (const [name, value] of Object.entries(record(entry[1]) ?? {})) {
    const plain = text(value);
    if (plain !== undefined) args[name] = plain;
  }
  return { operation: entry[0], args, username: text(token?.Username), password: text(token?.Password) };
}

const ENVELOPE_NS = 'http://schemas.xmlsoap.org/soap/envelope/';
const SERVICE_NS = 'http://service.sunat.gob.pe';

/** A successful answer; the prefixes are those SUNAT's own gateway writes. */
export function answer(operation: string, content: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?><soap-env:Envelope xmlns:soap-env="${ENVELOPE_NS}"><soap-env:Header/>` +
    `<soap-env:Body><br:${operation}Response xmlns:br="${SERVICE_NS}">${content}</br:${operation}Response>` +
    '</soap-env:Body></soap-env:Envelope>'
  );
}

/** A SOAP fault in SUNAT's manner: the code stands at the end of faultcode, the text may carry a detail. */
export function fault(code: string, where = '', message = textOf(code)): string {
  const side = isServerSide(code) ? 'Server' : 'Client';
  const detail = where === '' ? '' : ` - Detalle: xxx.xxx.xxx value='ticket: ${Date.now()} error: ${where}'`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?><soap-env:Envelope xmlns:soap-env="${ENVELOPE_NS}"><soap-env:Header/><soap-env:Body>` +
    `<soap-env:Fault><faultcode>soap-env:${side}.${code}</faultcode><faultstring>${escapeText(message + detail)}</faultstring>` +
    '</soap-env:Fault></soap-env:Body></soap-env:Envelope>'
  );
}
