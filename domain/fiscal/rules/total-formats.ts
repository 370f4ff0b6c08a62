import type { SaleTotals } from '../../sale/types.ts';
import { type FigureRule, figureRule } from './figure-rule.ts';
import type { RuleSource } from './rule.ts';
import { wrong } from './total-figures.ts';

const TOTAL = '/*/cac:LegalMonetaryTotal';
const TAX = '/*/cac:TaxTotal/cac:TaxSubtotal';
const AMOUNT = /^\d{1,12}\.\d{2}$/;
const DETAIL = 'Un total no cabe en 12 enteros y 2 decimales.';
const TAXABLE: readonly (keyof SaleTotals)[] = [
  'taxable',
  'exempt',
  'unaffected',
  'export',
  'free',
  'ivapBase',
  'iscBase',
];
const TAXES: readonly (keyof SaleTotals)[] = ['igv', 'isc', 'icbper', 'freeIgv', 'ivap'];

/** Amounts of at most 12 digits and two decimals, without sign. */
function formatRule(
  id: string,
  code: string,
  field: string,
  names: readonly (keyof SaleTotals)[],
  source: RuleSource,
): FigureRule {
  return figureRule({
    ...{ id: `total-figures.${id}-format`, code, issue: 'total_out_of_range', field, source },
    check: ({ totals }) =>
      wrong(
        names.every((name) => AMOUNT.test(totals[name] ?? '0.00')),
        DETAIL,
      ),
  });
}

/** How totals are written, on every document. */
export const TOTAL_FORMAT_RULES: readonly FigureRule[] = [
  formatRule('base', '2999', `${TAX}/cbc:TaxableAmount`, TAXABLE, {
    Factura: [294, 317, 336, 358],
    Boleta: [289, 312, 332, 355],
    NotaCredito: [259, 282, 300, 328],
    NotaDebito: [254, 277, 297, 325],
  }),
  formatRule('tax', '2048', `${TAX}/cbc:TaxAmount`, TAXES, {
    Factura: [303, 322, 340, 362],
    Boleta: [298, 317, 336, 359],
    NotaCredito: [267, 287, 306, 334, 352],
    NotaDebito: [262, 282, 303, 331, 348],
  }),
  formatRule('charge', '2064', `${TOTAL}/cbc:ChargeTotalAmount`, ['chargeTotal'], {
    Factura: [398],
    Boleta: [395],
    NotaCredito: [365],
    NotaDebito: [361],
  }),
  formatRule('payable', '2062', `${TOTAL}/cbc:PayableAmount`, ['total'], {
    Factura: [401],
    Boleta: [398],
    NotaCredito: [367],
    NotaDebito: [363],
  }),
];

/** These totals stand on facturas and boletas alone. */
export const MONETARY_FORMAT_RULES: readonly FigureRule[] = [
  formatRule('allowance', '2065', `${TOTAL}/cbc:AllowanceTotalAmount`, ['allowanceTotal'], {
    Factura: [395],
    Boleta: [392],
  }),
  formatRule('value', '2031', `${TOTAL}/cbc:LineExtensionAmount`, ['value'], { Factura: [405], Boleta: [402] }),
  figureRule({
    id: 'total-figures.inclusive-format',
    code: '3019',
    issue: 'total_out_of_range',
    field: `${TOTAL}/cbc:TaxInclusiveAmount`,
    source: { Factura: [409], Boleta: [406] },
    check: ({ totals }) => wrong(AMOUNT.test(totals.inclusive ?? totals.total), DETAIL),
  }),
];
