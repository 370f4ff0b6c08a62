import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { openBuyer } from './buyer.ts';
import type { DecidedBy } from './decided-by.ts';
import { draftOfSale } from './draft-of-sale.ts';
import { loadPlace } from './load-place.ts';
import { loadSaleLines, paidOf } from './load-sale-lines.ts';
import { lockSale } from './lock-sale.ts';
import { openExtras } from './sale-extras.ts';
import { saleOwner } from './sale-owner.ts';
import { type RebuildOutcome, signAnew } from './sign-anew.ts';

export interface RebuildInput {
  readonly saleId: string;
  readonly documentId: string;
  readonly reason: string;
  /** Absent when the process rebuilds by itself (the certificate that SUNAT refused was replaced). */
  readonly by?: DecidedBy;
}

/**
 * A person's `rebuild` of a sale's document, for an answer that registered nothing; see `signAnew`.
 * @throws HubError 409 `decision_not_available` unless the sale waits with this document
 */
export async function rebuildDocument(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { saleId, documentId, reason, by }: RebuildInput,
): Promise<RebuildOutcome> {
  return signAnew(deps, ctx, {
    ...{ owner: saleOwner(saleId), documentId, reason, by },
    async drawUp(tx, cipher, row) {
      const sale = await lockSale(tx, saleId);
      const place = await loadPlace(tx, sale.warehouse_id, sale.document_type);
      if (!place) throw new Error('The warehouse of the sale is gone');
      const lines = await loadSaleLines(tx, saleId);
      const buyer = openBuyer(cipher, saleId, sale.buyer);
      const dates = { issueDate: row.issue_date, issueTime: row.issue_time, now: deps.now() };
      const paid = await paidOf(tx, saleId);
      const checked = draftOfSale({
        sale,
        place,
        lines,
        paid,
        buyer,
        extras: openExtras(cipher, saleId, sale.extras),
        ...dates,
      });
      return { ...checked, certificateId: place.certificate_id };
    },
  });
}
