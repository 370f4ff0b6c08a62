import type { DocumentStatus, StoredObservation } from '../../db/entities/document.ts';
import type { StoredTotals } from '../../db/entities/sale.ts';
import { toAmount } from '../../domain/decimal.ts';
import { fullNumber } from '../../domain/fiscal/invoice.ts';
import { maskDocumentNumber } from '../../domain/identity/mask.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';
import { instant } from '../rows.ts';
import type { TaxEnvironment } from '../sunat/dossier.ts';

export interface DocumentRow {
  readonly id: string;
  readonly created_at: Date | string;
  readonly sale_id: string | null;
  readonly issue_attempt: number;
  readonly environment: TaxEnvironment;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly issue_date: string;
  readonly issue_time: string;
  readonly currency: string;
  readonly totals: StoredTotals;
  readonly hash: string;
  readonly qr: Buffer;
  readonly file_version: number;
  readonly status: DocumentStatus;
  readonly deadline_at: Date | string;
  readonly sunat_code: string | null;
  readonly sunat_description: string | null;
  readonly observations: readonly StoredObservation[] | null;
  readonly evidence: 'cdr' | 'validity_query' | 'person' | null;
  readonly sunat_received_at: Date | string | null;
  readonly ticket: string | null;
  readonly amends: DocumentRefRow | null;
  readonly notes: readonly (DocumentRefRow & { readonly note_id: string; readonly total: string })[] | null;
}

interface DocumentRefRow {
  readonly id: string;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly status: DocumentStatus;
}

export const DOCUMENT_COLUMNS = `
  id, created_at, sale_id, issue_attempt, environment, type, series, number, to_char(issue_date, 'YYYY-MM-DD') as issue_date,
  issue_time, currency, totals, hash, qr, file_version, status, deadline_at, sunat_code, sunat_description, observations,
  evidence, sunat_received_at,
  coalesce((select s.ticket from submission s
    where s.company_id = fiscal_document.company_id and s.document_id = fiscal_document.id and s.ticket is not null
    order by s.started_at desc, s.id desc limit 1),
  (select f.ticket from summary_line l join summary_file f on f.company_id = l.company_id and f.id = l.summary_id
    where l.company_id = fiscal_document.company_id and l.document_id = fiscal_document.id
      and l.outcome in ('open', 'accepted') order by l.condition desc limit 1)) as ticket,
  (select json_build_object('id', a.id, 'type', a.type, 'series', a.series, 'number', a.number, 'status', a.status)
     from note n join fiscal_document a on a.company_id = n.company_id and a.id = n.amended_id
    where fiscal_document.source_type = 'note' and n.company_id = fiscal_document.company_id
      and n.id = fiscal_document.source_id) as amends,
  (select json_agg(json_build_object('note_id', n.id, 'id', m.id, 'type', m.type, 'series', m.series,
            'number', m.number, 'status', m.status, 'total', m.total::text) order by n.created_at, n.id, m.issue_attempt)
     from note n join fiscal_document m on m.company_id = n.company_id and m.source_type = 'note' and m.source_id = n.id
    where n.company_id = fiscal_document.company_id and n.amended_id = fiscal_document.id) as notes`;

/** Position of the buyer's document type and number among the QR's fields (R.S. 244-2019, annex 6). */
const [BUYER_TYPE, BUYER_NUMBER] = [7, 8];

/** A guía's QR is an address at which SUNAT shows the whole of it, drivers included. */
const LINK = /^https?:/;

function showQr(text: string, reveal: boolean): string {
  if (reveal || text === '') return text;
  if (LINK.test(text)) return text.replace(/\?.*$/, '?****');
  const fields = text.split('|');
  fields[BUYER_NUMBER] = maskDocumentNumber(fields[BUYER_TYPE] ?? '', fields[BUYER_NUMBER] ?? '');
  return fields.join('|');
}

/** SUNAT's last word; null before it said anything. */
function showSunat(row: DocumentRow) {
  if (row.sunat_code === null && row.sunat_description === null && row.evidence === null && row.ticket === null)
    return null;
  return {
    code: row.sunat_code,
    description: row.sunat_description,
    observations: row.observations ?? [],
    evidence: row.evidence,
    received_at: row.sunat_received_at && instant(row.sunat_received_at),
    ticket: row.ticket,
  };
}

const showRef = ({ id, type, series, number, status }: DocumentRefRow) => ({
  ...{ id, type, status },
  full_number: fullNumber(series, number),
});

/** A document as the contract shows it; the buyer's number in the QR is masked unless `reveal`. */
export function showDocument(row: DocumentRow, cipher: CompanyCipher, reveal: boolean) {
  return {
    id: row.id,
    sale_id: row.sale_id,
    type: row.type,
    series: row.series,
    number: row.number,
    full_number: fullNumber(row.series, row.number),
    issue_date: row.issue_date,
    issue_time: row.issue_time,
    currency: row.currency,
    totals: row.totals,
    hash: row.hash,
    qr: showQr(cipher.open(new Sealed(row.qr), `fiscal_document.qr/${row.id}`), reveal),
    status: row.status,
    environment: row.environment,
    sunat: showSunat(row),
    amends: row.amends && showRef(row.amends),
    notes: (row.notes ?? []).map((note) => ({ ...showRef(note), note_id: note.note_id, total: toAmount(note.total) })),
    issue_attempt: row.issue_attempt,
    file_version: row.file_version,
    deadline_at: instant(row.deadline_at),
    created_at: instant(row.created_at),
  };
}
export type DocumentView = ReturnType<typeof showDocument>;
