import { Decimal, ONE, round2, sum, toAmount, toQuantity, ZERO } from '../decimal.ts';
import { type FieldIssue, invalid } from '../errors.ts';
import { igvPercent } from '../fiscal/rates.ts';
import { checkMoney, discountPointer, type ReadLine, readDiscount, readLines } from './read-lines.ts';
import { saleTotals, totalsIssue } from './sale-totals.ts';
import { roundToSum, spreadByWeight } from './spread.ts';
import type { PricedLine, PricedSale, PriceSaleInput, TaxFreeDiscount } from './types.ts';

/** Half of SUNAT's tolerance of one currency unit: beyond it cents are moved between lines. */
const DRIFT = new Decimal('0.5');
const FACTOR_PLACES = 5; // n(3,5)

/** A paid line on its way: `told` is final once a spread discount was taken off. */
interface Paid {
  readonly line: ReadLine;
  readonly told: Decimal;
  readonly value: Decimal;
}

/** The sale's own discount in cents, checked against what the paid lines come to. */
function saleDiscount(input: PriceSaleInput, paid: readonly ReadLine[], issues: FieldIssue[]): Decimal {
  const told = sum(paid.map((line) => line.told));
  const discount = round2(readDiscount(input, told, '', issues));
  const smallest = told.minus(new Decimal(paid.length).dividedBy(100));
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
 * Values without tax of one kind of lines. Each is rounded by itself, as SUNAT's guides do; where the roundings
 * add up to more than half of the tolerance (or `exactSum` asks for it) cents move so that the sum is right.
 */
function valuesOf(lines: readonly ReadLine[], told: readonly Decimal[], divisor: Decimal, exactSum: boolean): Paid[] {
  const exact = told.map((amount) => amount.dividedBy(divisor));
  let values = exact.map(round2);
  const target = round2(sum(told).dividedBy(divisor));
  if (exactSum || sum(values).minus(target).abs().greaterThan(DRIFT)) values = roundToSum(exact, target);
  return lines.map((line, index) => ({ line, told: told[index] ?? ZERO, value: values[index] ?? ZERO }));
}

/** The factor is optional for SUNAT and must reproduce the amount: left out where five decimals cannot. */
function taxFreeDiscount(amount: Decimal, base: Decimal): TaxFreeDiscount | null {
  if (!amount.greaterThan(ZERO)) return null;
  const factor = amount.dividedBy(base).toDecimalPlaces(FACTOR_PLACES);
  const exact = factor.greaterThan(ZERO) && round2(base.times(factor)).equals(amount);
  return {
    amount: toAmount(amount),
    base: toAmount(base),
    ...(exact ? { factor: toQuantity(factor, FACTOR_PLACES) } : {}),
  };
}

function describe(line: ReadLine, number: number) {
  const { productId, sku, description, unitCode, igvAffectation, sunatCode } = line.input;
  return {
    number,
    productId,
    sku,
    description,
    unitCode,
    quantity: toQuantity(line.quantity),
    unitPrice: toQuantity(line.unitPrice),
    igvAffectation,
    taxCode: line.affectation.taxCode,
    free: line.affectation.free,
    sunatCode,
  };
}

function paidLine({ line, told, value }: Paid, number: number, percent: string, divisor: Decimal): PricedLine {
  const unitValue = line.unitPrice.dividedBy(divisor);
  const off = round2(line.gross).minus(told);
  const grossValue = round2(line.gross.dividedBy(divisor));
  return {
    ...describe(line, number),
    igvPercent: line.affectation.taxed ? percent : '0',
    discount: toAmount(off),
    discount00: off.greaterThan(ZERO) ? taxFreeDiscount(grossValue.minus(value), grossValue) : null,
    value: toAmount(value),
    igv: toAmount(told.minus(value)),
    total: toAmount(told),
    unitValue: toQuantity(unitValue),
    unitPriceWithTax: toQuantity(told.dividedBy(line.quantity)),
  };
}

function freeLine(line: ReadLine, number: number, percent: string, divisor: Decimal): PricedLine {
  const value = round2(line.gross.dividedBy(divisor));
  return {
    ...describe(line, number),
    igvPercent: line.affectation.taxed ? percent : '0',
    discount: '0.00',
    discount00: null,
    value: toAmount(value),
    igv: toAmount(line.affectation.taxed ? round2(line.gross).minus(value) : ZERO),
    total: '0.00',
    unitValue: '0.00',
    unitPriceWithTax: toQuantity(line.unitPrice.dividedBy(divisor)),
  };
}

/** Told totals after a discount on the sale that UBL cannot carry as a whole. */
function spreadOver(paid: readonly ReadLine[], discount: Decimal): Decimal[] {
  const told = paid.map((line) => line.told);
  if (!discount.greaterThan(ZERO)) return told;
  const parts = spreadByWeight(discount, told);
  return told.map((amount, index) => amount.minus(parts[index] ?? ZERO));
}

/** Values of the paid lines: the taxed ones together, then the others, whose value is what the buyer is told. */
function valueLines(
  paid: readonly ReadLine[],
  told: readonly Decimal[],
  divisor: Decimal,
  exactSum: boolean,
): Map<ReadLine, Paid> {
  const byLine = new Map<ReadLine, Paid>();
  for (const taxed of [true, false]) {
    const kind = paid.filter((line) => line.affectation.taxed === taxed);
    const amounts = told.filter((_, index) => paid[index]?.affectation.taxed === taxed);
    for (const entry of valuesOf(kind, amounts, taxed ? divisor : ONE, exactSum)) byLine.set(entry.line, entry);
  }
  return byLine;
}

/**
 * Prices a sale from what the buyer is told. The told total of a line, round2(price x quantity - discount), is fixed;
 * value and IGV follow from it, so that what is paid is what was told and SUNAT's sums stay inside their tolerance.
 * A discount on the sale is global discount 02 where every paid line is taxed (affectation 10). In all other cases
 * it is spread over the paid lines as line discount 00: SUNAT subtracts a 02 from the IGV base (3279, 3291) but not
 * from the exempt and unaffected totals (3274, 3275), so that a 02 on those would be refused.
 * @throws HubError `invalid` with pointers into the request: `/lines/N/...`, `/discount_percent`, `/discount_amount`.
 */
export function priceSale(input: PriceSaleInput): PricedSale {
  const issues: FieldIssue[] = [];
  const read = readLines(input.lines, issues);
  if (issues.length > 0) throw invalid(issues);
  const paid = read.filter((line) => !line.affectation.free);
  const discount = saleDiscount(input, paid, issues);
  if (issues.length > 0) throw invalid(issues);

  const percent = igvPercent(input.igvRegime ?? 'general', input.issueDate);
  const divisor = ONE.plus(new Decimal(percent).dividedBy(100));
  const asGlobal = discount.greaterThan(ZERO) && paid.every((line) => line.affectation.taxed);
  const told = asGlobal ? paid.map((line) => line.told) : spreadOver(paid, discount);

  const byLine = valueLines(paid, told, divisor, asGlobal);
  const lines = read.map((line, index) => {
    const entry = byLine.get(line);
    const by = line.affectation.taxed ? divisor : ONE;
    return entry ? paidLine(entry, index + 1, percent, by) : freeLine(line, index + 1, percent, by);
  });
  // Without its tax the referential value of a gift may fall below a cent, which only shows once the rate is known.
  for (const [index, { free, value }] of lines.entries()) {
    if (free) checkMoney(new Decimal(value), `/lines/${index}/quantity`, issues);
  }
  if (issues.length > 0) throw invalid(issues);

  const value = sum([...byLine.values()].map((entry) => entry.value));
  const net = round2(sum(told).minus(discount).dividedBy(divisor));
  const global = asGlobal ? { told: discount, value: value.minus(net) } : { told: ZERO, value: ZERO };
  const totals = saleTotals(lines, global);
  const issue = totalsIssue(totals, percent, 'La venta');
  if (issue) throw invalid([issue]);
  return {
    currency: input.currency,
    issueDate: input.issueDate,
    igvPercent: percent,
    lines,
    globalDiscount: asGlobal ? taxFreeDiscount(global.value, value) : null,
    totals,
  };
}
