import { readCdr } from './cdr.ts';
import { describeCode } from './describe.ts';
import { cdrOutcome, faultOutcome } from './outcomes.ts';
import { codeIn } from './soap-answer.ts';
import type { Cdr, TicketOutcome } from './types.ts';
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
  if (cdr !== undefined) return ended(cdrOutcome('getStatus', cdr), cdr);
  const text = [content.toString('latin1'), textAt(status, 'content') ?? ''].find((one) => codeIn(one) !== undefined);
  const reason = codeIn(text ?? '');
  if (reason !== undefined) return ended(asFault(reason, text));
  const description = 'SUNAT terminó el proceso sin una constancia legible.';
  return code === '99' ? { kind: 'ended', code, description } : { kind: 'unknown', code, description };
}

/** A ticket that has ended is not asked again: what stands for "later" elsewhere is its failure here. */
function ended(outcome: TicketOutcome, cdr?: Cdr): TicketOutcome {
  if (outcome.kind !== 'retryable' && outcome.kind !== 'unknown' && outcome.kind !== 'configuration_error')
    return outcome;
  const { code = '99', description } = outcome;
  const cause = outcome.kind === 'configuration_error' ? outcome.cause : undefined;
  return { kind: 'failed', code, description, ...(cdr && { cdr }), ...(cause && { cause }) };
}

const asFault = (code: string, text = describeCode(code)): TicketOutcome =>
  faultOutcome('getStatus', { kind: 'fault', code, blames: undefined, security: false, text });
