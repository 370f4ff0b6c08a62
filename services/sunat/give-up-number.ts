import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { asDecider, type DecidedBy } from '../sales/decided-by.ts';
import { lockDocument, setDocumentStatus } from './lock-document.ts';
import type { DocumentOwner } from './owner.ts';

/** Why a number may be given up: others hold it, the guía cannot be proven, or (guías) nothing was registered. */
const DOUBTS = ['numbering_alarm', 'registered_without_cdr', 'document_not_registered'];

/**
 * After a numbering alarm a person gives the number up: it belongs to the other content, so our document never had tax
 * validity and counts as rejected. Nothing happens where the document is not in doubt.
 */
export async function giveUpNumber(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: { readonly owner: DocumentOwner; readonly reason: string; readonly by: DecidedBy },
): Promise<void> {
  const { owner } = input;
  authorise(ctx, owner.permission);
  await change(deps, ctx, async (tx, cipher) => {
    const { status, document_id: documentId } = await owner.lock(tx);
    if (status !== 'needs_attention' || !documentId) return;
    const document = await lockDocument(tx, documentId);
    const [alarm] = await tx.sql(
      `select 1 from attention where company_id = $1 and subject_id = $2 and code = any($3) and closed_at is null`,
      [tx.companyId, owner.id, DOUBTS],
    );
    if ((document.status !== 'unknown' && document.status !== 'pending') || !alarm) return;
    await writeAudit(tx, asDecider(ctx, input.by), cipher, {
      action: 'document.give_up_number',
      entity: 'fiscal_document',
      entityId: documentId,
      reason: input.reason,
      before: { status: document.status },
      after: { status: 'rejected' },
    });
    await setDocumentStatus(tx, documentId, 'rejected');
  });
}
