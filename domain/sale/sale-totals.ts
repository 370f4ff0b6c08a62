import { Decimal, ONE, sum, toAmount } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import type { PricedLine, SaleTotals } from './types.ts';

/**
 * Totals of priced lines less a discount on the whole (`told` with tax, `value` without; it comes off the taxed lines).
 * Amounts as decimal strings, exact sums.
 */
export function saleTotals(lines: readonly PricedLine[], global: { told: Decimal; value: Decimal }): SaleTotals {
  const of = (taxCode: string, field: 'value' | 'igv'): Decimal =>
    sum(lines.filter((line) => line.taxCode === taxCode).map((line) => new Decimal(line[field])));
  const told = sum(lines.map((line) => new Decimal(line.total)));
  const untaxed = of('9997', 'value').plus(of('9998', 'value')).plus(of('9995', 'value'));
  const taxable = of('1000', 'value').minus(global.value);
  const total = told.minus(global.told);
  const discount = sum(lines.map((line) => new Decimal(line.discount))).plus(global.told);
  return {
    taxable: toAmount(taxable),
    exempt: toAmount(of('9997', 'value')),
    unaffected: toAmount(of('9998', 'value')),
    export: toAmount(of('9995', 'value')),
    free: toAmount(of('9996', 'value')),
    freeIgv: toAmount(of('9996', 'igv')),
    igv: toAmount(total.minus(untaxed).minus(taxable)),
    isc: '0.00',
    icbper: '0.00',
    discount: toAmount(discount),
    charge: '0.00',
    value: toAmount(taxable.plus(untaxed)),
    total: toAmount(total),
  };
}

/**
 * What no rounding can mend: a total beyond n(12,2), or hundreds of lines of one cent whose IGV is below a cent each
 * (3291, tolerance of one unit). Null when all is well; `what` begins the sentence (`La venta`, `La nota`).
 */
export function totalsIssue(totals: SaleTotals, percent: string, what: string): FieldIssue | null {
  const expected = new Decimal(totals.taxable).times(percent).dividedBy(100);
  if (new Decimal(totals.igv).minus(expected).abs().greaterThan(ONE)) {
    return {
      pointer: '/lines',
      code: 'igv_out_of_tolerance',
      sunatCode: '3291',
      detail: `${what} tiene demasiadas líneas de pocos céntimos: SUNAT no aceptaría el IGV que resulta. Divídala.`,
    };
  }
  if (totals.total.length <= 15 && totals.free.length <= 15) return null;
  return {
    pointer: '/lines',
    code: 'total_out_of_range',
    sunatCode: '2062',
    detail: `El total no cabe en 12 enteros y 2 decimales.`,
  };
}
