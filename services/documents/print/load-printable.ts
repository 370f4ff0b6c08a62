import type { DocumentStatus } from '../../../db/entities/document.ts';
import type { Tx } from '../../../db/tx.ts';
import { notFound } from '../../../domain/errors.ts';
import { type CompanyCipher, Sealed } from '../../../platform/crypto/envelope.ts';
import { PAYMENT_LABELS } from './names.ts';
import { amendedIds, printableOf } from './printable-of.ts';
import type { PrintableDocument, PrintablePayment } from './types.ts';
import { readUbl } from './ubl-node.ts';

interface Row {
  readonly sale_id: string | null;
  readonly type: string;
  readonly status: DocumentStatus;
  readonly hash: string;
  readonly qr: Buffer;
  readonly environment: string;
  readonly logo: Buffer | null;
  readonly file_id: string | null;
  readonly body: Buffer | null;
}

const LOAD = `
  select d.sale_id, d.type, d.status, d.hash, d.qr, d.environment, c.logo, f.id as file_id, f.body
    from fiscal_document d
    join company c on c.id = d.company_id
    left join document_file f on f.company_id = d.company_id and f.document_id = d.id and f.kind = 'xml'
                             and f.file_version = d.file_version
   where d.company_id = $1 and d.id = $2`;

/** Documents without effect say so on the paper. */
const MARKS: Readonly<Partial<Record<DocumentStatus, string>>> = {
  voided: 'ANULADO',
  rejected: 'RECHAZADO',
  expired: 'SIN EFECTO',
};
/** Where documents are made that are none. */
const TEST_ENVIRONMENTS = ['sandbox', 'beta'];

/**
 * What is printed of a document: its newest signed XML, with what the hub knows besides (its state, how it was paid).
 * Shows the buyer in clear: the caller authorises and audits.
 * @throws HubError 404 when there is no such document, or `no_printed_form` for its type
 */
export async function loadPrintable(
  tx: Tx,
  cipher: CompanyCipher,
  documentId: string,
  lookupUrl?: string,
): Promise<PrintableDocument> {
  const [row] = await tx.sql<Row>(LOAD, [tx.companyId, documentId]);
  if (!row) throw notFound();
  if (row.file_id === null || row.body === null) throw notFound('El comprobante no tiene su archivo XML.');
  const root = readUbl(cipher.openBytes(new Sealed(row.body), `document_file.body/${row.file_id}`).toString('utf8'));
  return printableOf(root, {
    qr: cipher.open(new Sealed(row.qr), `fiscal_document.qr/${documentId}`),
    hash: row.hash,
    lookupUrl,
    logo: row.logo ?? undefined,
    mark: MARKS[row.status],
    test: TEST_ENVIRONMENTS.includes(row.environment),
    payments: await paymentsOf(tx, row),
    amendedDates: await datesOf(tx, amendedIds(root)),
  });
}

/** What was handed over at the till and given back; notes and credit have nothing of it. */
async function paymentsOf(tx: Tx, row: Row): Promise<PrintablePayment[]> {
  if (row.sale_id === null || !['01', '03'].includes(row.type)) return [];
  const payments = await tx.sql<{ method: string; amount: string; tendered: string | null; change: string }>(
    `select method, amount, tendered, change from payment
      where company_id = $1 and sale_id = $2 and status <> 'reversed' order by line`,
    [tx.companyId, row.sale_id],
  );
  return payments.flatMap(({ method, amount, tendered, change }) => [
    { label: PAYMENT_LABELS[method] ?? method, amount: tendered ?? amount },
    ...(Number(change) > 0 ? [{ label: 'Vuelto', amount: change }] : []),
  ]);
}

async function datesOf(
  tx: Tx,
  amended: readonly { readonly type: string; readonly fullNumber: string }[],
): Promise<ReadonlyMap<string, string>> {
  const dates = new Map<string, string>();
  for (const { type, fullNumber } of amended) {
    const [series = '', number = ''] = fullNumber.split('-');
    if (!/^\d{1,8}$/.test(number)) continue;
    const [row] = await tx.sql<{ issue_date: string }>(
      `select to_char(issue_date, 'YYYY-MM-DD') as issue_date from fiscal_document
        where company_id = $1 and type = $2 and series = $3 and number = $4`,
      [tx.companyId, type, series, Number(number)],
    );
    if (row) dates.set(`${type} ${fullNumber}`, row.issue_date);
  }
  return dates;
}
