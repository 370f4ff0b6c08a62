import { Decimal, toAmount } from '../decimal.ts';
import type { PricedLine, SaleTotals } from '../sale/types.ts';
import { taxScheme } from './build-line.ts';

/** Sum of the taxes that are due (3294). */
function taxesDue({ igv, ivap, isc, icbper }: SaleTotals): string {
  if (ivap === undefined && isc === '0.00' && icbper === '0.00') return igv;
  return toAmount(
    new Decimal(igv)
      .plus(ivap ?? '0')
      .plus(isc)
      .plus(icbper),
  );
}

function subtotal(code: string, base: string | null, amount: string, currency: string): string {
  const taxable = base === null ? '' : `<cbc:TaxableAmount${currency}>${base}</cbc:TaxableAmount>`;
  return (
    `<cac:TaxSubtotal>${taxable}<cbc:TaxAmount${currency}>${amount}</cbc:TaxAmount>` +
    `<cac:TaxCategory>${taxScheme(code)}</cac:TaxCategory></cac:TaxSubtotal>`
  );
}

/** One subtotal for each tax that a line uses, in catalogue order (2638). */
export function taxTotal(
  document: { readonly lines: readonly PricedLine[]; readonly totals: SaleTotals },
  currency: string,
): string {
  const { totals } = document;
  const used = new Set(document.lines.map((line) => line.taxCode));
  if (totals.isc !== '0.00') used.add('2000');
  if (document.lines.some((line) => line.icbper)) used.add('7152');
  const subtotals: [string, string | null, string][] = [
    ['1000', totals.taxable, totals.igv],
    ['1016', totals.ivapBase ?? '0.00', totals.ivap ?? '0.00'],
    ['2000', totals.iscBase ?? '0.00', totals.isc],
    ['7152', null, totals.icbper],
    ['9995', totals.export, '0.00'],
    ['9996', totals.free, totals.freeIgv],
    ['9997', totals.exempt, '0.00'],
    ['9998', totals.unaffected, '0.00'],
  ];
  const body = subtotals
    .filter(([code]) => used.has(code))
    .map(([code, base, amount]) => subtotal(code, base, amount, currency))
    .join('');
  return `<cac:TaxTotal><cbc:TaxAmount${currency}>${taxesDue(totals)}</cbc:TaxAmount>${body}</cac:TaxTotal>`;
}

/** Value, price, what stands beside the taxes, and payable amount; debit notes call it RequestedMonetaryTotal. */
export function monetaryTotal(
  element: 'LegalMonetaryTotal' | 'RequestedMonetaryTotal',
  totals: SaleTotals,
  currency: string,
): string {
  const optional = (name: string, amount: string | undefined): string =>
    amount === undefined ? '' : `<cbc:${name}${currency}>${amount}</cbc:${name}>`;
  return (
    `<cac:${element}><cbc:LineExtensionAmount${currency}>${totals.value}</cbc:LineExtensionAmount>` +
    `<cbc:TaxInclusiveAmount${currency}>${totals.inclusive ?? totals.total}</cbc:TaxInclusiveAmount>` +
    optional('AllowanceTotalAmount', totals.allowanceTotal) +
    optional('ChargeTotalAmount', totals.chargeTotal) +
    optional('PrepaidAmount', totals.prepaid) +
    `<cbc:PayableAmount${currency}>${totals.total}</cbc:PayableAmount></cac:${element}>`
  );
}
