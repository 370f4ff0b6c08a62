import type { Tx } from '../../db/tx.ts';
import type { SummaryResult, SummarySettlement } from './settlement.ts';
import type { LockedSummary } from './summary-dossier.ts';
import { successorsOf } from './summary-rows.ts';

export interface SettleSummaryInput {
  readonly summaryId: string;
  /** The call that was answered; null where the documents were asked about. */
  readonly submissionId: string | null;
  readonly workflowId: string;
  readonly endpoint: string;
  readonly settlement: SummarySettlement;
}

/** `finish`: SUNAT has accepted it, and its lines are to be settled. */
export type Settled = SummaryResult | { readonly state: 'finish' };

/** What a submission keeps of an answer. */
export function outcomeOf(settlement: SummarySettlement) {
  const { kind } = settlement;
  if (kind === 'waiting' || kind === 'ticket') return { outcome: kind };
  return { outcome: kind, code: settlement.code, description: settlement.description };
}

/** What an earlier answer decided. */
export async function finalAnswer(tx: Tx, { summaryId, status }: LockedSummary): Promise<Settled | undefined> {
  if (status === 'accepted' || status === 'observed') return { state: 'finish' };
  if (status === 'rejected') return { state: 'settled', status, next: await successorsOf(tx, summaryId) };
  return undefined;
}
