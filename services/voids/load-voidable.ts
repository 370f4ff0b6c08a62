import { LIVE_VOID } from '../../db/entities/void.ts';
import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { isPaperSeries } from '../../domain/fiscal/deadlines.ts';
import type { VoidableDocument } from '../../domain/fiscal/void-options.ts';

/** Sales of the shop's own counter: the buyer leaves with the paper. */
const OWN_CHANNEL = 'store';

export interface Voidable {
  readonly document: VoidableDocument;
  readonly saleId: string | null;
  /** Of a note's document: the note. */
  readonly noteId: string | null;
  /** Of a certificate's document: the certificate. */
  readonly certificateId: string | null;
  /** What is taken as true where the request does not say it: he left with the paper, or was mailed the document. */
  readonly deliveredByDefault: boolean;
}

interface Row {
  readonly type: string;
  readonly series: string;
  readonly status: string;
  readonly issue_date: string;
  readonly sale_id: string | null;
  readonly note_id: string | null;
  readonly certificate_id: string | null;
  readonly channel: string | null;
  readonly mailed: boolean;
  readonly live_notes: number;
  readonly voiding: boolean;
  readonly ivap: boolean;
  readonly taken_off: boolean;
}

const READ = `
  select d.type, d.series, d.status, to_char(d.issue_date, 'YYYY-MM-DD') as issue_date, d.sale_id,
         case d.source_type when 'note' then d.source_id end as note_id,
         case d.source_type when 'certificate' then d.source_id end as certificate_id,
         (select s.channel from sale s where s.company_id = d.company_id and s.id = d.sale_id) as channel,
         exists (select from mail_delivery m
                  where m.company_id = d.company_id and m.document_id = d.id and m.status = 'sent') as mailed,
         (select count(*)::int from note n
            left join fiscal_document m on m.company_id = n.company_id and m.id = n.document_id
           where n.company_id = d.company_id and n.amended_id = d.id and n.status <> 'cancelled'
             and coalesce(m.status, '') <> 'voided') as live_notes,
         exists (select from document_void v
                  where v.company_id = d.company_id and v.document_id = d.id and v.status = any($3::text[])) as voiding,
         d.totals ? 'ivap_base' as ivap,
         exists (select from advance_deduction a
                   join sale s on s.company_id = a.company_id and s.id = a.sale_id
                   left join fiscal_document x on x.company_id = s.company_id and x.id = s.document_id
                  where a.company_id = d.company_id and a.document_id = d.id and s.status <> 'cancelled'
                    and coalesce(x.status, '') <> 'voided') as taken_off
    from fiscal_document d where d.company_id = $1 and d.id = $2`;

/** A document with what decides how it can be taken back. @throws HubError 404 */
export async function loadVoidable(tx: Tx, documentId: string): Promise<Voidable> {
  const [row] = await tx.sql<Row>(READ, [tx.companyId, documentId, LIVE_VOID]);
  if (!row) throw notFound();
  const {
    type,
    series,
    status,
    issue_date: issueDate,
    live_notes: liveNotes,
    voiding,
    ivap,
    taken_off: takenOff,
  } = row;
  return {
    document: { type, series, status, issueDate, liveNotes, voiding, ivap, takenOff },
    ...{ saleId: row.sale_id, noteId: row.note_id, certificateId: row.certificate_id },
    deliveredByDefault: row.channel === null || row.channel === OWN_CHANNEL || row.mailed || isPaperSeries(series),
  };
}

/** The same with its sale, or its certificate, locked first: notes, voids and decisions about it queue. @throws HubError 404 */
export async function lockVoidable(tx: Tx, documentId: string): Promise<Voidable> {
  await tx.sql(
    `select 1 from sale s where s.company_id = $1
        and s.id = (select d.sale_id from fiscal_document d where d.company_id = $1 and d.id = $2) for update`,
    [tx.companyId, documentId],
  );
  await tx.sql(
    `select 1 from tax_certificate c where c.company_id = $1
        and c.id = (select d.source_id from fiscal_document d
                     where d.company_id = $1 and d.id = $2 and d.source_type = 'certificate') for update`,
    [tx.companyId, documentId],
  );
  return loadVoidable(tx, documentId);
}
