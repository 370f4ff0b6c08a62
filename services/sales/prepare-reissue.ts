import type { Tx } from '../../db/tx.ts';
import { conflict, type FieldIssue } from '../../domain/errors.ts';
import type { InvoiceDraft } from '../../domain/fiscal/invoice.ts';
import { isPaperSeries } from '../../domain/fiscal/deadlines.ts';
import { limaDate, limaTime } from '../../domain/time/lima.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { closeOwnerAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { type Buyer, openBuyer, sealBuyer, showBuyer } from './buyer.ts';
import { asDecider, type DecidedBy } from './decided-by.ts';
import { storedTotals } from './draft-invoice.ts';
import { draftOfSale } from './draft-of-sale.ts';
import { requireWithoutEffect } from './document-in-force.ts';
import { loadPlace } from './load-place.ts';
import { loadSaleLines, paidOf, type SoldSaleLine } from './load-sale-lines.ts';
import { type LockedSale, lockSale } from './lock-sale.ts';
import { changedBuyer, changedLines, inChanges, type SaleChanges } from './reissue-changes.ts';
import { openExtras, type SaleExtras } from './sale-extras.ts';
import { writeSaleEvent } from './sale-event.ts';

export interface ReissueInput {
  readonly saleId: string;
  /** The document that gets a successor, where the caller knows it: one that has its successor is not reissued again. */
  readonly replaces?: string;
  readonly reason: string;
  readonly changes?: SaleChanges;
  readonly by: DecidedBy;
}

export type ReissueOutcome =
  | { readonly outcome: 'ready'; readonly attempt: number }
  | { readonly outcome: 'invalid'; readonly code: string; readonly issues: readonly FieldIssue[] };

/**
 * A person's `reissue`: checks the changes as SUNAT would, writes them into the sale and opens the next attempt; the
 * document itself is then issued as the first one was, under a new number. Run again it answers the open attempt, also when that was issued
 * meanwhile.
 * @throws HubError 409 `decision_not_available` unless the sale waits for a decision about its document
 */
export async function prepareReissue(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: ReissueInput,
): Promise<ReissueOutcome> {
  authorise(ctx, 'sales:decide');
  const { saleId, replaces, reason, changes, by } = input;
  const outcome = await change(deps, ctx, async (tx, cipher): Promise<ReissueOutcome> => {
    const sale = await lockSale(tx, saleId);
    if (replaces !== undefined && sale.document_id !== replaces && sale.issue_attempt > 1)
      return { outcome: 'ready', attempt: sale.issue_attempt };
    if (sale.status === 'paid' && sale.issue_attempt > 1) return { outcome: 'ready', attempt: sale.issue_attempt };
    if (sale.status !== 'needs_attention' || sale.document_id === null)
      throw conflict('decision_not_available', 'La venta no espera esta decisión.');
    await requireWithoutEffect(tx, sale.document_id);
    if (isPaperSeries(sale.series))
      throw conflict('decision_not_available', 'Un comprobante de contingencia conserva el número de su papel.');
    const before = openBuyer(cipher, saleId, sale.buyer);
    const buyer = changedBuyer(before, changes);
    const issues: FieldIssue[] = [];
    const lines = changedLines(await loadSaleLines(tx, saleId), changes, issues);
    if (issues.length > 0) return { outcome: 'invalid', code: 'invalid_input', issues };
    const extras = openExtras(cipher, saleId, sale.extras);
    const checked = await check(tx, { sale, lines, buyer, extras }, deps.now());
    if (!checked.draft) return { outcome: 'invalid', code: checked.code, issues: inChanges(checked.issues) };
    await writeAudit(tx, asDecider(ctx, by), cipher, {
      ...{ action: 'sale.reissue', entity: 'sale', entityId: saleId, reason },
      before: { customer: showBuyer(before, false), attempt: sale.issue_attempt },
      after: { customer: showBuyer(buyer, false), attempt: sale.issue_attempt + 1, lines: changes?.lines ?? [] },
    });
    await closeOwnerAttention(tx, { kind: 'sale', id: saleId }, { decision: 'reissue', reason, by });
    await writeSaleEvent(tx, saleId, 'decision', { decision: 'reissue', attempt: sale.issue_attempt + 1 });
    await writeLines(tx, saleId, checked.draft);
    await writeSale(tx, cipher, saleId, buyer, checked);
    return { outcome: 'ready', attempt: sale.issue_attempt + 1 };
  });
  deps.saleChanged();
  return outcome;
}

interface Wanted {
  readonly sale: LockedSale;
  readonly lines: readonly SoldSaleLine[];
  readonly buyer: Buyer | undefined;
  readonly extras: SaleExtras;
}

async function check(tx: Tx, wanted: Wanted, now: Date) {
  const { sale } = wanted;
  const place = await loadPlace(tx, sale.warehouse_id, sale.document_type);
  if (!place) throw new Error('The warehouse of the sale is gone');
  const paid = await paidOf(tx, sale.id);
  return draftOfSale({ ...wanted, place, paid, issueDate: limaDate(now), issueTime: limaTime(now), now });
}

/** Texts and taxes of the lines; totals are the sold ones, which the check has made sure of. */
async function writeLines(tx: Tx, saleId: string, draft: InvoiceDraft): Promise<void> {
  const rows = draft.lines.map((line) => ({
    line: line.number,
    description: line.description,
    igv_affectation: line.igvAffectation,
    sunat_code: line.sunatCode ?? null,
    value: line.value,
    igv: line.igv,
  }));
  await tx.run(
    `update sale_line l set description = c.description, igv_affectation = c.igv_affectation,
            sunat_code = c.sunat_code, value = c.value, igv = c.igv
       from jsonb_to_recordset($3::jsonb) as c (line int, description text, igv_affectation text, sunat_code text,
            value numeric, igv numeric)
      where l.company_id = $1 and l.sale_id = $2 and l.line = c.line`,
    [tx.companyId, saleId, JSON.stringify(rows)],
  );
}

async function writeSale(
  tx: Tx,
  cipher: CompanyCipher,
  saleId: string,
  buyer: Buyer | undefined,
  { draft, warnings }: { readonly draft: InvoiceDraft; readonly warnings: readonly FieldIssue[] },
): Promise<void> {
  await tx.run(
    `update sale set status = 'paid', issue_attempt = issue_attempt + 1, buyer = $3, totals = $4, warnings = $5,
            updated_at = now(), version = version + 1
      where company_id = $1 and id = $2`,
    [
      tx.companyId,
      saleId,
      buyer === undefined ? null : sealBuyer(cipher, saleId, buyer).bytes,
      JSON.stringify(storedTotals(draft.totals)),
      JSON.stringify(warnings),
    ],
  );
}
