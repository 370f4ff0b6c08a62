import { consult } from './consult.ts';
import { control } from './control.ts';
import { sendGuide } from './gre/send.ts';
import { guideStatus } from './gre/status.ts';
import { issueGuideToken } from './gre/token.ts';
import { getStatus } from './get-status.ts';
import type { Incoming } from './http.ts';
import { CERTIFICATES, RECEIPTS } from './names.ts';
import { json, page, type Reply, type Sandbox, soap } from './sandbox.ts';
import { sendBill } from './send-bill.ts';
import { sendSummary } from './send-summary.ts';
import { readCall, type SoapCall } from './soap.ts';
import { issueToken, validate } from './validity.ts';

type Operation = (box: Sandbox, call: SoapCall) => Promise<Reply>;

const BILLING: Readonly<Record<string, Operation>> = {
  sendBill: (box, call) => sendBill(box, call, RECEIPTS),
  sendSummary: (box, call) => sendSummary(box, call, ['RC', 'RA']),
  getStatus,
};
/** Certificates of retencion and percepcion (20, 40) and their reversals have a service of their own. */
const OTHERS: Readonly<Record<string, Operation>> = {
  sendBill: (box, call) => sendBill(box, call, CERTIFICATES),
  sendSummary: (box, call) => sendSummary(box, call, ['RR']),
  getStatus,
};
const CONSULT: Readonly<Record<string, Operation>> = { getStatus: consult, getStatusCdr: consult };

/** SOAP services by their paths: production's and the public beta's, which here share one registry. */
const SERVICES: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/ol-ti-itcpfegem/billService': BILLING,
  '/ol-ti-itcpfegem-beta/billService': BILLING,
  '/ol-ti-itemision-otroscpe-gem/billService': OTHERS,
  '/ol-ti-itemision-otroscpe-gem-beta/billService': OTHERS,
  '/ol-it-wsconscpegem/billConsultService': CONSULT,
};

const TOKEN = /^\/v1\/clientesextranet\/([^/]+)\/oauth2\/token\/?$/;
const GUIDE_TOKEN = /^\/v1\/clientessol\/([^/]+)\/oauth2\/token\/?$/;
const GUIDE = /^\/v1\/contribuyente\/gem\/comprobantes\/([^/]+)$/;
const GUIDE_TICKET = /^\/v1\/contribuyente\/gem\/comprobantes\/envios\/([^/]+)$/;
const VALIDITY = /^\/v1\/contribuyente\/contribuyentes\/(\d{11})\/validarcomprobante$/;

/** Finds who answers a request. */
export function createRouter(box: Sandbox): (request: Incoming) => Promise<Reply> {
  return async (request) => {
    const { method, path, body } = request;
    if (path.startsWith('/__control/')) {
      const reply = await control(box, method, path.slice('/__control'.length), body);
      return reply ?? json(404, { error: 'not_found' });
    }
    const ticket = GUIDE_TICKET.exec(path);
    if (method === 'GET' && ticket !== null) return guideStatus(box, decode(ticket[1]), request.authorization);
    if (method !== 'POST') return page(method === 'GET' ? 404 : 405);
    const service = SERVICES[path];
    if (service !== undefined) return callService(box, service, body);
    const token = TOKEN.exec(path);
    if (token !== null) return issueToken(box, decode(token[1]), new URLSearchParams(body));
    const guideToken = GUIDE_TOKEN.exec(path);
    if (guideToken !== null) return issueGuideToken(box, decode(guideToken[1]), new URLSearchParams(body));
    const guide = GUIDE.exec(path);
    if (guide !== null) return sendGuide(box, decode(guide[1]), request.authorization, body);
    const validity = VALIDITY.exec(path);
    if (validity !== null) return validate(box, validity[1] ?? '', request.authorization, body);
    return page(404);
  };
}

/** A part of a path; what is no such encoding stays as it is and is found nowhere. */
function decode(part = ''): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function callService(box: Sandbox, service: Readonly<Record<string, Operation>>, body: string): Promise<Reply> {
  const call = readCall(body);
  const operation = call === undefined ? undefined : service[call.operation];
  if (call === undefined || operation === undefined) return soap(500, UNKNOWN_CALL);
  return operation(box, call);
}

const UNKNOWN_CALL =
  '<?xml version="1.0" encoding="UTF-8"?><soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/"><soap-env:Body>' +
  '<soap-env:Fault><faultcode>soap-env:Client</faultcode><faultstring>Operation not found</faultstring></soap-env:Fault>' +
  '</soap-env:Body></soap-env:Envelope>';
