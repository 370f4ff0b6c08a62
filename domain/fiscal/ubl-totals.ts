import type { PricedLine, SaleTotals } from '../sale/types.ts';
import { taxScheme } from './build-line.ts';

/** One subtotal for each tax that a line uses, in catalogue order (2638). */
export function taxTotal(
  document: { readonly lines: readonly PricedLine[]; readonly totals: SaleTotals },
  currency: string,
): string {
  const { totals } = document;
  const subtotals: [string, string, string][] = [
    ['1000', totals.taxable, totals.igv],
    ['9995', totals.export, '0.00'],
    ['9996', totals.free, totals.freeIgv],
    ['9997', totals.exempt, '0.00'],
    ['9998', totals.unaffected, '0.00'],
  ];
  const used = new Set(document.lines.map((line) => line.taxCode));
  const body = subtotals
    .filter(([code]) => used.has(code))
    .map(
      ([code, base, amount]) =>
        `<cac:TaxSubtotal><cbc:TaxableAmount${currency}>${base}</cbc:TaxableAmount>` +
        `<cbc:TaxAmount${currency}>${amount}</cbc:TaxAmount>` +
        `<cac:TaxCategory>${taxScheme(code)}</cac:TaxCategory></cac:TaxSubtotal>`,
    )
    .join('');
  return `<cac:TaxTotal><cbc:TaxAmount${currency}>${totals.igv}</cbc:TaxAmount>${body}</cac:TaxTotal>`;
}

/** Value, price and payable amount; debit notes call the element RequestedMonetaryTotal. */
export function monetaryTotal(
  element: 'LegalMonetaryTotal' | 'RequestedMonetaryTotal',
  totals: SaleTotals,
  currency: string,
): string {
  return (
    `<cac:${element}><cbc:LineExtensionAmount${currency}>${totals.value}</cbc:LineExtensionAmount>` +
    `<cbc:TaxInclusiveAmount${currency}>${totals.total}</cbc:TaxInclusiveAmount>` +
    `<cbc:PayableAmount${currency}>${totals.total}</cbc:PayableAmount></cac:${element}>`
  );
}
