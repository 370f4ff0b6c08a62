import type { SummaryDossier } from './summary-dossier.ts';

/** What is done about a file that has no final answer yet. */
export type SummaryPlan =
  /** SUNAT has accepted it; its lines are being settled. */
  | 'finish'
  /** The company's gate is closed, or SUNAT's breaker open. */
  | 'wait'
  /** SUNAT has it and no ticket is there to ask by: the documents are asked about. */
  | 'find_out'
  | 'poll'
  /** The same bytes under the same name, also where an answer was lost: SUNAT takes them or says that it has them. */
  | 'send';

export interface SummaryFacts {
  readonly gateOpen: boolean;
  readonly breakerOpen: boolean;
}

type Asked = Pick<SummaryDossier, 'status' | 'ticket' | 'submissions'>;

/** The next step for a file. */
export function planSummary({ status, ticket, submissions }: Asked, facts: SummaryFacts): SummaryPlan {
  if (status === 'accepted' || status === 'observed') return 'finish';
  if (!facts.gateOpen || facts.breakerOpen) return 'wait';
  if (ticket !== null) return 'poll';
  const last = submissions.findLast(({ operation }) => operation === 'sendSummary');
  return last?.outcome === 'lost' ? 'find_out' : 'send';
}

/** Outcomes of a send after which SUNAT certainly does not hold the file. */
const NOT_ARRIVED: readonly (string | null)[] = [
  'retryable',
  'not_registered',
  'configuration_error',
  'waiting',
  'rejected',
];

/**
 * Whether SUNAT may have the file from an attempt before the last one: its "already presented" then means our bytes, and
 * else another program's file of the same name.
 */
export function mayHaveArrivedBefore({ submissions }: Pick<SummaryDossier, 'submissions'>): boolean {
  return submissions.some(({ operation, outcome }) => operation === 'sendSummary' && !NOT_ARRIVED.includes(outcome));
}
