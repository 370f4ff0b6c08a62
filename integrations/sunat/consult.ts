import { readCdr } from './cdr.ts';
import { describeCode } from './describe.ts';
import { actionOf, configurationCause } from './outcomes.ts';
import type { SoapFault } from './soap-answer.ts';
import type { Cdr, ConsultOutcome } from './types.ts';
import { type Element, find, textAt } from './xml.ts';

type Meaning = 'accepted' | 'rejected' | 'voided' | 'not_found' | 'not_supported' | 'open';
export type ConsultOperation = 'getStatusCdr' | 'consultStatus';

/** Return codes of getStatus by number: not those of sendBill, though they look alike. */
const BY_NUMBER: Readonly<Record<string, readonly [Meaning, string]>> = {
  '0001': ['accepted', 'El comprobante existe y está aceptado.'],
  '0002': ['rejected', 'El comprobante existe y está rechazado.'],
  '0003': ['voided', 'El comprobante existe y está de baja.'],
  '0004': ['not_supported', 'El RUC consultado no tiene un formato válido.'],
  '0005': ['not_supported', 'El tipo de comprobante consultado no tiene un formato válido.'],
  '0006': ['not_supported', 'La serie consultada no tiene un formato válido.'],
  '0007': ['not_supported', 'El número consultado no es válido.'],
  '0008': ['not_supported', 'El RUC consultado no está inscrito.'],
  '0009': ['not_supported', 'Solo se consultan comprobantes de tipo 01, 07 y 08.'],
  '0010': ['not_supported', 'Solo se consultan comprobantes de series que empiezan con F.'],
  '0011': ['not_found', 'El comprobante no existe.'],
  '0012': ['not_supported', 'El comprobante no corresponde al usuario que consulta.'],
  '0013': ['open', 'SUNAT no encontró el ticket.'],
  '0014': ['open', 'SUNAT no pudo obtener la constancia.'],
  '0015': ['not_supported', 'SUNAT ya no entrega la constancia de esa fecha.'],
  '0098': ['open', 'SUNAT aún procesa el comprobante.'],
};

/** In getStatusCdr 0004 says that the constancia exists. */
const BY_OPERATION: Readonly<Record<ConsultOperation, Readonly<Record<string, readonly [Meaning, string]>>>> = {
  consultStatus: BY_NUMBER,
  getStatusCdr: { ...BY_NUMBER, '0004': ['open', 'La constancia existe, pero SUNAT no la entregó.'] },
};

/** What OSEs say with 0001 to 0010: a parameter is missing or malformed. */
const BAD_PARAMETER = /no enviad|vac[ií]o|solo se permite|no permitido|formato|no est[aá] inscrito/i;

/** Meaning of a status code; the message decides where services use one code for two things. */
export function consultMeaning(operation: ConsultOperation, code: string, message = ''): Meaning {
  const [meaning] = BY_OPERATION[operation][code] ?? ['open'];
  const ambiguous = Number(code) >= 1 && Number(code) <= 10;
  return ambiguous && BAD_PARAMETER.test(message) ? 'not_supported' : meaning;
}

/** Reads the answer of getStatusCdr or of getStatus by number; a CDR inside decides over the code beside it. */
export function consultOutcome(operation: ConsultOperation, response: Element): ConsultOutcome {
  const status = find(response, operation === 'getStatusCdr' ? 'statusCdr' : 'status');
  const raw = textAt(status, 'statusCode') ?? '';
  if (status === undefined || !/^\d{1,4}$/.test(raw))
    return { kind: 'unknown', description: 'SUNAT no informó un estado.' };
  const code = raw.padStart(4, '0');
  const cdr = readCdr(Buffer.from(textAt(status, 'content') ?? '', 'base64'));
  const meaning = consultMeaning(operation, code, textAt(status, 'statusMessage'));
  const description = BY_OPERATION[operation][code]?.[1] ?? 'SUNAT respondió un estado que no se conoce.';
  if (cdr !== undefined) return fromCdr(cdr, meaning);
  switch (meaning) {
    case 'accepted':
    case 'rejected':
    case 'voided':
      return { kind: 'registered', state: meaning, code, description };
    case 'not_found':
    case 'not_supported':
      return { kind: meaning, code, description };
    case 'open':
      return { kind: 'unknown', code, description };
  }
}

function fromCdr(cdr: Cdr, meaning: Meaning): ConsultOutcome {
  const { code, description } = cdr;
  if (meaning === 'voided') return { kind: 'registered', state: 'voided', code, description, cdr };
  if (/^0+$/.test(code)) {
    return { kind: 'registered', state: cdr.observations.length > 0 ? 'observed' : 'accepted', code, description, cdr };
  }
  const action = actionOf('consult', 'cdr', code);
  if (action === 'O') return { kind: 'registered', state: 'observed', code, description, cdr };
  if (action === 'J') return { kind: 'registered', state: 'rejected', code, description, cdr };
  return { kind: 'unknown', code, description };
}

/** Outcome of a fault of the consult service: it says nothing about the document, except where it carries its codes. */
export function consultFault(operation: ConsultOperation, fault: SoapFault): ConsultOutcome {
  const { code } = fault;
  if (code === undefined && fault.security) {
    const description = 'SUNAT no aceptó el usuario o la clave SOL.';
    return { kind: 'configuration_error', code: 'ws_security', description, cause: 'credentials' };
  }
  if (code === undefined) return { kind: 'unknown', description: 'SUNAT respondió un error sin código.' };
  const action = actionOf('consult', 'fault', code);
  const description = describeCode(code);
  if (action === 'R') return { kind: 'retryable', code, description };
  if (action === 'C') return { kind: 'configuration_error', code, description, cause: configurationCause(code) };
  const meaning = action === 'S' ? consultMeaning(operation, code, fault.text) : 'open';
  if (meaning === 'not_found' || meaning === 'not_supported') return { kind: meaning, code, description };
  return { kind: 'unknown', code, description };
}
