import { ActivityFailure, ApplicationFailure, CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { IssuedDocument } from '../../activities/index.ts';
import { compensate, type Undo } from './compensate.ts';
import { enter } from '../document-to-cdr/process.ts';
import type { SaleProcess } from './process.ts';
import { issueDocument, markCancelled, releaseStock, reserveAndPay, reversePayment } from './steps.ts';

/** Why a sale ends before its document is issued. */
interface GivenUp {
  readonly code: string;
  readonly lines?: readonly { readonly line: number; readonly sku: string }[];
}

/** Reserves the stock and records the payment, issues. Answers the document, or undefined when the sale ended cancelled. */
export async function sell(process: SaleProcess): Promise<IssuedDocument | undefined> {
  const undos = undosOf(process);
  const ended = await outcomeOf(process);
  if ('documentId' in ended) {
    process.fate = 'issued';
    return ended;
  }
  return CancellationScope.nonCancellable(() => giveUp(process, ended, undos));
}

/**
 * How everything before the issue is undone, registered as a whole before the first step: a step may also have been done
 * by a workflow task whose record was lost with its worker, and a cancellation then comes before it is done again.
 */
const undosOf = ({ input }: SaleProcess): readonly Undo[] => [
  { name: 'release_stock', run: () => releaseStock(input) },
  { name: 'reverse_payment', run: () => reversePayment(input) },
];

async function outcomeOf(process: SaleProcess): Promise<IssuedDocument | GivenUp> {
  try {
    return await process.beforeIssue.run(() => stepsToIssue(process));
  } catch (error) {
    if (isCancellation(error)) return { code: whoCancelled(process) };
    return { code: codeOf(error) };
  }
}

function whoCancelled({ cancellation }: SaleProcess): string {
  if (cancellation) return 'cancelled_by_user';
  return CancellationScope.current().consideredCancelled ? 'cancelled_by_operator' : 'timed_out';
}

async function stepsToIssue(process: SaleProcess): Promise<IssuedDocument | GivenUp> {
  const { input } = process;
  enter(process, 'reserving');
  const paid = await reserveAndPay(input);
  if (paid.outcome === 'insufficient_stock') return { code: 'insufficient_stock', lines: paid.lines };
  if (paid.outcome === 'cancelled') return { code: 'cancelled_by_user' };

  enter(process, 'issuing');
  const issued = await issueDocument({ ...input, attempt: 1 });
  if (issued.outcome === 'issued') return issued.document;
  return { code: issued.outcome === 'cancelled' ? 'cancelled_by_user' : issued.code };
}

/** The sale's row decides: if the document was issued after all, the process goes on with it; never back. */
async function giveUp(process: SaleProcess, why: GivenUp, undos: readonly Undo[]): Promise<IssuedDocument | undefined> {
  const { input, cancellation } = process;
  enter(process, 'compensating');
  const { code, lines } = why;
  const person = cancellation && { reason: cancellation.reason, by: cancellation.by };
  const { outcome } = await markCancelled({ ...input, code, ...(lines ? { lines } : {}), ...person });
  if (outcome === 'already_issued') {
    const issued = await issueDocument({ ...input, attempt: 1 });
    if (issued.outcome !== 'issued') throw ApplicationFailure.nonRetryable('The issued document cannot be found');
    process.fate = 'issued';
    return issued.document;
  }
  process.fate = 'cancelled';
  await compensate(process, undos);
  enter(process, 'cancelled');
  // Commits the markers of the local activities, so that a message arriving now does not make them run twice.
  await sleep(1, { summary: 'Cierra la cancelación' });
  return undefined;
}

/** The stable code of a step's refusal; anything else is a failure of the process itself. */
function codeOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure && cause.type ? cause.type : 'process_failed';
}
