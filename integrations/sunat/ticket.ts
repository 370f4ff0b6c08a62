import { readCdr } from './cdr.ts';
import { describeCode } from './describe.ts';
import { cdrOutcome, faultOutcome } from './outcomes.ts';
import { codeIn } from './soap-answer.ts';
import type { TicketOutcome } from './types.ts';
import { type Element, find, textAt } from './xml.ts';

/**
 * Reads the answer of getStatus for a ticket (RC, RA, RR): 0 done and 99 done with errors, both normally with a CDR that
 * decides, 98 still in process. The code comes with and without leading zeros.
 */
export function ticketOutcome(response: Element): TicketOutcome {
  const status = find(response, 'status');
  const raw = textAt(status, 'statusCode');
  if (status === undefined || raw === undefined || !/^\d{1,4}$/.test(raw)) {
    return { kind: 'unknown', description: 'SUNAT no informó el estado del ticket.' };
  }
  const code = String(Number(raw));
  if (code === '98') return { kind: 'in_process', code, description: 'SUNAT aún procesa el envío.' };
  if (code !== '0' && code !== '99') return asFault(raw.padStart(4, '0'));
  const content = Buffer.from(textAt(status, 'content') ?? '', 'base64');
  const cdr = readCdr(content);
  if (cdr !== undefined) return cdrOutcome('getStatus', cdr);
  const reason = codeIn(content.toString('latin1')) ?? codeIn(textAt(status, 'content') ?? '');
  if (reason !== undefined) return asFault(reason);
  return { kind: 'unknown', code, description: 'SUNAT terminó el proceso sin una constancia legible.' };
}

const asFault = (code: string): TicketOutcome =>
  faultOutcome('getStatus', { kind: 'fault', code, blames: undefined, security: false, text: describeCode(code) });
