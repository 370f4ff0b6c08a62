import type { Tx } from '../../db/tx.ts';
import { conflict, type FieldIssue } from '../../domain/errors.ts';
import { limaDate, limaTime } from '../../domain/time/lima.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { consumeReserved } from '../stock/consume-reserved.ts';
import { openBuyer } from './buyer.ts';
import { openExtras, type PaperReceipt } from './sale-extras.ts';
import { type Checked, draftOfSale } from './draft-of-sale.ts';
import { loadPlace } from './load-place.ts';
import { loadSaleLines, paidOf, type SoldSaleLine } from './load-sale-lines.ts';
import { type LockedSale, lockSale } from './lock-sale.ts';
import { signDocument } from './sign-document.ts';
import { type IssuedDocument, issuedBy, storeDocument } from './store-document.ts';
import { takeNumber } from './take-number.ts';
import { withSigner } from './with-signer.ts';

export type IssueOutcome =
  | { readonly outcome: 'issued'; readonly document: IssuedDocument }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'refused'; readonly code: string; readonly issues: readonly FieldIssue[] };

/**
 * Issues the document of a paid sale in one transaction: stock moved in the kardex and reservations closed (first
 * attempt only: a reissue moves neither goods nor money), number taken (that of a receipt of
 * paper stands on it, with its date), XML signed, bytes stored. The sale's row
 * decides whether a cancellation came first. Run again it answers the same document. A refusal takes no number.
 * @throws HubError 409 `sale_not_paid`, `stock_not_reserved`, `attempt_out_of_order` when called out of order
 */
export async function issueSaleDocument(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { saleId, attempt }: { readonly saleId: string; readonly attempt: number },
): Promise<IssueOutcome> {
  authorise(ctx, 'sales:create');
  const outcome = await withSigner(deps, ctx.companyId, (signer) =>
    change(deps, ctx, async (tx, cipher): Promise<IssueOutcome> => {
      const [sale, issued] = await Promise.all([
        lockSale(tx, saleId),
        issuedBy(tx, { type: 'sale', id: saleId }, attempt),
      ]);
      const known = answerOf(sale, issued, attempt);
      if (known) return known;
      const { checked, lines, certificateId, paper } = await prepare(tx, cipher, sale, deps.now());
      if (!checked.draft) return { outcome: 'refused', code: checked.code, issues: checked.issues };
      const signing = signer(certificateId);
      const documentId = uuidv7();
      await writeAudit(tx, ctx, cipher, {
        ...{ action: 'sale.issue', entity: 'sale', entityId: saleId },
        after: { document_id: documentId, series: sale.series, attempt },
      });
      if (attempt === 1) await moveStock(tx, sale, lines, checked.draft.issueDate);
      const number = paper?.number ?? (await takeNumber(tx, sale.document_type, sale.series));
      const signed = signDocument(checked.draft, number, signing);
      const of = { documentId, source: { type: 'sale', id: saleId }, saleId, attempt } as const;
      return { outcome: 'issued', document: await storeDocument(tx, cipher, signed, of) };
    }),
  );
  deps.saleChanged();
  return outcome;
}

/** What is settled already: cancelled first, or issued by an earlier run of the same attempt. */
function answerOf(sale: LockedSale, document: IssuedDocument | undefined, attempt: number): IssueOutcome | undefined {
  if (sale.status === 'cancelled') return { outcome: 'cancelled' };
  if (document) return { outcome: 'issued', document };
  if (sale.issue_attempt !== attempt) throw conflict('attempt_out_of_order', 'El intento de emisión no es el vigente.');
  if (sale.status !== 'paid') throw conflict('sale_not_paid', 'La venta aún no está pagada.');
  return undefined;
}

interface Prepared {
  readonly checked: Checked;
  readonly lines: readonly SoldSaleLine[];
  readonly certificateId: string | null;
  readonly paper: PaperReceipt | undefined;
}

async function prepare(tx: Tx, cipher: CompanyCipher, sale: LockedSale, now: Date): Promise<Prepared> {
  const [place, lines, paid] = await Promise.all([
    loadPlace(tx, sale.warehouse_id, sale.document_type),
    loadSaleLines(tx, sale.id),
    paidOf(tx, sale.id),
  ]);
  if (!place) throw new Error('The warehouse of the sale is gone');
  const buyer = openBuyer(cipher, sale.id, sale.buyer);
  const extras = openExtras(cipher, sale.id, sale.extras);
  const { paper } = extras;
  const dates = { issueDate: paper?.issueDate ?? limaDate(now), issueTime: paper?.issueTime ?? limaTime(now), now };
  const checked = draftOfSale({ sale, place, lines, paid, buyer, extras, ...dates });
  return { checked, lines, certificateId: place.certificate_id, paper };
}

async function moveStock(tx: Tx, sale: LockedSale, lines: readonly SoldSaleLine[], date: string): Promise<void> {
  const tracked = lines.filter((line) => line.tracksStock);
  const from = { saleId: sale.id, warehouseId: sale.warehouse_id, date };
  if (!(await consumeReserved(tx, from, tracked)))
    throw conflict('stock_not_reserved', 'La venta ya no tiene su stock reservado.');
}
