import type { NoteStatus, StoredNoteCancellation, StoredWarning } from '../../db/entities/note.ts';
import type { StoredTotals } from '../../db/entities/sale.ts';
import { toAmount, toQuantity } from '../../domain/decimal.ts';
import { fullNumber } from '../../domain/fiscal/invoice.ts';
import type { NoteEffects, NoteType } from '../../domain/fiscal/note.ts';
import { showPrice } from '../fields.ts';
import { instant } from '../rows.ts';
import { showWarning } from '../warnings.ts';
import { KIND_NAME } from './note-input.ts';

/** A note with what belongs to it; figures inside the lists are text. */
export interface NoteRow {
  readonly id: string;
  readonly created_at: Date | string;
  readonly updated_at: Date | string;
  readonly status: NoteStatus;
  readonly kind: NoteType;
  readonly sale_id: string;
  readonly amended_id: string;
  readonly document_id: string | null;
  readonly reason_code: string;
  readonly reason: string;
  readonly effects: NoteEffects;
  readonly series: string;
  readonly currency: string;
  readonly totals: StoredTotals;
  readonly warnings: readonly StoredWarning[];
  readonly workflow_id: string;
  readonly cancellation: StoredNoteCancellation | null;
  readonly lines: readonly LineRow[] | null;
  readonly refunds: readonly RefundRow[] | null;
  readonly documents: readonly DocumentRow[] | null;
  readonly amends: DocumentRow;
  readonly attention: AttentionRow | null;
}

interface LineRow {
  readonly line: number;
  readonly amends: number | null;
  readonly product_id: string | null;
  readonly sku: string;
  readonly description: string;
  readonly unit_code: string;
  readonly quantity: string;
  readonly returned: string;
  readonly unit_price: string;
  readonly igv_affectation: string;
  readonly value: string;
  readonly igv: string;
  readonly total: string;
}

interface RefundRow {
  readonly id: string;
  readonly payment_id: string;
  readonly method: string;
  readonly amount: string;
  readonly status: string;
}

interface DocumentRow {
  readonly id: string;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly status: string;
}

interface AttentionRow {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
  readonly options: readonly string[];
}

const showDocument = ({ id, type, series, number, status }: DocumentRow) => ({
  ...{ id, type, status },
  full_number: fullNumber(series, number),
});

const showLine = (line: LineRow) => ({
  ...line,
  quantity: toQuantity(line.quantity),
  returned: toQuantity(line.returned),
  unit_price: showPrice(line.unit_price),
  value: toAmount(line.value),
  igv: toAmount(line.igv),
  total: toAmount(line.total),
});

/** A note as the contract shows it. Nothing personal: the buyer is the sale's. */
export function showNote(row: NoteRow) {
  const documents = (row.documents ?? []).map(showDocument);
  return {
    id: row.id,
    type: KIND_NAME[row.kind],
    status: row.status,
    workflow_id: row.workflow_id,
    sale_id: row.sale_id,
    amends: showDocument(row.amends),
    reason_code: row.reason_code,
    reason: row.reason,
    effects: row.effects,
    series: row.series,
    currency: row.currency,
    lines: (row.lines ?? []).map(showLine),
    totals: row.totals,
    refunds: (row.refunds ?? []).map((refund) => ({ ...refund, amount: toAmount(refund.amount) })),
    warnings: row.warnings.map(showWarning),
    document: documents.find(({ id }) => id === row.document_id) ?? null,
    documents,
    attention: row.status === 'needs_attention' ? row.attention : null,
    cancellation: row.cancellation,
    created_at: instant(row.created_at),
    updated_at: instant(row.updated_at),
  };
}
export type NoteView = ReturnType<typeof showNote>;

const DOCUMENT = `json_build_object('id', d.id, 'type', d.type, 'series', d.series, 'number', d.number, 'status', d.status)`;

/** Columns of `note` with what belongs to each; all numerics of the lists as text, JSON would make them floats. */
export const NOTE_COLUMNS = `
  id, created_at, updated_at, status, kind, sale_id, amended_id, document_id, reason_code, reason, effects, series,
  currency, totals, warnings, workflow_id, cancellation,
  (select json_agg(json_build_object('line', l.line, 'amends', l.amends, 'product_id', l.product_id, 'sku', l.sku,
     'description', l.description, 'unit_code', l.unit_code, 'quantity', l.quantity::text, 'returned', l.returned::text,
     'unit_price', l.unit_price::text, 'igv_affectation', l.igv_affectation, 'value', l.value::text,
     'igv', l.igv::text, 'total', l.total::text) order by l.line)
     from note_line l where l.company_id = note.company_id and l.note_id = note.id) as lines,
  (select json_agg(json_build_object('id', r.id, 'payment_id', r.payment_id, 'method', r.method,
     'amount', r.amount::text, 'status', r.status) order by r.id)
     from refund r where r.company_id = note.company_id and r.note_id = note.id) as refunds,
  (select json_agg(${DOCUMENT} order by d.issue_attempt) from fiscal_document d
     where d.company_id = note.company_id and d.source_type = 'note' and d.source_id = note.id) as documents,
  (select ${DOCUMENT} from fiscal_document d where d.company_id = note.company_id and d.id = note.amended_id) as amends,
  (select json_build_object('id', a.id, 'code', a.code, 'detail', a.detail, 'options', a.options)
     from attention a where a.company_id = note.company_id and a.note_id = note.id and a.closed_at is null
      and cardinality(a.options) > 0 order by a.created_at desc limit 1) as attention`;
