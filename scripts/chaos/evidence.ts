import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { StubbornClient } from './client.ts';
import type { CompanyReader, Query } from './database.ts';
import type { ProcessReader, ProcessRow } from './processes.ts';
import { type Attempt, repeatAll } from './sell.ts';
import type { Shop } from './shop.ts';

interface SaleRow {
  readonly id: string;
  readonly status: string;
  readonly total: string;
  readonly document_id: string | null;
  readonly workflow_id: string;
  readonly cancelled_for: string | null;
  readonly credit: string;
}
interface LineRow {
  readonly sale_id: string;
  readonly line: number;
  readonly product_id: string;
  readonly quantity: string;
  readonly tracks_stock: boolean;
  readonly total: string;
}
interface PaymentRow {
  readonly sale_id: string;
  readonly amount: string;
  readonly status: string;
}
interface NoteRow {
  readonly id: string;
  readonly sale_id: string;
  readonly status: string;
  readonly total: string;
  readonly document_id: string | null;
  readonly workflow_id: string;
}
interface RefundRow {
  readonly note_id: string;
  readonly amount: string;
  readonly status: string;
}
export interface DocumentRow {
  readonly id: string;
  readonly sale_id: string | null;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly status: string;
  readonly total: string;
  readonly file_version: number;
  readonly evidence: string | null;
}
interface FileRow {
  readonly document_id: string;
  readonly kind: string;
  readonly file_version: number;
  readonly sha256: string;
}
interface SeriesRow {
  readonly document_type: string;
  readonly series: string;
  readonly next_number: number;
}
interface LevelRow {
  readonly product_id: string;
  readonly on_hand: string;
  readonly reserved: string;
}
interface MovementRow {
  readonly product_id: string;
  readonly kind: string;
  readonly source_id: string;
  readonly quantity: string;
}
interface Counted {
  readonly what: string;
  readonly id: string;
}
const registered = z.object({
  ruc: z.string(),
  type: z.string(),
  series: z.string(),
  number: z.number(),
  sha256: z.string(),
  cdr_code: z.string(),
  times_sent: z.number(),
  status: z.string(),
});
const request = z.object({ operation: z.string(), name: z.string(), sha256: z.string(), outcome: z.string() });
const truth = z.object({ documents: z.array(registered), requests: z.array(request) });
export type Registered = z.infer<typeof registered>;

/** The files of a document as the API hands them out: digest of the bytes, or the status where there are none. */
export interface Served {
  readonly xml: string | number;
  readonly cdr: string | number;
}

/** All that is known after the run, from both sides of every wall. */
export interface Evidence {
  readonly attempts: readonly Attempt[];
  readonly shop: Shop;
  readonly sales: readonly SaleRow[];
  readonly lines: readonly LineRow[];
  readonly payments: readonly PaymentRow[];
  readonly notes: readonly NoteRow[];
  readonly refunds: readonly RefundRow[];
  readonly documents: readonly DocumentRow[];
  readonly files: readonly FileRow[];
  readonly series: readonly SeriesRow[];
  readonly levels: readonly LevelRow[];
  readonly movements: readonly MovementRow[];
  /** What each accepted request was answered when it was asked once more, by its key. */
  readonly repeated: ReadonlyMap<string, string>;
  /** What must not be left over. */
  readonly leftovers: readonly Counted[];
  /** Trace and audit entries that must stand exactly once a sale, as `kind/sale`. */
  readonly marks: readonly Counted[];
  /** What was decided about the entries that waited for a person. */
  readonly decisions: readonly { readonly decision: string }[];
  readonly processes: readonly ProcessRow[];
  readonly sunat: z.infer<typeof truth>;
  readonly served: ReadonlyMap<string, Served>;
}

const LEFTOVERS = `
  select 'intención sin enviar' as what, topic || ' ' || id as id from outbox where sent_at is null
  union all select 'aviso abierto', code || ' ' || id from attention where closed_at is null
  union all select 'envío sin desenlace', operation || ' ' || id from submission where finished_at is null or outcome is null
  union all select 'reserva retenida', id::text from reservation where status = 'held'
  union all select 'reserva sin venta', r.id::text from reservation r
    where not exists (select from sale s where s.company_id = r.company_id and s.id = r.owner_id)
  union all select 'documento sin venta', id::text from fiscal_document where sale_id is null
  union all select 'movimiento sin venta', m.id::text from stock_movement m where m.kind in ('sale', 'sale_cancelled')
    and not exists (select from sale s where s.company_id = m.company_id and s.id = m.source_id)
  union all select 'movimiento sin nota', m.id::text from stock_movement m where m.kind in ('note_return', 'note_return_cancelled')
    and not exists (select from note n where n.company_id = m.company_id and n.id = m.source_id)
  union all select 'devolución sin nota', r.id::text from refund r
    where not exists (select from note n where n.company_id = r.company_id and n.id = r.note_id)
  union all select 'espera por SUNAT', workflow_id from sunat_wait where released_at is null
  union all select 'puerta cerrada', code from sunat_gate where state <> 'open'`;

const MARKS = `
  select 'evento ' || kind as what, sale_id::text as id from sale_event where kind in ('received', 'completed', 'cancelled')
  union all select 'auditoría ' || action, entity_id::text from audit where action = 'sale.create'`;

async function readRows(query: Query) {
  return {
    sales: await query<SaleRow>(
      `select id, status, total, document_id, workflow_id, cancellation->>'code' as cancelled_for,
              coalesce((select sum((i->>'amount')::numeric) from jsonb_array_elements(payment_terms->'instalments') i), 0)::text as credit
         from sale`,
    ),
    lines: await query<LineRow>('select sale_id, line, product_id, quantity, tracks_stock, total from sale_line'),
    payments: await query<PaymentRow>('select sale_id, amount, status from payment'),
    notes: await query<NoteRow>('select id, sale_id, status, total, document_id, workflow_id from note'),
    refunds: await query<RefundRow>('select note_id, amount, status from refund'),
    documents: await query<DocumentRow>(
      'select id, sale_id, type, series, number, status, total, file_version, evidence from fiscal_document',
    ),
    files: await query<FileRow>('select document_id, kind, file_version, sha256 from document_file'),
    series: await query<SeriesRow>('select document_type, series, next_number from document_series'),
    levels: await query<LevelRow>('select product_id, on_hand, reserved from stock_level'),
    movements: await query<MovementRow>('select product_id, kind, source_id, quantity from stock_movement'),
    leftovers: await query<Counted>(LEFTOVERS),
    marks: await query<Counted>(MARKS),
    decisions: await query<{ decision: string }>('select decision from attention where decision is not null'),
  };
}

const digestOf = (file: Buffer | number): string | number =>
  typeof file === 'number' ? file : createHash('sha256').update(file).digest('hex');

const LANES = 4;

async function serveAll(client: StubbornClient, documents: readonly DocumentRow[]): Promise<Map<string, Served>> {
  const served = new Map<string, Served>();
  const queue = [...documents];
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const xml = digestOf(await client.file(`/documents/${next.id}/xml`));
      served.set(next.id, { xml, cdr: digestOf(await client.file(`/documents/${next.id}/cdr`)) });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return served;
}

export interface EvidenceSources {
  readonly client: StubbornClient;
  readonly reader: CompanyReader;
  readonly processes: ProcessReader;
  readonly sandboxUrl: string;
  readonly shop: Shop;
  readonly attempts: readonly Attempt[];
}

/** Reads everything once the run rests (after asking every request once more): the database, SUNAT's registry, Temporal's list, the files through the API. */
export async function collect(from: EvidenceSources): Promise<Evidence> {
  const { client, reader, processes, sandboxUrl, shop, attempts } = from;
  const repeated = await repeatAll(client, attempts);
  const rows = await reader.snapshot(readRows);
  const state = await fetch(`${sandboxUrl}/__control/state`, { signal: AbortSignal.timeout(30_000) });
  return {
    attempts,
    shop,
    repeated,
    ...rows,
    sunat: truth.parse(await state.json()),
    processes: await processes.list(),
    served: await serveAll(client, rows.documents),
  };
}
