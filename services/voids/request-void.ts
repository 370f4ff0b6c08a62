import { z } from 'zod';
import type { Tx } from '../../db/tx.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { type VoidingReason, VOIDING_REASONS, type VoidOption, voidOptions } from '../../domain/fiscal/void-options.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { line } from '../fields.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { takeNoteOn } from '../notes/create-note.ts';
import { writeOutbox } from '../outbox/write-outbox.ts';
import { lockVoidable, type Voidable } from './load-voidable.ts';
import { voidWorkflowId } from './void-workflow-id.ts';

/** The body of `POST /documents/{id}/void`. */
export const VoidInput = z.strictObject({
  reason: line(100, 3).describe('Stands in the communication to SUNAT, or in the credit note.'),
  delivered_to_buyer: z
    .boolean()
    .optional()
    .describe("Whether the buyer has it; taken as true for a sale of the shop's own counter."),
  reason_code: z
    .enum(VOIDING_REASONS)
    .optional()
    .describe('Catalogue 09, where it comes to a credit note; 01 if absent.'),
});
export type VoidInput = z.output<typeof VoidInput>;

/** The act that was begun; the intent to start its process is marked as sent by whoever starts it. */
export type RequestedVoid =
  | { readonly act: 'credit_note'; readonly noteId: string; readonly outboxId: string }
  | {
      readonly act: 'voided_documents' | 'daily_summary' | 'reversal';
      readonly voidId: string;
      readonly documentId: string;
      readonly outboxId: string;
    };

/** The relay leaves a new process to its own API process for this long. */
const START_GRACE_SECONDS = 3;

/**
 * Takes a document back by the legal act that fits its type, age and state and whether the buyer has it: written with
 * the intent to start its process. From then on no note is issued over it, and no second act begins.
 * @throws HubError 404, 422, 409 with the code of what stands in the way (`document_rejected`, `document_not_accepted`,
 * `document_has_notes`, `void_in_progress`, `void_not_supported`, `note_not_voidable`)
 */
export async function requestVoid(
  deps: ServiceDeps,
  ctx: ServiceContext,
  documentId: string,
  body: unknown,
): Promise<RequestedVoid> {
  authorise(ctx, 'documents:void');
  const input = parseInput(VoidInput, body);
  const now = deps.now();
  const requested = await change(deps, ctx, async (tx, cipher): Promise<RequestedVoid> => {
    const voidable = await lockVoidable(tx, documentId);
    const delivered = input.delivered_to_buyer ?? voidable.deliveredByDefault;
    const option = choose(voidable, delivered, input.reason_code, now);
    if (option.act === 'credit_note') {
      const note = creditNote(documentId, input.reason, option.reasonCode ?? '01');
      return { act: option.act, ...(await takeNoteOn(tx, ctx, cipher, { kind: '07', input: note, now })) };
    }
    const of = { documentId, act: option.act, reason: input.reason, delivered };
    return { act: option.act, documentId, ...(await insertVoid(tx, ctx, cipher, voidable, of)) };
  });
  deps.saleChanged();
  return requested;
}

function choose({ document }: Voidable, delivered: boolean, wanted: VoidingReason | undefined, now: Date): VoidOption {
  const { options, recommended, refusal } = voidOptions(document, delivered, now);
  if (!recommended) throw conflict(refusal?.code ?? 'void_not_supported', refusal?.detail ?? 'No se puede anular.');
  if (wanted === undefined) return recommended;
  const named = options.find(({ reasonCode, allowed }) => reasonCode === wanted && allowed);
  if (recommended.act === 'credit_note' && named) return named;
  const detail = 'Este comprobante se anula en SUNAT, sin nota de crédito: no lleva motivo del catálogo 09.';
  throw invalid([{ pointer: '/reason_code', code: 'reason_code_not_allowed', detail }]);
}

/** What undoes a sale brings goods and money back; a wrong RUC undoes the document only, the sale is invoiced anew. */
export const creditNote = (documentId: string, reason: string, reasonCode: VoidingReason) => ({
  ...{ document_id: documentId, reason_code: reasonCode, reason },
  ...(reasonCode !== '02' && { effects: 'both' as const }),
});

interface NewVoid {
  readonly documentId: string;
  readonly act: 'voided_documents' | 'daily_summary' | 'reversal';
  readonly reason: string;
  readonly delivered: boolean;
}

async function insertVoid(
  tx: Tx,
  ctx: ServiceContext,
  cipher: CompanyCipher,
  { saleId, noteId, certificateId }: Voidable,
  { documentId, act, reason, delivered }: NewVoid,
): Promise<{ voidId: string; outboxId: string }> {
  if (saleId === null && certificateId === null)
    throw conflict('void_not_supported', 'El comprobante no es de una venta.');
  const voidId = uuidv7();
  await writeAudit(tx, ctx, cipher, {
    ...{ action: 'document.request_void', entity: 'fiscal_document', entityId: documentId, reason },
    after: { act, delivered_to_buyer: delivered },
  });
  const outboxId = await writeOutbox(tx, 'void.start', documentId, ctx.requestId, START_GRACE_SECONDS);
  await tx.run(
    `insert into document_void (id, company_id, act, document_id, sale_id, note_id, reason, workflow_id, request_id,
                                certificate_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[voidId, tx.companyId, act, documentId, saleId, noteId, reason],
      ...[voidWorkflowId(tx.companyId, documentId), ctx.requestId, certificateId],
    ],
  );
  await bindResource(tx, ctx, voidId);
  return { voidId, outboxId };
}
