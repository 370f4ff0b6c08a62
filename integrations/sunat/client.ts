import { performance } from 'node:perf_hooks';
import { isCdrOf, readCdr } from './cdr.ts';
import { type ConsultOperation, consultFault, consultOutcome } from './consult.ts';
import { cdrOutcome, faultOutcome } from './outcomes.ts';
import { readSoapAnswer, type SoapAnswer } from './soap-answer.ts';
import { type SoapOperation, soapHeaders, soapRequest } from './soap-request.ts';
import { ticketOutcome } from './ticket.ts';
import { exchange, type FetchLike, foreignAnswer } from './transport.ts';
import type {
  ConfigurationError,
  ConsultOutcome,
  Retryable,
  SummaryOutcome,
  SunatCallOptions,
  SunatCredentials,
  SunatDocumentKey,
  SunatEndpoints,
  SunatObserver,
  SunatOperation,
  SunatOutcome,
  TicketOutcome,
  Unknown,
  ValidityOutcome,
  ValidityQuestion,
} from './types.ts';
import { createValidityQuery } from './validity.ts';
import { find, textOf } from './xml.ts';

export interface SunatClientOptions {
  readonly timeoutMs: number;
  readonly fetch?: FetchLike;
  readonly observe?: SunatObserver;
}

/** The services of SUNAT behind plain verbs. Each answers with an outcome and throws for nothing the outside does. */
export interface SunatClient {
  /** Sends one signed document; `fileName` is the ZIP's (`RUC-TT-SERIE-NUMBER.zip`). */
  sendBill(
    endpoints: SunatEndpoints,
    credentials: SunatCredentials,
    fileName: string,
    zip: Uint8Array,
    options?: SunatCallOptions,
  ): Promise<SunatOutcome>;
  /** Sends a summary, a communication of voided documents or of reversals; SUNAT answers later, by ticket. */
  sendSummary(
    endpoints: SunatEndpoints,
    credentials: SunatCredentials,
    fileName: string,
    zip: Uint8Array,
    options?: SunatCallOptions,
  ): Promise<SummaryOutcome>;
  getStatus(
    endpoints: SunatEndpoints,
    credentials: SunatCredentials,
    ticket: string,
    options?: SunatCallOptions,
  ): Promise<TicketOutcome>;
  /** Recovers the CDR of an F-series document (01, 07, 08). */
  getStatusCdr(
    endpoints: SunatEndpoints,
    credentials: SunatCredentials,
    key: SunatDocumentKey,
    options?: SunatCallOptions,
  ): Promise<ConsultOutcome>;
  /** State of an F-series document without its CDR. */
  consultStatus(
    endpoints: SunatEndpoints,
    credentials: SunatCredentials,
    key: SunatDocumentKey,
    options?: SunatCallOptions,
  ): Promise<ConsultOutcome>;
  /** Whether a document of any series is registered with this date and amount. */
  queryValidity(
    endpoints: SunatEndpoints,
    credentials: SunatCredentials,
    question: ValidityQuestion,
    options?: SunatCallOptions,
  ): Promise<ValidityOutcome>;
}

type Failure = Retryable | ConfigurationError | Unknown;

interface SoapCall {
  readonly url: string;
  readonly operation: SoapOperation;
  readonly credentials: SunatCredentials;
  readonly fields: Readonly<Record<string, string>>;
  readonly options: SunatCallOptions;
}

/** Makes a client; `timeoutMs` bounds each HTTP exchange from connecting to the last byte. */
export function createSunatClient({ timeoutMs, fetch = globalThis.fetch, observe }: SunatClientOptions): SunatClient {
  const queryValidity = createValidityQuery(fetch, timeoutMs);
  const soap = (call: SoapCall) => callSoap(fetch, timeoutMs, call);
  const timed = <T extends { readonly kind: string }>(operation: SunatOperation, run: () => Promise<T>) =>
    measure(observe, operation, run);
  const consult = (
    operation: ConsultOperation,
    endpoints: SunatEndpoints,
    credentials: SunatCredentials,
    key: SunatDocumentKey,
    options: SunatCallOptions = {},
  ) => timed(operation, () => askConsult(soap, operation, endpoints, credentials, key, options));

  return {
    sendBill: (endpoints, credentials, fileName, zip, options = {}) =>
      timed('sendBill', async () => {
        const fields = fileFields(fileName, zip);
        const answer = await soap({ url: endpoints.bill, operation: 'sendBill', credentials, fields, options });
        if (answer.kind === 'fault') return faultOutcome('sendBill', answer);
        return answer.kind === 'response' ? billOutcome(answer, fileName) : answer;
      }),
    sendSummary: (endpoints, credentials, fileName, zip, options = {}) =>
      timed('sendSummary', async () => {
        const fields = fileFields(fileName, zip);
        const answer = await soap({ url: endpoints.bill, operation: 'sendSummary', credentials, fields, options });
        if (answer.kind === 'fault') return faultOutcome('sendSummary', answer);
        return answer.kind === 'response' ? summaryOutcome(answer) : answer;
      }),
    getStatus: (endpoints, credentials, ticket, options = {}) =>
      timed('getStatus', async () => {
        const fields = { ticket };
        const answer = await soap({ url: endpoints.bill, operation: 'getStatus', credentials, fields, options });
        if (answer.kind === 'fault') return faultOutcome('getStatus', answer);
        return answer.kind === 'response' ? ticketOutcome(answer.element) : answer;
      }),
    getStatusCdr: (...call) => consult('getStatusCdr', ...call),
    consultStatus: (...call) => consult('consultStatus', ...call),
    queryValidity: (...call) => timed('validity', () => queryValidity(...call)),
  };
}

const fileFields = (fileName: string, zip: Uint8Array): Record<string, string> => ({
  fileName,
  contentFile: Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength).toString('base64'),
});

async function callSoap(fetch: FetchLike, timeoutMs: number, call: SoapCall): Promise<SoapAnswer | Failure> {
  const result = await exchange(fetch, timeoutMs, {
    method: 'POST',
    url: call.url,
    headers: soapHeaders(call.operation, call.options.requestId),
    body: soapRequest(call.operation, call.credentials, call.fields),
    signal: call.options.signal,
  });
  if (result.kind === 'failed') return result.outcome;
  return readSoapAnswer(result.bytes) ?? foreignAnswer(result.status);
}

async function measure<T extends { readonly kind: string }>(
  observe: SunatObserver | undefined,
  operation: SunatOperation,
  run: () => Promise<T>,
): Promise<T> {
  const start = performance.now();
  const outcome = await run();
  observe?.(operation, outcome.kind, (performance.now() - start) / 1000);
  return outcome;
}

function billOutcome(answer: Extract<SoapAnswer, { kind: 'response' }>, fileName: string): SunatOutcome {
  const content = find(answer.element, 'applicationResponse');
  const cdr = content === undefined ? undefined : readCdr(Buffer.from(textOf(content), 'base64'));
  if (cdr === undefined) return { kind: 'unknown', description: 'SUNAT respondió sin una constancia legible.' };
  const [, , series = '', number = ''] = fileName.replace(/\.zip$/i, '').split('-');
  if (isCdrOf(cdr, series, Number(number))) return cdrOutcome('sendBill', cdr);
  return { kind: 'unknown', description: 'SUNAT respondió con la constancia de otro documento.' };
}

function summaryOutcome(answer: Extract<SoapAnswer, { kind: 'response' }>): SummaryOutcome {
  const element = find(answer.element, 'ticket');
  const ticket = element === undefined ? '' : textOf(element);
  if (ticket === '') return { kind: 'unknown', description: 'SUNAT recibió el envío sin dar un ticket.' };
  return { kind: 'ticket', ticket };
}

async function askConsult(
  soap: (call: SoapCall) => Promise<SoapAnswer | Failure>,
  operation: ConsultOperation,
  endpoints: SunatEndpoints,
  credentials: SunatCredentials,
  key: SunatDocumentKey,
  options: SunatCallOptions,
): Promise<ConsultOutcome> {
  // At an OSE's single address getStatus takes a ticket only.
  const url = operation === 'consultStatus' && endpoints.consult === endpoints.bill ? undefined : endpoints.consult;
  if (url === undefined) {
    return {
      kind: 'not_supported',
      code: 'no_consult_service',
      description: 'Este entorno no tiene consulta de comprobantes.',
    };
  }
  const fields = {
    rucComprobante: key.ruc,
    tipoComprobante: key.type,
    serieComprobante: key.series,
    numeroComprobante: String(key.number),
  };
  const soapOperation = operation === 'getStatusCdr' ? operation : 'getStatus';
  const answer = await soap({ url, operation: soapOperation, credentials, fields, options });
  if (answer.kind === 'fault') return consultFault(operation, answer);
  return answer.kind === 'response' ? consultOutcome(operation, answer.element, key) : answer;
}
