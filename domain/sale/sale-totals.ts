import { Decimal, ONE, sum, toAmount, ZERO } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import type { PricedLine, SaleTotals } from './types.ts';

/** Money on the whole sale: `told` with tax, `value` without. */
export interface Wide {
  readonly told: Decimal;
  readonly value: Decimal;
}

/** What stands beside the lines. Absent parts are nothing. */
export interface WholeSale {
  /** Discount 02 and charge 49: off and on the taxed lines. */
  readonly discount?: Wide | undefined;
  readonly charge?: Wide | undefined;
  /** Discount 03 and charges 45, 46, 50: they leave the taxes as they are. */
  readonly outsideDiscount?: Decimal | undefined;
  readonly outsideCharge?: Decimal | undefined;
  /** Advances taken off, by kind (catalogue 53). */
  readonly prepaid?: Readonly<Partial<Record<'04' | '05' | '06', Wide>>> | undefined;
}

const NOTHING: Wide = { told: ZERO, value: ZERO };
const ALL_PAID = ['1000', '1016', '9995', '9997', '9998'];

/** Sum of what some of the lines have. */
const sumOf = (amounts: readonly (string | undefined)[]): Decimal =>
  sum(amounts.flatMap((amount) => (amount === undefined ? [] : [new Decimal(amount)])));
const told = (lines: readonly PricedLine[], code: '47' | '48'): Decimal =>
  sum(lines.flatMap((line) => line.charges ?? []).flatMap((one) => (one.code === code ? [new Decimal(one.told)] : [])));

/** The fields that exist only where they say something. */
function present(fields: Readonly<Record<string, [Decimal, boolean]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, [amount, shown]]) => (shown ? [[name, toAmount(amount)]] : [])),
  );
}

/** Values and taxes of the lines by tax, read once. */
function byTax(lines: readonly PricedLine[]): (taxCode: string, field: 'value' | 'igv') => Decimal {
  const found = new Map<string, { value: Decimal; igv: Decimal }>();
  for (const { taxCode, value, igv } of lines) {
    const so = found.get(taxCode);
    found.set(taxCode, {
      value: so ? so.value.plus(value) : new Decimal(value),
      igv: so ? so.igv.plus(igv) : new Decimal(igv),
    });
  }
  return (taxCode, field) => found.get(taxCode)?.[field] ?? ZERO;
}

/** Totals of priced lines and of what stands on the whole sale. Amounts as decimal strings, exact sums. */
export function saleTotals(lines: readonly PricedLine[], whole: WholeSale = {}): SaleTotals {
  const of = byTax(lines);
  const paid = lines.filter((line) => !line.free);
  const { discount = NOTHING, charge = NOTHING, outsideDiscount = ZERO, outsideCharge = ZERO } = whole;
  const { '04': off04 = NOTHING, '05': off05 = NOTHING, '06': off06 = NOTHING } = whole.prepaid ?? {};
  const prepaid = sum([off04, off05, off06].map((one) => one.told));
  const values = of('1000', 'value').minus(discount.value).plus(charge.value);
  const taxes = of('1000', 'igv').minus(discount.told.minus(discount.value)).plus(charge.told.minus(charge.value));
  const isc = sumOf(paid.map((line) => line.isc?.amount));
  const taxedIsc = sumOf(paid.map((line) => (line.taxCode === '1000' ? line.isc?.amount : undefined)));
  const icbper = sumOf(lines.map((line) => line.icbper?.amount));
  const value = sum(ALL_PAID.map((code) => of(code, 'value')))
    .minus(discount.value)
    .plus(charge.value);
  const inclusive = value.plus(taxes).plus(of('1016', 'igv')).plus(isc).plus(icbper);
  const allowanceTotal = sumOf(paid.map((line) => line.discount01?.amount)).plus(outsideDiscount);
  const chargeTotal = told(paid, '48').plus(outsideCharge);
  const total = inclusive.plus(chargeTotal).minus(allowanceTotal).minus(prepaid);
  const taxable = values.minus(off04.value);
  const ivap = lines.some((line) => line.taxCode === '1016');
  return {
    taxable: toAmount(taxable),
    exempt: toAmount(of('9997', 'value').minus(off05.value)),
    unaffected: toAmount(of('9998', 'value').minus(off06.value)),
    export: toAmount(of('9995', 'value')),
    free: toAmount(of('9996', 'value')),
    freeIgv: toAmount(of('9996', 'igv')),
    igv: toAmount(taxes.minus(off04.told.minus(off04.value))),
    isc: toAmount(isc),
    icbper: toAmount(icbper),
    discount: toAmount(
      sum(lines.map((line) => new Decimal(line.discount)))
        .plus(discount.told)
        .plus(outsideDiscount),
    ),
    charge: toAmount(told(paid, '47').plus(charge.told).plus(chargeTotal)),
    value: toAmount(value),
    total: toAmount(total),
    ...present({
      ivapBase: [of('1016', 'value'), ivap],
      ivap: [of('1016', 'igv'), ivap],
      iscBase: [sumOf(paid.map((line) => line.isc?.base)), !isc.isZero()],
      igvBase: [taxable.plus(taxedIsc), !taxedIsc.isZero()],
      inclusive: [inclusive, !inclusive.equals(total)],
      allowanceTotal: [allowanceTotal, !allowanceTotal.isZero()],
      chargeTotal: [chargeTotal, !chargeTotal.isZero()],
      prepaid: [prepaid, !prepaid.isZero()],
    }),
  };
}

/**
 * What no rounding can mend: a total beyond n(12,2), or hundreds of lines of one cent whose IGV is below a cent each
 * (3291, tolerance of one unit). Null when all is well; `what` begins the sentence (`La venta`, `La nota`).
 */
export function totalsIssue(totals: SaleTotals, percent: string, what: string): FieldIssue | null {
  const expected = new Decimal(totals.igvBase ?? totals.taxable).times(percent).dividedBy(100);
  if (new Decimal(totals.igv).minus(expected).abs().greaterThan(ONE)) {
    return {
      pointer: '/lines',
      code: 'igv_out_of_tolerance',
      sunatCode: '3291',
      detail: `${what} tiene demasiadas líneas de pocos céntimos: SUNAT no aceptaría el IGV que resulta. Divídala.`,
    };
  }
  const longest = Math.max(totals.total.length, totals.free.length, (totals.inclusive ?? '').length);
  if (longest <= 15) return null;
  return {
    pointer: '/lines',
    code: 'total_out_of_range',
    sunatCode: '2062',
    detail: `El total no cabe en 12 enteros y 2 decimales.`,
  };
}
