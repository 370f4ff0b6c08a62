import type { Tx } from '../../db/tx.ts';
import type { FieldIssue } from '../../domain/errors.ts';
import type { NoteEffects } from '../../domain/fiscal/note.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { storedTotals } from '../sales/draft-invoice.ts';
import { type StoredDraft, sealDraft } from './note-draft.ts';
import { noteWorkflowId } from './note-workflow-id.ts';

export interface NewNote {
  readonly id: string;
  readonly requestId: string;
  readonly saleId: string;
  readonly amendedId: string;
  readonly draft: StoredDraft;
  readonly effects: NoteEffects;
  readonly warnings: readonly FieldIssue[];
}

const INSERT = `
  with new_note as (
    insert into note (id, company_id, kind, sale_id, amended_id, reason_code, reason, effects, series, currency, totals,
                      total, draft, warnings, workflow_id, request_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
  ), new_lines as (
    insert into note_line (id, company_id, note_id, line, amends, product_id, sku, description, unit_code, quantity,
                           returned, unit_price, igv_affectation, value, igv, total)
    select id, $2, $1, line, amends, product_id, sku, description, unit_code, quantity, returned, unit_price,
           igv_affectation, value, igv, total
      from jsonb_to_recordset($17::jsonb) as l (id uuid, line int, amends int, product_id uuid, sku text,
           description text, unit_code text, quantity numeric, returned numeric, unit_price numeric,
           igv_affectation text, value numeric, igv numeric, total numeric)
  )
  insert into note_event (id, company_id, note_id, kind, data) values ($18, $2, $1, 'received', $19)`;

const lineRows = ({ draft }: NewNote) =>
  draft.lines.map((line) => ({
    id: uuidv7(),
    line: line.number,
    amends: line.amends,
    product_id: line.amends === null ? null : line.productId,
    sku: line.sku,
    description: line.description,
    unit_code: line.unitCode,
    quantity: line.quantity,
    returned: line.returned,
    unit_price: line.unitPrice,
    igv_affectation: line.igvAffectation,
    value: line.value,
    igv: line.igv,
    total: line.total,
  }));

/** Writes the note with its lines and first event in one statement. */
export async function insertNote(tx: Tx, cipher: CompanyCipher, note: NewNote): Promise<void> {
  const { draft } = note;
  const { total } = draft.totals;
  await tx.run(INSERT, [
    ...[note.id, tx.companyId, draft.type, note.saleId, note.amendedId, draft.reasonCode, draft.reason],
    ...[note.effects, draft.series, draft.currency, JSON.stringify(storedTotals(draft.totals)), total],
    sealDraft(cipher, note.id, draft).bytes,
    JSON.stringify(note.warnings),
    noteWorkflowId(tx.companyId, note.id),
    note.requestId,
    JSON.stringify(lineRows(note)),
    uuidv7(),
    JSON.stringify({ type: draft.type, reason_code: draft.reasonCode, total, currency: draft.currency }),
  ]);
}
