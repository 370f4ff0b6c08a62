import { isCdrOf, readCdr } from './cdr.ts';
import { describeCode } from './describe.ts';
import { actionOf, configurationCause } from './outcomes.ts';
import type { SoapFault } from './soap-answer.ts';
import type { Cdr, ConsultOutcome, SunatDocumentKey } from './types.ts';
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

/** What OSEs say with 0001 to 0010: a parameter is missing or malformed. */
const BAD_PARAMETER = /no enviad|vac[ií]o|solo se permite|no permitido|formato|no est[aá] inscrito/i;

/** 0004 is a malformed RUC, unless the message says this: so does getStatusCdr, and getStatus has been seen to. */
const CONSTANCIA_EXISTS = /constancia existe/i;

const UNKNOWN_STATUS = ['open', 'SUNAT respondió un estado que no se conoce.'] as const;
const CONSTANCIA_NOT_GIVEN = ['open', 'La constancia existe, pero SUNAT no la entregó.'] as const;
const PARAMETER_REFUSED = ['not_supported', 'SUNAT no aceptó un dato de la consulta.'] as const;

/** Meaning of a status code and its text; the message decides where services use one code for two things. */
export function consultMeaning(operation: ConsultOperation, code: string, message = ''): readonly [Meaning, string] {
  const wordless = operation === 'getStatusCdr' && message === '';
  if (code === '0004' && (wordless || CONSTANCIA_EXISTS.test(message))) return CONSTANCIA_NOT_GIVEN;
  const known = BY_NUMBER[code] ?? UNKNOWN_STATUS;
  const ambiguous = Number(code) >= 1 && Number(code) <= 10;
  return ambiguous && known[0] !== 'not_supported' && BAD_PARAMETER.test(message) ? PARAMETER_REFUSED : known;
}

/** Reads the answer of getStatusCdr or of getStatus by number; a CDR inside decides over the code beside it. */
export function consultOutcome(
  operation: ConsultOperation,
  response: Element,
  asked: Pick<SunatDocumentKey, 'series' | 'number'>,
): ConsultOutcome {
  const status = find(response, operation === 'getStatusCdr' ? 'statusCdr' : 'status');
  const raw = textAt(status, 'statusCode') ?? '';
  if (status === undefined || !/^\d{1,4}$/.test(raw))
    return { kind: 'unknown', description: 'SUNAT no informó un estado.' };
  const code = raw.padStart(4, '0');
  const cdr = readCdr(Buffer.from(textAt(status, 'content') ?? '', 'base64'));
  const [meaning, description] = consultMeaning(operation, code, textAt(status, 'statusMessage'));
  if (cdr !== undefined) return isCdrOf(cdr, asked.series, asked.number) ? fromCdr(cdr, meaning) : OTHER_DOCUMENT;
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

const OTHER_DOCUMENT: ConsultOutcome = {
  kind: 'unknown',
  description: 'SUNAT respondió con la constancia de otro documento.',
};

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
  const [meaning] = action === 'S' ? consultMeaning(operation, code, fault.text.trim()) : UNKNOWN_STATUS;
  if (meaning === 'not_found' || meaning === 'not_supported') return { kind: meaning, code, description };
  return { kind: 'unknown', code, description };
}
