import { unzipSync, zipSync } from 'fflate';
import { EXAMPLE_RUC } from './example-bill.ts';

/** A bare caller of the sandbox for its tests: envelopes by hand, answers by pattern. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Number at the end of faultcode. */
  readonly fault: string | undefined;
  /** XML of the CDR, when the answer holds one. */
  readonly cdr: string | undefined;
  readonly ticket: string | undefined;
  readonly statusCode: string | undefined;
}

export interface Login {
  readonly username: string;
  readonly password: string;
}

export const OPEN_LOGIN: Login = { username: `${EXAMPLE_RUC}MODDATOS`, password: 'moddatos' };

const BILLING = '/ol-ti-itcpfegem/billService';
const OTHERS = '/ol-ti-itemision-otroscpe-gem/billService';
const CONSULT = '/ol-it-wsconscpegem/billConsultService';

/** One file in a ZIP, as base64. */
export function zipped(entries: Record<string, string | Buffer>): string {
  const files = Object.entries(entries).map(([name, content]): [string, Uint8Array] => [
    name,
    typeof content === 'string' ? Buffer.from(content, 'utf8') : content,
  ]);
  return Buffer.from(zipSync(Object.fromEntries(files))).toString('base64');
}

/** Calls an operation; `args` become the unqualified children. */
export async function call(
  url: string,
  operation: string,
  args: Record<string, string>,
  login: Login | undefined = OPEN_LOGIN,
  signal?: AbortSignal,
): Promise<Answer> {
  const consulted = operation === 'getStatusCdr' || 'rucComprobante' in args;
  const path = consulted ? CONSULT : /^\d{11}-(20|40|RR)-/.test(args.fileName ?? '') ? OTHERS : BILLING;
  const security =
    login === undefined
      ? ''
      : '<wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><wsse:UsernameToken>' +
        `<wsse:Username>${login.username}</wsse:Username><wsse:Password>${login.password}</wsse:Password></wsse:UsernameToken></wsse:Security>`;
  const children = Object.entries(args).map(([name, value]) => `<${name}>${value}</${name}>`);
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `urn:${operation}` },
    body:
      '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ser="http://service.sunat.gob.pe">' +
      `<S:Header>${security}</S:Header><S:Body><ser:${operation}>${children.join('')}</ser:${operation}></S:Body></S:Envelope>`,
    signal: signal ?? null,
  });
  return read(response.status, await response.text());
}

function read(status: number, body: string): Answer {
  const file = /<(?:applicationResponse|content)>([^<]*)</.exec(body)?.[1];
  return {
    status,
    body,
    fault: /<faultcode>[^<]*?\.(\d+)</.exec(body)?.[1],
    cdr: file === undefined ? undefined : cdrXml(file),
    ticket: /<ticket>(\d+)</.exec(body)?.[1],
    statusCode: /<statusCode>(\d+)</.exec(body)?.[1],
  };
}

function cdrXml(base64: string): string {
  const [xml] = Object.entries(unzipSync(Buffer.from(base64, 'base64'))).filter(([name]) => /\.xml$/i.test(name));
  return Buffer.from(xml?.[1] ?? new Uint8Array()).toString('utf8');
}

/** Sends a receipt under its name. */
export function send(url: string, name: string, xml: string, login?: Login, signal?: AbortSignal): Promise<Answer> {
  const operation = /-R[CAR]-/.test(name) ? 'sendSummary' : 'sendBill';
  return call(
    url,
    operation,
    { fileName: `${name}.zip`, contentFile: zipped({ [`${name}.xml`]: xml }) },
    login,
    signal,
  );
}

/** Code of a CDR. */
export const cdrCode = (answer: Answer): string | undefined => /<cbc:ResponseCode>(\d+)</.exec(answer.cdr ?? '')?.[1];

/** Codes of a CDR's observations. */
export function cdrNotes(answer: Answer): string[] {
  return [...(answer.cdr ?? '').matchAll(/<cbc:Note>(\d{4})/g)].map((match) => match[1] ?? '');
}

/** The control interface. */
export async function control(url: string, method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${url}/__control${path}`, { method, body: body === undefined ? null : JSON.stringify(body) });
}
