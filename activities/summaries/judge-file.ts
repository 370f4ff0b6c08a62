import type { BreakerOpen, SummaryOutcome, TicketOutcome } from '../../integrations/sunat/index.ts';
import type { SummarySettlement } from '../../services/summaries/settlement.ts';
import { cdrSettlement } from '../sunat/cdr-settlement.ts';
import type { FileFinding } from './find-out-file.ts';

/** An answer that is only understood after SUNAT was asked about the file's documents. */
export interface OpenFile {
  readonly kind: 'open';
  readonly code: string;
  readonly description: string;
  /** SUNAT said that the ticket ended with errors. */
  readonly ended: boolean;
}

/** "Already presented", of a file's name. Of a document in it the code is 2282, which blames a line. */
const NAME_TAKEN = ['2223', '2324', '402', '0402'];
const HOUR_MS = 3_600_000;
/** A ticket that SUNAT does not know yet is a fresh one; after this it is lost. */
const FRESH_MS = 24 * HOUR_MS;
/** The lists may be behind; then a person looks. */
const PATIENCE_MS = 24 * HOUR_MS;
/** A constancia may still come. */
const ENDED_PATIENCE_MS = HOUR_MS;

type Plain = Exclude<SummaryOutcome | TicketOutcome, { kind: 'ticket' | 'in_process' | 'accepted' | 'observed' }>;

/**
 * What the answer to a send means. `before`: an earlier attempt may have arrived, so that "already presented" means our
 * own bytes; else another program has used the name, and nothing of ours is registered.
 */
export function judgeSend(outcome: SummaryOutcome | BreakerOpen, before: boolean): SummarySettlement | OpenFile {
  switch (outcome.kind) {
    case 'ticket':
      return { kind: 'ticket', ticket: outcome.ticket };
    case 'accepted':
    case 'observed':
      return { kind: 'unknown', description: 'SUNAT respondió al envío sin un ticket.' };
    default:
      return judgePlain(outcome, before);
  }
}

/** What the answer to a ticket means; `age`: milliseconds since it was given. */
export function judgeTicket(
  outcome: TicketOutcome | BreakerOpen,
  { before, age }: { readonly before: boolean; readonly age: number },
): SummarySettlement | OpenFile {
  switch (outcome.kind) {
    case 'in_process':
      return { kind: 'in_process', code: outcome.code, description: outcome.description };
    case 'accepted':
    case 'observed':
      return cdrAnswer(outcome.kind, outcome.cdr);
    case 'unknown':
      if (outcome.code !== '0127') return judgePlain(outcome, before);
      if (age < FRESH_MS) return { kind: 'in_process', code: outcome.code, description: outcome.description };
      return { kind: 'open', code: '0127', description: outcome.description, ended: false };
    default:
      return judgePlain(outcome, before);
  }
}

function cdrAnswer(kind: 'accepted' | 'observed', cdr: Parameters<typeof cdrSettlement>[1]): SummarySettlement {
  const { evidence, code, description, observations, receivedAt } = cdrSettlement(kind, cdr);
  return { kind, evidence, code, description, observations, cdr: cdr.zip, ...(receivedAt && { receivedAt }) };
}

function judgePlain(outcome: Plain | BreakerOpen, before: boolean): SummarySettlement | OpenFile {
  switch (outcome.kind) {
    case 'rejected':
    case 'out_of_time':
    case 'consult_first':
      return rejection(outcome);
    case 'not_registered': {
      const { kind, code, description, named } = outcome;
      return named ? rejection(outcome) : { kind, code, description };
    }
    case 'already_registered': {
      const { code, description, cdr } = outcome;
      if (!NAME_TAKEN.includes(code)) return rejection(outcome);
      if (before) return { kind: 'open', code, description, ended: false };
      return { kind: 'failed', code, description, configuration: false, ...(cdr && { cdr: cdr.zip }) };
    }
    case 'failed': {
      const { kind, code, description, cdr, cause } = outcome;
      return { kind, code, description, configuration: cause !== undefined, ...(cdr && { cdr: cdr.zip }) };
    }
    case 'ended':
      return { kind: 'open', code: outcome.code, description: outcome.description, ended: true };
    case 'configuration_error':
      return { kind: 'configuration_error', code: outcome.code, description: outcome.description };
    case 'retryable':
      if (outcome.code === 'breaker_open') return { kind: 'waiting' };
      return { kind: 'retryable', code: outcome.code, description: outcome.description, unresolved: before };
    case 'unknown':
      return { kind: 'unknown', code: outcome.code, description: outcome.description };
  }
}

type Refusal = Extract<
  Plain,
  { kind: 'rejected' | 'out_of_time' | 'consult_first' | 'not_registered' | 'already_registered' }
>;

function rejection({ code, description, cdr, named }: Refusal): SummarySettlement {
  return { kind: 'rejected', code, description, named, ...(cdr && { cdr: cdr.zip }) };
}

/** What an open answer means once the file's documents were asked about; `age`: milliseconds since SUNAT has it. */
export function judgeFinding(answer: OpenFile, finding: FileFinding, age: number): SummarySettlement {
  const { code, description, ended } = answer;
  switch (finding) {
    case 'taken':
      return { kind: 'accepted', evidence: 'validity_query', code: null, description, observations: [] };
    case 'not_taken':
      // Two proofs: the ticket ended with errors, and SUNAT's lists have none of it.
      if (ended) return { kind: 'failed', code, description, configuration: false };
      return { kind: 'lost', code, description, person: age > PATIENCE_MS };
    case 'mixed':
      return { kind: 'lost', code, description, person: true };
    case 'unsupported':
      return { kind: 'lost', code, description, person: !ended || age > ENDED_PATIENCE_MS };
    case 'later':
      return { kind: 'lost', code, description, person: false };
  }
}
