import type { SunatCredentials } from './types.ts';
import { escapeXml } from './xml.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const SERVICE = 'http://service.sunat.gob.pe';
const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';

/** Operations as the WSDLs of billService and billConsultService name them. */
export type SoapOperation = 'sendBill' | 'sendSummary' | 'getStatus' | 'getStatusCdr';

/**
 * A SOAP 1.1 request, document/literal: the operation is qualified, its children are not (the schemas have no
 * elementFormDefault). The user name is RUC and SOL user in one word; there is neither nonce nor time stamp.
 */
export function soapRequest(
  operation: SoapOperation,
  credentials: SunatCredentials,
  fields: Readonly<Record<string, string>>,
): string {
  const body = Object.entries(fields)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join('');
  return (
    `<?xml version="1.0" encoding="UTF-8"?>` +
    `<soapenv:Envelope xmlns:soapenv="${SOAP}" xmlns:ser="${SERVICE}" xmlns:wsse="${WSSE}">` +
    `<soapenv:Header>${usernameToken(credentials)}</soapenv:Header>` +
    `<soapenv:Body><ser:${operation}>${body}</ser:${operation}></soapenv:Body></soapenv:Envelope>`
  );
}

const usernameToken = ({ ruc, solUser, solPassword }: SunatCredentials): string =>
  `<wsse:Security><wsse:UsernameToken>` +
  `<wsse:Username>${escapeXml(`${ruc}${solUser}`)}</wsse:Username>` +
  `<wsse:Password>${escapeXml(solPassword)}</wsse:Password>` +
  `</wsse:UsernameToken></wsse:Security>`;

/** HTTP headers of a SOAP 1.1 request; the action is the WSDL's. */
export const soapHeaders = (operation: SoapOperation, requestId?: string): Record<string, string> => ({
  'Content-Type': 'text/xml; charset=utf-8',
  Accept: 'text/xml',
  SOAPAction: `"urn:${operation}"`,
  ...(requestId === undefined ? {} : { 'X-Request-Id': requestId }),
});
