import type { DocumentStatus } from '../../db/entities/document.ts';
import type { Tx } from '../../db/tx.ts';
import { invalid } from '../../domain/errors.ts';
import { withNumber } from '../../domain/fiscal/invoice.ts';
import { type AmendedDocument, type NoteType, type TakenLine, takenBy } from '../../domain/fiscal/note.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { openBuyer } from '../sales/buyer.ts';
import { draftAsSold } from '../sales/draft-of-sale.ts';
import { loadPlace, type Place } from '../sales/load-place.ts';
import { loadSaleLines, paidOf } from '../sales/load-sale-lines.ts';
import { type LockedSale, lockSale } from '../sales/lock-sale.ts';
import { deductedFrom } from '../sales/prepayments.ts';
import { openExtras } from '../sales/sale-extras.ts';
import { openDraft } from './note-draft.ts';

/** A document that a note amends, with the place that issued it; `place.series` are those of the note's type. */
export interface Amended {
  readonly sale: LockedSale;
  readonly place: Place;
  readonly document: AmendedDocument;
  readonly status: DocumentStatus;
  /** What its credit notes took, also those that are on their way. */
  readonly taken: readonly TakenLine[];
  /** What other sales took off it, where it is an advance. */
  readonly deducted: string;
}

interface Row {
  readonly sale_id: string | null;
  readonly source_type: string;
  readonly left_behind: boolean;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly issue_date: string;
  readonly issue_time: string;
}

const at = (code: string, detail: string) => invalid([{ pointer: '/document_id', code, detail }]);

/**
 * The document as it was issued, from the rows of its sale, which is locked: notes over it queue.
 * @throws HubError 422 `not_found`, `not_amendable` at `/document_id`
 */
export async function loadAmended(
  tx: Tx,
  cipher: CompanyCipher,
  documentId: string,
  {
    kind,
    noteId,
  }: { readonly kind: NoteType /** The note itself takes nothing of what is left to it. */; readonly noteId?: string },
): Promise<Amended> {
  const [row] = await tx.sql<Row>(
    `select sale_id, source_type, type, series, number, to_char(issue_date, 'YYYY-MM-DD') as issue_date, issue_time,
            environment <> (select sunat_environment from company where id = $1) as left_behind
       from fiscal_document where company_id = $1 and id = $2`,
    [tx.companyId, documentId],
  );
  if (!row) throw at('not_found', 'El comprobante no existe.');
  if (row.sale_id === null || row.source_type !== 'sale')
    throw at('not_amendable', 'Solo una factura o una boleta se modifica con una nota.');
  // The tax authority knows nothing of a test, nor the test of a legal document.
  if (row.left_behind)
    throw at('not_amendable', 'El comprobante se emitió en otro ambiente de SUNAT que el actual de la empresa.');
  const sale = await lockSale(tx, row.sale_id);
  const [place, lines, paid] = await Promise.all([
    loadPlace(tx, sale.warehouse_id, kind),
    loadSaleLines(tx, sale.id),
    paidOf(tx, sale.id),
  ]);
  if (!place) throw new Error('The warehouse of the sale is gone');
  const buyer = openBuyer(cipher, sale.id, sale.buyer);
  const draft = draftAsSold({
    ...{ sale, place, lines, paid, buyer },
    extras: openExtras(cipher, sale.id, sale.extras),
    ...{ issueDate: row.issue_date, issueTime: row.issue_time },
  });
  const document = withNumber({ ...draft, series: row.series }, row.number);
  const status = await amendedStatus(tx, documentId);
  const deducted = await deductedFrom(tx, documentId);
  return { sale, place, document, status, deducted, taken: await takenOf(tx, cipher, documentId, noteId) };
}

/** Where the amended document stands now; the sale is locked, its document may still be settled by another step. */
export async function amendedStatus(tx: Tx, documentId: string): Promise<DocumentStatus> {
  const [row] = await tx.sql<{ status: DocumentStatus }>(
    'select status from fiscal_document where company_id = $1 and id = $2',
    [tx.companyId, documentId],
  );
  if (!row) throw new Error('The amended document is gone');
  return row.status;
}

/** Of notes that count: neither cancelled nor voided at SUNAT. One that waits for a decision still holds its part. */
async function takenOf(tx: Tx, cipher: CompanyCipher, documentId: string, except?: string): Promise<TakenLine[]> {
  const notes = await tx.sql<{ id: string; draft: Buffer }>(
    `select n.id, n.draft from note n left join fiscal_document d on d.company_id = n.company_id and d.id = n.document_id
      where n.company_id = $1 and n.amended_id = $2 and n.kind = '07' and n.status <> 'cancelled'
        and coalesce(d.status, '') <> 'voided' and n.id is distinct from $3`,
    [tx.companyId, documentId, except ?? null],
  );
  return takenBy(notes.map(({ id, draft }) => openDraft(cipher, id, draft)));
}
