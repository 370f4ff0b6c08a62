import { Decimal, ONE, parseUnsigned, round2, sum, ZERO } from '../decimal.ts';
import { type FieldIssue, invalid } from '../errors.ts';
import { icbperPerBag, igvPercent, IVAP_PERCENT } from '../fiscal/rates.ts';
import { freeLine, type LineRate, type Paid, paidLine } from './price-line.ts';
import { checkMoney, discountPointer, readDiscount } from './read-figures.ts';
import { type ReadLine, readLines, type SolesTaxes } from './read-lines.ts';
import { saleTotals, totalsIssue } from './sale-totals.ts';
import { roundToSum, spreadByWeight } from './spread.ts';
import type { PricedLine, PricedSale, PriceSaleInput } from './types.ts';
import { readCharges, type Whole, wholeSale } from './whole-sale.ts';

/** Half of SUNAT's tolerance of one currency unit: beyond it cents are moved between lines. */
const DRIFT = new Decimal('0.5');
const NO_IGV: LineRate = { percent: '0', divisor: ONE };

/** The sale's own discount in cents, checked against what the paid lines come to. */
function saleDiscount(input: PriceSaleInput, paid: readonly ReadLine[], issues: FieldIssue[]): Decimal {
  const told = sum(paid.map((line) => line.told));
  const discount = round2(readDiscount(input, told, '', issues));
  const smallest = told.minus(new Decimal(paid.length).dividedBy(100)).minus(sum(paid.map((line) => line.off01)));
  if (discount.greaterThan(ZERO) && discount.greaterThan(smallest)) {
    issues.push({
      pointer: discountPointer(input, ''),
      code: 'discount_too_large',
      detail: 'El descuento no puede cubrir toda la venta: cada línea pagada debe quedar en al menos 0.01.',
    });
  }
  return discount;
}

/**
 * Bases without IGV of one kind of lines. Each is rounded by itself, as SUNAT's guides do; where the roundings
 * add up to more than half of the tolerance (or `exactSum` asks for it) cents move so that the sum is right.
 */
function basesOf(lines: readonly ReadLine[], told: readonly Decimal[], divisor: Decimal, exactSum: boolean): Paid[] {
  const exact = told.map((amount) => amount.dividedBy(divisor));
  let bases = exact.map(round2);
  const target = round2(sum(told).dividedBy(divisor));
  if (exactSum || sum(bases).minus(target).abs().greaterThan(DRIFT)) bases = roundToSum(exact, target);
  return lines.map((line, index) => ({ line, told: told[index] ?? ZERO, base: bases[index] ?? ZERO }));
}

/** Told totals after a discount on the sale that UBL cannot carry as a whole. */
function spreadOver(paid: readonly ReadLine[], discount: Decimal): Decimal[] {
  const told = paid.map((line) => line.told);
  if (!discount.greaterThan(ZERO)) return told;
  const parts = spreadByWeight(discount, told);
  return told.map((amount, index) => amount.minus(parts[index] ?? ZERO));
}

/** Bases of the paid lines: the taxed ones together, then the others, whose base is what the buyer is told. */
function baseLines(
  paid: readonly ReadLine[],
  told: readonly Decimal[],
  divisor: Decimal,
  exactSum: boolean,
): Map<ReadLine, Paid> {
  const byLine = new Map<ReadLine, Paid>();
  for (const taxed of [true, false]) {
    const kind = paid.filter((line) => line.affectation.taxed === taxed);
    const amounts = told.filter((_, index) => paid[index]?.affectation.taxed === taxed);
    for (const entry of basesOf(kind, amounts, taxed ? divisor : ONE, exactSum)) byLine.set(entry.line, entry);
  }
  return byLine;
}

/** Taxes that the law sets in soles, turned into the sale's currency: ICBPER to cents, as it is written. */
function solesTaxes(input: PriceSaleInput, issues: FieldIssue[]): SolesTaxes {
  const inSoles = input.currency === 'PEN';
  const rate = inSoles ? ONE : (parseUnsigned(input.exchangeRate ?? '') ?? ZERO);
  const needed = input.lines.some((line) => line.icbper || line.isc?.system === '02');
  if (needed && !rate.greaterThan(ZERO)) {
    const detail = 'Falta el tipo de cambio: el ICBPER y el monto fijo del ISC se fijan en soles.';
    issues.push({ pointer: '/exchange_rate', code: 'exchange_rate_required', detail });
  }
  const exchangeRate = rate.greaterThan(ZERO) ? rate : ONE;
  const soles = icbperPerBag(input.issueDate);
  return { exchangeRate, perBag: soles === null ? null : round2(new Decimal(soles).dividedBy(exchangeRate)) };
}

const rateOf = (percent: string): LineRate => ({ percent, divisor: ONE.plus(new Decimal(percent).dividedBy(100)) });

function writeLines(
  read: readonly ReadLine[],
  byLine: ReadonlyMap<ReadLine, Paid>,
  rate: LineRate,
  issues: FieldIssue[],
): PricedLine[] {
  return read.map((line, index) => {
    const entry = byLine.get(line);
    const by = line.affectation.taxed ? rate : NO_IGV;
    if (entry) return paidLine(entry, index + 1, by, issues);
    const free = freeLine(line, index + 1, by);
    // Without its tax the referential value of a gift may fall below a cent, which only shows once the rate is known.
    checkMoney(new Decimal(free.value), `/lines/${index}/quantity`, issues);
    return free;
  });
}

/** Totals that no document can bear. */
function checkTotals(priced: PricedSale, issues: FieldIssue[]): void {
  const { totals } = priced;
  const issue = totalsIssue(totals, priced.igvPercent, 'La venta');
  if (issue) issues.push(issue);
  const bases = [totals.taxable, totals.exempt, totals.unaffected, totals.igv, totals.total];
  if (!bases.some((amount) => new Decimal(amount).isNegative())) return;
  const detail = 'Los anticipos y descuentos pasan de lo que se cobra por la venta.';
  issues.push({ pointer: '/prepayments', code: 'prepayment_exceeds_sale', sunatCode: '3280', detail });
}

function assemble(input: PriceSaleInput, percent: string, lines: readonly PricedLine[], whole: Whole): PricedSale {
  const { discount02, allowances, prepayments } = whole;
  return {
    currency: input.currency,
    issueDate: input.issueDate,
    igvPercent: percent,
    lines,
    globalDiscount: discount02,
    ...(allowances.length > 0 ? { allowances } : {}),
    ...(prepayments.length > 0 ? { prepayments } : {}),
    totals: saleTotals(lines, whole.whole),
  };
}

/**
 * Prices a sale from what the buyer is told. The told total of a line, round2(price x quantity - discount), is fixed;
 * ICBPER, value, ISC and IGV follow from it, so that what is paid is what was told and SUNAT's sums stay inside their
 * tolerance. A discount on the sale is global discount 02 where every paid line is taxed (affectation 10). In all other
 * cases it is spread over the paid lines as line discount 00: SUNAT subtracts a 02 from the IGV base (3279, 3291) but
 * not from the exempt and unaffected totals (3274, 3275), so that a 02 on those would be refused.
 * @throws HubError `invalid` with pointers into the request: `/lines/N/...`, `/discount_percent`, `/discount_amount`,
 * `/charges/N/...`, `/prepayments/N/amount`, `/exchange_rate`.
 */
export function priceSale(input: PriceSaleInput): PricedSale {
  const issues: FieldIssue[] = [];
  const read = readLines(input.lines, solesTaxes(input, issues), issues);
  if (issues.length > 0) throw invalid(issues);
  const paid = read.filter((line) => !line.affectation.free);
  const allTaxed = paid.length > 0 && paid.every((line) => line.affectation.taxCode === '1000');
  const discount = saleDiscount(input, paid, issues);
  const charges = readCharges(input, { anyPaid: paid.length > 0, allTaxed }, issues);
  if (issues.length > 0) throw invalid(issues);

  const percent = igvPercent(input.igvRegime ?? 'general', input.issueDate);
  const rate = rateOf(read.some((line) => line.affectation.taxCode === '1016') ? IVAP_PERCENT : percent);
  const outside = input.discountCode === '03';
  const asGlobal = discount.greaterThan(ZERO) && !outside && allTaxed;
  const spread = discount.greaterThan(ZERO) && !outside && !asGlobal;
  const told = spread ? spreadOver(paid, discount) : paid.map((line) => line.told);
  const exactSum = asGlobal || charges.some(({ code }) => code === '49') || (input.prepayments ?? []).length > 0;
  const byLine = baseLines(paid, told, rate.divisor, exactSum);
  const lines = writeLines(read, byLine, rate, issues);
  const code = asGlobal ? '02' : outside && discount.greaterThan(ZERO) ? '03' : null;
  const parts = { discount: { code, told: discount } as const, charges, divisor: rate.divisor };
  const whole = wholeSale(input, [...byLine.values()], parts, issues);
  if (issues.length > 0) throw invalid(issues);
  const priced = assemble(input, percent, lines, whole);
  checkTotals(priced, issues);
  if (issues.length > 0) throw invalid(issues);
  return priced;
}
