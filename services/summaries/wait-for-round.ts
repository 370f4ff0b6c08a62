import { setTimeout as pause } from 'node:timers/promises';
import { inCompany, type Tx } from '../../db/tx.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { waitsSince } from './pool.ts';

/** A round is asked for seldom and by few: each asks for itself. */
const POLL_MS = 500;

export interface AskedRound {
  /** The day's process, which makes the round. */
  readonly workflowId: string;
  /** Issue date of its documents; all that wait when absent. */
  readonly referenceDate: string | undefined;
  /** When it was asked for, by the database's clock. */
  readonly askedAt: Date | string;
}

/**
 * Resolves when a round rests or the time (in seconds) is over, whichever is first: nothing that waited is untold, and
 * every file made since has its answer or waits for a person. Never rejects for the database.
 */
export async function waitForRound(
  deps: ServiceDeps,
  { companyId }: ServiceContext,
  round: AskedRound,
  seconds: number,
): Promise<void> {
  for (let left = seconds * 1000; left > 0; left -= POLL_MS) {
    // A database that is away is asked again.
    const over = await inCompany(deps.orm, companyId, (tx) => rests(tx, round)).catch(() => false);
    if (over) return;
    await pause(Math.min(POLL_MS, left));
  }
}

async function rests(tx: Tx, { workflowId, referenceDate, askedAt }: AskedRound): Promise<boolean> {
  const [files] = await tx.sql<{ open: boolean; refused: boolean }>(
    `select exists (select from summary_file f
                     where f.company_id = $1 and f.workflow_id = $2 and f.settled_at is null and f.created_at >= $3
                       and not exists (select from attention a where a.company_id = f.company_id
                                          and a.subject_id = f.id and a.closed_at is null)) as open,
            exists (select from attention a where a.company_id = $1 and a.code = 'summary_refused'
                       and a.subject_id = $1 and a.closed_at is null and a.created_at >= $3) as refused`,
    [tx.companyId, workflowId, askedAt],
  );
  if (!files || files.open) return false;
  return files.refused || !(await waitsSince(tx, { referenceDate }, askedAt));
}
