import type { Tx } from '../../db/tx.ts';
import { attentionAt, isDespatch } from '../../domain/fiscal/deadlines.ts';
import { openAttention } from '../attention/open-attention.ts';
import type { ServiceContext } from '../context.ts';
import type { LockedDocument } from './lock-document.ts';
import { type DocumentOwner, namesOwner } from './owner.ts';

/** Warns a person once, from 24 hours before the legal time ends, while sending goes on. The document is the subject. */
export async function noteDeadline(
  tx: Tx,
  ctx: ServiceContext,
  input: { readonly owner: DocumentOwner; readonly document: LockedDocument; readonly now: Date },
): Promise<void> {
  const { document, owner, now } = input;
  const deadline = new Date(document.deadlineAt);
  if (now < attentionAt(deadline, document.type) || now > deadline) return;
  await openAttention(tx, ctx, {
    kind: 'document',
    severity: 'warning',
    code: 'deadline_near',
    detail: `El comprobante ${document.series}-${document.number} aún no llega a SUNAT y su plazo vence en menos de ${isDespatch(document.type) ? '2' : '24'} horas.`,
    subjectId: document.documentId,
    ...namesOwner(owner),
    documentId: document.documentId,
    options: [],
  });
}

/** The document has its answer, or its time is over: nothing is near any more. */
export async function closeDocumentAttention(tx: Tx, documentId: string, codes: readonly string[]): Promise<void> {
  tx.write(
    `update attention set closed_at = now() where company_id = $1 and subject_id = $2 and code = any($3) and closed_at is null`,
    [tx.companyId, documentId, [...codes]],
  );
}
