import { cdrOutcome, faultOutcome } from '../outcomes.ts';
import { describeCode, isListedCode, safeText } from '../describe.ts';
import { isCdrOf, readCdr } from '../cdr.ts';
import { isRecord, readJson, textMember } from '../json.ts';
import { foreignAnswer } from '../transport.ts';
import type { SunatOutcome } from '../types.ts';
import type { GreSendOutcome, GreStatusOutcome } from './types.ts';

/** Answer to a send: a ticket, or `{cod, msg, errors}` with 422 (the file) and 500 (SUNAT). */
export function sendOutcome(status: number, bytes: Uint8Array): GreSendOutcome {
  const answer = readJson(bytes);
  if (status === 200) {
    const ticket = textMember(answer, 'numTicket');
    if (/^[\w-]{1,60}$/.test(ticket)) return { kind: 'ticket', ticket };
    return { kind: 'unknown', description: 'SUNAT recibió la guía sin dar un ticket.' };
  }
  if (answer === undefined) return foreignAnswer(status);
  return refusal(status, answer);
}

/** Answer to a ticket: 98 in process, 0 done, 99 done with errors; the CDR decides where there is one. */
export function statusOutcome(status: number, bytes: Uint8Array, fileName: string): GreStatusOutcome {
  const answer = readJson(bytes);
  if (answer === undefined) return foreignAnswer(status);
  if (status !== 200) return lostTicket(status, answer) ?? refusedQuestion(status, answer);
  const code = textMember(answer, 'codRespuesta').replace(/^0+(?=\d)/, '');
  switch (code) {
    case '98':
      return { kind: 'in_process', code, description: 'SUNAT aún procesa la guía.' };
    case '0':
    case '99':
      return finished(answer, code, fileName);
    default:
      return { kind: 'unknown', description: 'SUNAT no informó el estado de la guía.' };
  }
}

function finished(answer: Record<string, unknown>, code: string, fileName: string): GreStatusOutcome {
  const content = textMember(answer, 'arcCdr');
  const cdr = content === '' ? undefined : readCdr(Buffer.from(content, 'base64'));
  if (cdr !== undefined) {
    const [, , series = '', number = ''] = fileName.split('-');
    if (isCdrOf(cdr, series, Number(number))) return cdrOutcome('getStatus', cdr);
    return { kind: 'unknown', description: 'SUNAT respondió con la constancia de otra guía.' };
  }
  const error = isRecord(answer['error']) ? answer['error'] : undefined;
  const reason = fourDigits(textMember(error, 'numError'));
  if (code === '99' && reason !== undefined) return endOf(withoutCdr(reason), reason);
  return { kind: 'ended', code, description: 'SUNAT terminó el proceso sin una constancia legible.' };
}

/** A ticket that SUNAT's own failure ended will not be taken up again: the file has to be sent anew. */
function endOf(outcome: SunatOutcome, code: string): GreStatusOutcome {
  if (outcome.kind === 'retryable') return { kind: 'failed', code, description: outcome.description };
  if (outcome.kind !== 'configuration_error') return outcome;
  return { kind: 'failed', code, description: outcome.description, cause: outcome.cause };
}

/**
 * An error without a CDR: the guía was turned away before it was registered, so its number is free, also for the codes
 * which with a CDR mean that it is used up.
 */
function withoutCdr(code: string): SunatOutcome {
  const outcome = faultOutcome('getStatus', {
    ...{ kind: 'fault', code, blames: undefined },
    security: false,
    text: describeCode(code),
  });
  if (outcome.kind !== 'rejected' || code === NUMBER_USED_UP) return outcome;
  return { kind: 'not_registered', code, description: outcome.description };
}

const NUMBER_USED_UP = '1032';
const TICKET_UNKNOWN = '0127';

function lostTicket(status: number, answer: Record<string, unknown>): GreStatusOutcome | undefined {
  if (status !== 404 && codesOf(answer)[0] !== TICKET_UNKNOWN) return undefined;
  return { kind: 'ticket_unknown', code: TICKET_UNKNOWN, description: describeCode(TICKET_UNKNOWN) };
}

/** 4xx: the request was turned away; 5xx: only what SUNAT's own code says is known not to have happened. */
function refusal(status: number, answer: Record<string, unknown>): SunatOutcome {
  const [code] = codesOf(answer);
  if (code !== undefined) return withoutCdr(code);
  if (status === 403) {
    const description = 'El cliente de API SUNAT no está autorizado para guías de remisión.';
    return { kind: 'configuration_error', code: 'http_403', description, cause: 'credentials' };
  }
  if (status === 400 || status === 422) {
    const text = safeText(textMember(answer, 'msg'));
    return {
      kind: 'not_registered',
      code: `http_${status}`,
      description: text || 'SUNAT no aceptó el archivo de la guía.',
    };
  }
  return foreignAnswer(status);
}

/** A refused question says nothing about the guía itself. */
function refusedQuestion(status: number, answer: Record<string, unknown>): SunatOutcome {
  const outcome = refusal(status, answer);
  if (outcome.kind === 'retryable' || outcome.kind === 'configuration_error') return outcome;
  return { kind: 'unknown', description: `SUNAT no respondió por el ticket (HTTP ${status}).` };
}

/** The catalogue's codes in an error body, the most exact ones first. */
function codesOf(answer: Record<string, unknown>): string[] {
  const listed = Array.isArray(answer['errors']) ? answer['errors'].filter(isRecord) : [];
  return [...listed, answer].flatMap((one) => fourDigits(textMember(one, 'cod')) ?? []);
}

function fourDigits(text: string): string | undefined {
  if (!/^\d{1,4}$/.test(text)) return undefined;
  const code = text.padStart(4, '0');
  return isListedCode(code) ? code : undefined;
}
