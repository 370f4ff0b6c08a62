import type { Decimal } from '../../decimal.ts';
import type { SaleTotals } from '../../sale/types.ts';
import { type FigureCheck, type FigureRule, twins } from './figure-rule.ts';
import { type Figures, isNear, type LineFigures } from './figures.ts';
import type { RuleSource } from './rule.ts';

const TOTAL = '/*/cac:LegalMonetaryTotal';
const TAX = '/*/cac:TaxTotal/cac:TaxSubtotal';

const value = (line: LineFigures): Decimal => line.value;
const igv = (line: LineFigures): Decimal => line.igv;
const base = (line: LineFigures): Decimal => line.base;

/** The one place to point at: totals are sums that the hub reckons from the lines. */
export const wrong = (holds: boolean, detail: string): ReturnType<FigureCheck> =>
  holds ? [] : [{ pointer: '/lines', detail }];

interface Sum {
  readonly id: string;
  readonly field: string;
  readonly total: keyof SaleTotals;
  readonly codes: readonly [error: string, observation: string];
  readonly sources: readonly [error: RuleSource, observation: RuleSource];
  readonly expected: (figures: Figures) => Decimal;
  readonly what: string;
}

/** A total that must be what the lines come to, within one unit. */
export function sumRules({ id, field, total, codes, sources, expected, what }: Sum): readonly FigureRule[] {
  return twins({
    id: `total-figures.${id}`,
    issue: 'total_does_not_add_up',
    field,
    error: { code: codes[0], source: sources[0] },
    observation: { code: codes[1], source: sources[1] },
    check: (figures) =>
      wrong(isNear(figures.total(total), expected(figures)), `El total de ${what} no cuadra con sus líneas.`),
  });
}

/** Bases and taxes by tax of catalogue 05. Discounts 02, charges 49 and advances 04, 05, 06 stand on the document. */
export const TAX_TOTAL_RULES: readonly FigureRule[] = [
  ...sumRules({
    ...{ id: 'exports', field: `${TAX}/cbc:TaxableAmount`, total: 'export', what: 'exportaciones' },
    ...{
      codes: ['3273', '4295'],
      sources: [
        { Factura: [295], NotaCredito: [260], NotaDebito: [255] },
        { Boleta: [290], NotaCredito: [261], NotaDebito: [256] },
      ],
    },
    expected: ({ ofTax }) => ofTax('9995', value),
  }),
  ...sumRules({
    ...{ id: 'exempt', field: `${TAX}/cbc:TaxableAmount`, total: 'exempt', what: 'operaciones exoneradas' },
    ...{
      codes: ['3275', '4297'],
      sources: [
        { Factura: [296], NotaCredito: [262], NotaDebito: [257] },
        { Boleta: [291], NotaCredito: [263], NotaDebito: [258] },
      ],
    },
    expected: ({ ofTax, wide }) => ofTax('9997', value).minus(wide('05')),
  }),
  ...sumRules({
    ...{ id: 'unaffected', field: `${TAX}/cbc:TaxableAmount`, total: 'unaffected', what: 'operaciones inafectas' },
    ...{
      codes: ['3274', '4296'],
      sources: [
        { Factura: [297], NotaCredito: [264], NotaDebito: [259] },
        { Boleta: [292], NotaCredito: [265], NotaDebito: [260] },
      ],
    },
    expected: ({ ofTax, wide }) => ofTax('9998', value).minus(wide('06')),
  }),
  ...sumRules({
    ...{ id: 'free', field: `${TAX}/cbc:TaxableAmount`, total: 'free', what: 'operaciones gratuitas' },
    ...{
      codes: ['3276', '4298'],
      sources: [
        { Factura: [318], NotaCredito: [283], NotaDebito: [278] },
        { Boleta: [313], NotaCredito: [284], NotaDebito: [279] },
      ],
    },
    expected: ({ ofTax }) => ofTax('9996', value),
  }),
  ...sumRules({
    ...{ id: 'free-igv', field: `${TAX}/cbc:TaxAmount`, total: 'freeIgv', what: 'IGV de lo gratuito' },
    ...{
      codes: ['3302', '4311'],
      sources: [
        { Factura: [323], NotaDebito: [283] },
        { Boleta: [318], NotaDebito: [284] },
      ],
    },
    expected: ({ ofTax }) => ofTax('9996', igv),
  }),
  ...sumRules({
    ...{ id: 'taxable', field: `${TAX}/cbc:TaxableAmount`, total: 'taxable', what: 'operaciones gravadas' },
    ...{
      codes: ['3277', '4299'],
      sources: [
        { Factura: [337], NotaCredito: [301], NotaDebito: [298] },
        { Boleta: [333], NotaCredito: [302], NotaDebito: [299] },
      ],
    },
    expected: ({ ofTax, wide }) => ofTax('1000', value).minus(wide('02', '04')).plus(wide('49')),
  }),
  ...sumRules({
    ...{ id: 'igv', field: `${TAX}/cbc:TaxAmount`, total: 'igv', what: 'IGV' },
    ...{
      codes: ['3291', '4290'],
      sources: [
        { Factura: [341], NotaCredito: [307], NotaDebito: [304] },
        { Boleta: [337], NotaCredito: [309], NotaDebito: [306] },
      ],
    },
    expected: ({ ofTax, wide, rate }) =>
      ofTax('1000', base)
        .minus(wide('02', '04', '20'))
        .plus(wide('49'))
        .times(rate),
  }),
];

/** A note's total: all its bases and taxes. */
export const NOTE_TOTAL_RULES: readonly FigureRule[] = twins({
  id: 'total-figures.note-payable',
  issue: 'total_does_not_add_up',
  field: `${TOTAL}/cbc:PayableAmount`,
  error: { code: '3280', source: { NotaCredito: [368], NotaDebito: [364] } },
  observation: { code: '4312', source: { NotaCredito: [369], NotaDebito: [365] } },
  check: ({ total }) => {
    const bases = total('taxable')
      .plus(total('exempt'))
      .plus(total('unaffected'))
      .plus(total('export'))
      .plus(total('ivapBase'));
    const taxes = total('igv').plus(total('isc')).plus(total('ivap')).plus(total('icbper'));
    const expected = bases.plus(taxes).plus(total('chargeTotal'));
    return wrong(isNear(total('total'), expected), 'El importe de la nota no es la suma de sus bases e impuestos.');
  },
});
