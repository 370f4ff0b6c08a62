import { inCompany } from '../../db/tx.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Dossier } from './dossier.ts';
import type { DocumentOwner } from './owner.ts';
import { finishSubmission } from './submission.ts';

export interface HeldTicket {
  readonly ticket: string;
  readonly since: Date;
}

/** The ticket that the current bytes are asked by; undefined where none was given, or it has led to its end. */
export function ticketOf({
  submissions,
  fileVersion,
}: Pick<Dossier, 'submissions' | 'fileVersion'>): HeldTicket | undefined {
  const last = submissions.findLast((one) => one.fileVersion === fileVersion && one.operation === 'greSend');
  if (last?.outcome !== 'ticket' || !last.ticket) return undefined;
  return { ticket: last.ticket, since: new Date(last.finishedAt ?? 0) };
}

/** SUNAT took the file: its ticket is kept before it is asked for the first time, so that no death of ours loses it. */
export async function keepTicket(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: {
    readonly owner: DocumentOwner;
    readonly documentId: string;
    readonly submissionId: string;
    readonly ticket: string;
  },
): Promise<void> {
  const { owner, documentId, submissionId, ticket } = input;
  await inCompany(deps.orm, ctx.companyId, async (tx) => {
    await owner.lock(tx);
    await finishSubmission(tx, submissionId, { outcome: 'ticket', ticket });
    await owner.event(tx, 'document_in_process', { document_id: documentId, ticket });
  });
}

/**
 * The ticket leads nowhere any more: SUNAT failed over it, forgot it or ended it without a word. `outcome` is what the send
 * comes to: `certificate_error`, or `ticket_spent` after which the same bytes go again.
 */
export async function spendTicket(
  deps: ServiceDeps,
  ctx: ServiceContext,
  documentId: string,
  { ticket, outcome }: { readonly ticket: string; readonly outcome: 'ticket_spent' | 'certificate_error' },
): Promise<void> {
  await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.run(
      `update submission set outcome = $4 where company_id = $1 and document_id = $2 and ticket = $3 and outcome = 'ticket'`,
      [tx.companyId, documentId, ticket, outcome],
    ),
  );
}
