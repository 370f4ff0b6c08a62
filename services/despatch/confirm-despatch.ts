import { conflict } from '../../domain/errors.ts';
import { closeOwnerAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { asDecider } from '../sales/decided-by.ts';
import { lockDocument, setDocumentStatus } from '../sunat/lock-document.ts';
import type { DespatchDecision } from './cancel-despatch.ts';
import { writeDespatchEvent } from './despatch-event.ts';
import { lockDespatch, setDespatchStatus } from './lock-despatch.ts';

/**
 * A person's `accept_as_is`: SUNAT holds the number, the answer with the CDR was lost, and the person has seen the guía
 * in SUNAT's portal. It counts as accepted on his word; there is no CDR and no QR. Once.
 * @throws HubError 409 `decision_not_available` unless the guía waits for exactly this
 */
export async function confirmDespatch(deps: ServiceDeps, ctx: ServiceContext, input: DespatchDecision): Promise<void> {
  authorise(ctx, 'despatch_advices:decide');
  const { despatchId, reason, by } = input;
  await change(deps, ctx, async (tx, cipher) => {
    const row = await lockDespatch(tx, despatchId);
    if (row.status === 'completed') return;
    if (row.status !== 'needs_attention' || row.document_id === null) throw notExpected();
    const document = await lockDocument(tx, row.document_id);
    if (document.status !== 'unknown') throw notExpected();
    const { documentId } = document;
    await writeAudit(tx, asDecider(ctx, by), cipher, {
      ...{ action: 'document.confirm', entity: 'fiscal_document', entityId: documentId, reason },
      before: { status: document.status },
      after: { status: 'accepted', evidence: 'person' },
    });
    await setDocumentStatus(tx, documentId, 'accepted');
    await tx.run(`update fiscal_document set evidence = 'person' where company_id = $1 and id = $2`, [
      tx.companyId,
      documentId,
    ]);
    await closeOwnerAttention(tx, { kind: 'despatch', id: despatchId }, { decision: 'accept_as_is', reason, by });
    await setDespatchStatus(tx, despatchId, 'completed');
    await writeDespatchEvent(tx, despatchId, 'document_confirmed', { document_id: documentId });
    await writeDespatchEvent(tx, despatchId, 'completed');
  });
  deps.saleChanged();
}

const notExpected = () => conflict('decision_not_available', 'La guía no espera esta decisión.');
