import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { takeNoteOn } from '../notes/create-note.ts';
import { asDecider, type DecidedBy } from '../sales/decided-by.ts';
import { notAvailable } from '../sales/request-decision.ts';
import { lockDocument, setDocumentStatus } from '../sunat/lock-document.ts';
import { releaseLine } from '../summaries/release-line.ts';
import { type LockedVoid, lockVoid, setVoidStatus } from './lock-void.ts';
import { creditNote } from './request-void.ts';
import type { VoidDecision } from './stand-void-still.ts';

export interface DecideVoidInput {
  readonly voidId: string;
  readonly decision: VoidDecision;
  readonly reason: string;
  readonly by: DecidedBy;
}

interface Open {
  readonly code: string;
  readonly options: readonly string[];
}

/**
 * Carries out a person's decision about a voiding that stands still: tried again in a new file, replaced by a credit note
 * over the document, given up, so that the document stands, or
 * taken as done, where SUNAT says that the document is voided already. Once: run again it changes nothing.
 * @throws HubError 409 `decision_not_available`, and what `createNote` refuses
 */
export async function decideVoid(deps: ServiceDeps, ctx: ServiceContext, input: DecideVoidInput): Promise<void> {
  authorise(ctx, 'documents:void');
  const { voidId, decision, reason, by } = input;
  await change(deps, ctx, async (tx, cipher) => {
    const voiding = await lockVoid(tx, voidId);
    if (voiding.status !== 'needs_attention') return;
    const [open] = await tx.sql<Open>(
      'select code, options from attention where company_id = $1 and subject_id = $2 and closed_at is null',
      [tx.companyId, voidId],
    );
    if (!open?.options.includes(decision)) throw notAvailable(open?.options);
    const decider = asDecider(ctx, by);
    await writeAudit(tx, decider, cipher, {
      ...{ action: `void.${decision}`, entity: 'fiscal_document', entityId: voiding.document_id, reason },
      before: { status: voiding.status, why: open.code },
    });
    await tx.run(
      `update attention set closed_at = now(), decision = $3, reason = $4, closed_by_id = $5
        where company_id = $1 and subject_id = $2 and closed_at is null`,
      [tx.companyId, voidId, decision, reason, by.id],
    );
    await carryOut({ tx, ctx: decider, cipher, now: deps.now() }, voiding, decision, open.code);
  });
  deps.saleChanged();
  deps.wakeRelay();
}

async function voidAsToldBySunat(
  tx: Tx,
  ctx: ServiceContext,
  cipher: CompanyCipher,
  documentId: string,
): Promise<void> {
  const { status } = await lockDocument(tx, documentId);
  await writeAudit(tx, ctx, cipher, {
    ...{ action: 'document.void', entity: 'fiscal_document', entityId: documentId },
    before: { status },
    after: { status: 'voided' },
  });
  await setDocumentStatus(tx, documentId, 'voided');
}

interface Deciding {
  readonly tx: Tx;
  readonly ctx: ServiceContext;
  readonly cipher: CompanyCipher;
  readonly now: Date;
}

async function carryOut(
  { tx, ctx, cipher, now }: Deciding,
  voiding: LockedVoid,
  decision: VoidDecision,
  code: string,
): Promise<void> {
  const { id, document_id: documentId } = voiding;
  if (code === 'void_effects_blocked') return setVoidStatus(tx, id, 'accepted');
  await releaseLine(tx, documentId, '3');
  switch (decision) {
    case 'retry':
      await tx.run('update document_void set attempt = attempt + 1 where company_id = $1 and id = $2', [
        ...[tx.companyId, id],
      ]);
      return setVoidStatus(tx, id, 'received');
    case 'accept_as_is':
      await voidAsToldBySunat(tx, ctx, cipher, documentId);
      return setVoidStatus(tx, id, 'accepted');
    case 'cancel_void':
      return setVoidStatus(tx, id, 'cancelled');
    case 'credit_note': {
      // First, since no note is issued over a document that is being voided.
      await setVoidStatus(tx, id, 'replaced');
      const note = creditNote(documentId, voiding.reason, '01');
      const { noteId } = await takeNoteOn(tx, ctx, cipher, { kind: '07', input: note, now });
      await tx.run('update document_void set credit_note_id = $3 where company_id = $1 and id = $2', [
        ...[tx.companyId, id, noteId],
      ]);
    }
  }
}
