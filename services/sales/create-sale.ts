import type { Tx } from '../../db/tx.ts';
import { conflict, type FieldIssue, invalid } from '../../domain/errors.ts';
import type { InvoiceDraft } from '../../domain/fiscal/invoice.ts';
import { checkInvoice } from '../../domain/fiscal/validate-invoice.ts';
import { priceSale } from '../../domain/sale/price-sale.ts';
import { limaDate, limaTime } from '../../domain/time/lima.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import type { StoredAnswer } from '../idempotency/records.ts';
import { parseInput } from '../input.ts';
import { writeOutbox } from '../outbox/write-outbox.ts';
import { keepWarnings } from '../warnings.ts';
import { type Buyer, buyerOfCustomer, sealBuyer } from './buyer.ts';
import { checkPayments, storedTerms } from './check-payments.ts';
import { draftInvoice } from './draft-invoice.ts';
import { fiscalReadiness } from './fiscal-readiness.ts';
import { insertSale, paidWith } from './insert-sale.ts';
import { loadPlace, type Place } from './load-place.ts';
import { pickSeries } from './pick-series.ts';
import { lookPrepayments, takePrepayments } from './prepayments.ts';
import { readExtras, withAmounts } from './read-extras.ts';
import { productsOf, type ResolvedLine, resolveLines, shortLines } from './resolve-lines.ts';
import { type PaperReceipt, pricingExtras, type SaleExtras, sealExtras, type StoredPrepayment } from './sale-extras.ts';
import { FISCAL_TYPE, SaleInput } from './sale-input.ts';
import { type SaleView, showSale } from './sale-view.ts';

/** The relay leaves a new sale to its own API process for this long. */
const START_GRACE_SECONDS = 3;

interface Found {
  readonly place: Place;
  readonly series: string;
  readonly lines: readonly ResolvedLine[];
  readonly buyer: Buyer | undefined;
  readonly prepayments: readonly StoredPrepayment[];
}

export interface CreatedSale {
  readonly saleId: string;
  /** The committed intent to start the process; marked as sent by whoever starts it. */
  readonly outboxId: string;
  readonly documentType: 'factura' | 'boleta';
  /** As it was written; the buyer's data that came with the request is shown as sent. */
  readonly sale: SaleView;
}

/**
 * Takes a sale on: priced, checked as SUNAT would (no number is taken for what it would refuse), written as
 * `received` together with the intent to start its process. `answerOf` makes the request's answer before the commit,
 * which then keeps it for repetitions too.
 * @throws HubError 422 with a pointer for each faulty field, 409 `insufficient_stock` when stock is short now
 */
export async function createSale(
  deps: ServiceDeps,
  ctx: ServiceContext,
  body: unknown,
  answerOf?: (sale: SaleView) => StoredAnswer,
): Promise<CreatedSale> {
  authorise(ctx, 'sales:create');
  return takeSaleOn(deps, ctx, { input: parseInput(SaleInput, body) }, answerOf);
}

/** What is sold, and, where it was issued on paper already, what stands on that. */
export interface SaleRequest {
  readonly input: SaleInput;
  readonly paper?: PaperReceipt & { readonly series: string };
}

/** The same for who has checked the permission. @throws HubError as `createSale` */
export async function takeSaleOn(
  deps: ServiceDeps,
  ctx: ServiceContext,
  request: SaleRequest,
  answerOf?: (sale: SaleView) => StoredAnswer,
): Promise<CreatedSale> {
  const { input } = request;
  const saleId = uuidv7();
  const { outboxId, sale } = await change(deps, ctx, async (tx, cipher) => {
    const found = await look(tx, cipher, request);
    const { draft, extras, warnings } = check(request, found, deps.now());
    const buyer = found.buyer ? sealBuyer(cipher, saleId, found.buyer) : null;
    const { document_type, channel } = input;
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'sale.create', entity: 'sale', entityId: saleId },
      after: { document_type, channel, total: draft.totals.total, currency: draft.currency, series: draft.series },
    });
    const outboxId = await writeOutbox(tx, 'sale.start', saleId, ctx.requestId, START_GRACE_SECONDS);
    const written = { id: saleId, requestId: ctx.requestId, input, lines: found.lines, draft, buyer };
    const row = await insertSale(tx, { ...written, paperNumber: request.paper?.number });
    const kept = sealExtras(cipher, saleId, extras);
    if (kept)
      tx.write('update sale set extras = $3 where company_id = $1 and id = $2', [tx.companyId, saleId, kept.bytes]);
    keepWarnings(tx, saleId, warnings);
    await takePrepayments(tx, saleId, found.prepayments);
    const sale = showSale({ ...row, warnings, extras: kept?.bytes ?? null }, cipher, input.customer !== undefined);
    await bindResource(tx, ctx, saleId, answerOf && { cipher, answer: answerOf(sale) });
    return { outboxId, sale };
  });
  deps.saleChanged();
  return { saleId, outboxId, documentType: input.document_type, sale };
}

/** What the request names: place, series, products, buyer. */
async function look(tx: Tx, cipher: CompanyCipher, { input, paper }: SaleRequest): Promise<Found> {
  const issues: FieldIssue[] = [];
  const [place, products] = await Promise.all([
    loadPlace(tx, input.warehouse_id, FISCAL_TYPE[input.document_type]),
    productsOf(tx, input),
  ]);
  if (!place) issues.push({ pointer: '/warehouse_id', code: 'not_found', detail: 'El almacén no existe.' });
  if (place && !place.warehouse_active)
    issues.push({ pointer: '/warehouse_id', code: 'warehouse_inactive', detail: 'El almacén no está activo.' });
  const picked = place && (paper ?? pickSeries(place, input.series));
  if (picked && 'issue' in picked) issues.push(picked.issue);
  const lines = resolveLines(products, input, issues);
  const buyer = await lookBuyer(tx, cipher, input, issues);
  const prepayments = await lookPrepayments(tx, cipher, input, buyer, issues);
  if (issues.length > 0 || !place || !picked || 'issue' in picked) throw invalid(issues);
  return { place, series: picked.series, lines, buyer, prepayments };
}

async function lookBuyer(
  tx: Tx,
  cipher: CompanyCipher,
  input: SaleInput,
  issues: FieldIssue[],
): Promise<Buyer | undefined> {
  if (input.customer_id === undefined) return input.customer;
  if (input.customer !== undefined) {
    const detail = 'Indique customer o customer_id, no ambos.';
    issues.push({ pointer: '/customer_id', code: 'named_twice', detail });
    return input.customer;
  }
  const buyer = await buyerOfCustomer(tx, cipher, input.customer_id);
  if (!buyer) issues.push({ pointer: '/customer_id', code: 'not_found', detail: 'El cliente no existe.' });
  return buyer;
}

interface Sellable {
  readonly draft: InvoiceDraft;
  readonly extras: SaleExtras;
  /** What SUNAT would only observe. */
  readonly warnings: readonly FieldIssue[];
}

/** Prices and checks the sale as its document will stand. @throws HubError 422, 409 */
function check({ input, paper }: SaleRequest, found: Found, now: Date): Sellable {
  const { place, series, lines, buyer } = found;
  const today = limaDate(now);
  const issueDate = paper?.issueDate ?? today;
  const extras = { ...readExtras(input, place, lines, found.prepayments, issueDate), ...printedOn(paper) };
  const priced = priceSale({
    currency: input.currency,
    issueDate,
    lines: lines.map((line) => line.pricing),
    exchangeRate: input.exchange_rate,
    ...pricingExtras(extras),
    discountPercent: input.discount_percent,
    discountAmount: input.discount_amount,
  });
  const type = FISCAL_TYPE[input.document_type];
  const [issueTime, terms, paid] = [paper?.issueTime ?? limaTime(now), storedTerms(input), paidWith(input)];
  const exchangeRate = input.exchange_rate;
  const draft = draftInvoice({ place, priced, type, series, issueTime, buyer, terms, paid, exchangeRate, extras });
  const sunat = checkInvoice(draft, { today });
  const issues = [
    ...sunat.issues.map((issue) => pointAtRequest(issue, input)),
    ...checkPayments(input, priced.totals.total, draft.perception?.amount),
    ...fiscalReadiness(place, now),
  ];
  if (issues.length > 0) throw invalid(issues);
  const short = shortLines(lines);
  if (short.length > 0) throw conflict('insufficient_stock', 'No hay stock suficiente.', short);
  const warnings = sunat.warnings.map((warning) => pointAtRequest(warning, input));
  return { draft, extras: withAmounts(extras, draft), warnings };
}

function printedOn(paper: SaleRequest['paper']): Pick<SaleExtras, 'paper'> {
  if (!paper) return {};
  const { number, issueDate, issueTime } = paper;
  return { paper: { number, issueDate, issueTime } };
}

/** The buyer's faults stand at `/customer_id` when he was named by it. */
function pointAtRequest(issue: FieldIssue, input: SaleInput): FieldIssue {
  const byId = input.customer_id !== undefined && /^\/customer(\/|$)/.test(issue.pointer);
  return byId ? { ...issue, pointer: '/customer_id' } : issue;
}
