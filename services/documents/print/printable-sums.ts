import { Decimal, type Decimal as DecimalValue, sum, toAmount, toQuantity } from '../../../domain/decimal.ts';
import type { PrintableLine, PrintableSum } from './types.ts';
import type { UblNode } from './ubl-node.ts';

/** Catalogue 05: what its base is called on paper. */
const BASES: readonly (readonly [string, string])[] = [
  ['1000', 'Op. gravadas'],
  ['1016', 'Op. gravadas IVAP'],
  ['9997', 'Op. exoneradas'],
  ['9998', 'Op. inafectas'],
  ['9995', 'Op. de exportación'],
  ['9996', 'Op. gratuitas'],
];
/** Taxes that the buyer pays, by code of catalogue 05. */
const TAXES: readonly (readonly [string, string])[] = [
  ['2000', 'ISC'],
  ['1000', 'IGV'],
  ['1016', 'IVAP'],
  ['7152', 'ICBPER'],
  ['9999', 'Otros tributos'],
];
/** Global discounts of catalogue 53 (advances 04 to 06 and 20, and retentions 62 and 63 have rows of their own). */
const GLOBAL_DISCOUNTS = ['02', '03'];
/** Recargo al consumo and tips have a row of their own among the charges that carry no tax. */
const SERVICE_CHARGE = ['46'];

const decimal = (text: string | undefined): DecimalValue => new Decimal(text ?? '0');

function subtotals(root: UblNode): Map<string, UblNode> {
  const found = root
    .all('TaxTotal/TaxSubtotal')
    .map((node) => [node.text('TaxCategory/TaxScheme/ID') ?? '', node] as const);
  return new Map(found);
}

/** The percentages written on the lines of a tax, `18`; empty when there is none. */
function percentOf(root: UblNode, tax: string): string {
  for (const name of ['InvoiceLine', 'CreditNoteLine', 'DebitNoteLine'])
    for (const line of root.all(name))
      for (const subtotal of line.all('TaxTotal/TaxSubtotal'))
        if (subtotal.text('TaxCategory/TaxScheme/ID') === tax)
          return ` (${toQuantity(subtotal.text('TaxCategory/Percent') ?? '0')} %)`;
  return '';
}

function globals(root: UblNode, codes: readonly string[]): DecimalValue {
  return sum(
    root
      .all('AllowanceCharge')
      .filter((charge) => codes.includes(charge.text('AllowanceChargeReasonCode') ?? ''))
      .map((charge) => decimal(charge.text('Amount'))),
  );
}

/** Totals of the document with their labels, in the order in which they add up; rows of nothing are left out. */
export function printableSums(
  root: UblNode,
  lines: readonly PrintableLine[],
  monetary: UblNode | undefined,
): PrintableSum[] {
  const taxes = subtotals(root);
  const service = globals(root, SERVICE_CHARGE);
  // Discounts 01 and 03 leave the values as they are and have a row of their own, below the taxes.
  const beside = decimal(monetary?.text('AllowanceTotalAmount'));
  const within = sum(lines.map((line) => decimal(line.discount)))
    .plus(globals(root, GLOBAL_DISCOUNTS))
    .minus(beside);
  const row = (label: string, amount: DecimalValue, always = false): PrintableSum[] =>
    always || !amount.isZero() ? [{ label, amount: toAmount(amount) }] : [];
  const taxRow = (code: string, label: string): PrintableSum[] => {
    const subtotal = taxes.get(code);
    const percent = code === '1000' || code === '1016' ? percentOf(root, code) : '';
    return row(`${label}${percent}`, decimal(subtotal?.text('TaxAmount')), code === '1000');
  };
  return [
    ...row('Descuentos (sin imp.)', within),
    ...BASES.flatMap(([code, label]) => row(label, decimal(taxes.get(code)?.text('TaxableAmount')))),
    ...TAXES.flatMap(([code, label]) => taxRow(code, label)),
    ...row('Recargo al consumo', service),
    ...row('Otros cargos', decimal(monetary?.text('ChargeTotalAmount')).minus(service)),
    ...row('Otros descuentos', beside),
    ...row('Anticipos ya descontados', decimal(monetary?.text('PrepaidAmount'))),
    ...row('Redondeo', decimal(monetary?.text('PayableRoundingAmount'))),
  ];
}
