import { Decimal } from '../../decimal.ts';
import type { LineIcbper, PricedLine } from '../../sale/types.ts';
import { icbperPerBag, IVAP_PERCENT } from '../rates.ts';
import { type FigureFacts, type FigureRule, figureRule, twins } from './figure-rule.ts';
import { isNear, read } from './figures.ts';
import { atField } from './line-places.ts';
import { each, type Rule } from './rule.ts';
import { sumRules, wrong } from './total-figures.ts';

const SUBTOTAL = '/*/cac:*Line/cac:TaxTotal/cac:TaxSubtotal';
const TOTAL = '/*/cac:TaxTotal/cac:TaxSubtotal';
const BAGS = /^\d{1,5}$/;
const PER_BAG = /^\d{1,3}(\.\d{1,5})?$/;
const HUNDRED = new Decimal('100');

/** Selective tax: amount, base and rate of each line, and their sums (nobody pays it on a gift). */
export const ISC_RULES: readonly FigureRule[] = [
  figureRule({
    id: 'isc.amount',
    code: '3108',
    issue: 'isc_wrong',
    field: `${SUBTOTAL}/cbc:TaxAmount`,
    source: { Factura: [232], Boleta: [226], NotaCredito: [208], NotaDebito: [203] },
    check: atField('isc')(
      ({ line: { isc } }) =>
        isc !== undefined && !isNear(read(isc.amount), read(isc.base).times(read(isc.percent)).dividedBy(HUNDRED)),
      'El ISC de la línea no es su base por la tasa.',
    ),
  }),
  figureRule({
    id: 'isc.rate',
    code: '3104',
    issue: 'isc_rate_missing',
    field: `${SUBTOTAL}/cac:TaxCategory/cbc:Percent`,
    source: { Factura: [237], Boleta: [231], NotaCredito: [213], NotaDebito: [208] },
    check: atField('isc')(
      ({ line: { isc } }) => isc !== undefined && read(isc.base).greaterThan('0') && read(isc.percent).isZero(),
      'El ISC de la línea lleva una tasa mayor que cero.',
    ),
  }),
  ...sumRules({
    ...{ id: 'isc-base', field: `${TOTAL}/cbc:TaxableAmount`, total: 'iscBase', what: 'base del ISC' },
    codes: ['3296', '4303'],
    sources: [
      { Factura: [359], NotaCredito: [329], NotaDebito: [326] },
      { Boleta: [356], NotaCredito: [330], NotaDebito: [327] },
    ],
    expected: ({ lines }) =>
      lines.reduce((all, { line }) => (line.free ? all : all.plus(read(line.isc?.base))), read('0')),
  }),
  ...sumRules({
    ...{ id: 'isc', field: `${TOTAL}/cbc:TaxAmount`, total: 'isc', what: 'ISC' },
    codes: ['3298', '4305'],
    sources: [
      { Factura: [363], NotaCredito: [335], NotaDebito: [332] },
      { Boleta: [360], NotaCredito: [336], NotaDebito: [333] },
    ],
    expected: ({ lines, wide }) =>
      lines.reduce((all, { line, isc }) => (line.free ? all : all.plus(isc)), read('0').minus(wide('20'))),
  }),
  figureRule({
    id: 'isc.not-with-ivap',
    code: '2650',
    issue: 'isc_with_ivap',
    field: `${TOTAL}/cac:TaxCategory/cac:TaxScheme/cbc:ID`,
    source: { Factura: [372], Boleta: [369] },
    check: ({ lines, total }) =>
      wrong(
        total('isc').isZero() || !lines.some(({ line }) => line.igvAffectation === '17'),
        'Una venta de arroz pilado (IVAP) no lleva ISC.',
      ),
  }),
];

const bagsOf = (holds: (icbper: LineIcbper, line: PricedLine) => boolean, detail: string) =>
  atField('icbper')(({ line }) => line.icbper !== undefined && !holds(line.icbper, line), detail);

/** Plastic bags: how many, at what amount each. */
export const ICBPER_RULES: readonly FigureRule[] = [
  figureRule({
    id: 'icbper.format',
    code: '2892',
    issue: 'invalid_bag_count',
    field: `${SUBTOTAL}/cbc:BaseUnitMeasure`,
    source: { Factura: [253, 257], Boleta: [249, 252], NotaCredito: [229, 233], NotaDebito: [224, 228] },
    check: bagsOf(
      ({ bags, perUnit }) => BAGS.test(bags) && PER_BAG.test(perUnit),
      'Las bolsas de plástico se cuentan enteras, hasta 99999 por línea.',
    ),
  }),
  figureRule({
    id: 'icbper.bags-are-the-quantity',
    code: '3236',
    issue: 'bags_differ_from_quantity',
    field: `${SUBTOTAL}/cbc:BaseUnitMeasure`,
    source: { Factura: [255], Boleta: [250], NotaCredito: [231], NotaDebito: [226] },
    check: bagsOf(
      ({ bags }, { quantity }) => read(bags).isZero() || read(bags).equals(read(quantity)),
      'Las bolsas de la línea no son su cantidad.',
    ),
  }),
  figureRule({
    id: 'icbper.rate',
    code: '3238',
    issue: 'icbper_rate_missing',
    field: `${SUBTOTAL}/cac:TaxCategory/cbc:PerUnitAmount`,
    source: { Factura: [258], Boleta: [253], NotaCredito: [234], NotaDebito: [229] },
    check: bagsOf(
      ({ bags, perUnit }) => read(bags).isZero() || read(perUnit).greaterThan('0'),
      'El ICBPER de una bolsa debe ser mayor que cero.',
    ),
  }),
  {
    ...figureRule({
      id: 'icbper.amount',
      code: '4318',
      issue: 'icbper_wrong',
      field: `${SUBTOTAL}/cbc:TaxAmount`,
      source: { Factura: [251], Boleta: [245], NotaCredito: [227], NotaDebito: [222] },
      check: bagsOf(
        ({ bags, perUnit, amount }) => read(amount).equals(read(bags).times(read(perUnit))),
        'El ICBPER de la línea no es el de una bolsa por su número.',
      ),
    }),
    level: 'observe',
  },
  ...twins({
    id: 'icbper.total',
    issue: 'total_does_not_add_up',
    field: `${TOTAL}/cbc:TaxAmount`,
    error: { code: '3306', source: { Factura: [364], NotaCredito: [353], NotaDebito: [349] } },
    observation: { code: '4321', source: { Boleta: [361], NotaCredito: [354], NotaDebito: [350] } },
    check: ({ lines, total }) =>
      wrong(
        total('icbper').equals(lines.reduce((all, { icbper }) => all.plus(icbper), read('0'))),
        'El total de ICBPER no es la suma de sus líneas.',
      ),
  }),
];

interface Dated {
  readonly issueDate: string;
  readonly currency: string;
  readonly lines: readonly PricedLine[];
}

/** The rate of the day of issue. */
export const ICBPER_DATE_RULES: readonly Rule<Dated, FigureFacts>[] = [
  {
    id: 'icbper.in-force',
    code: '2949',
    level: 'reject',
    issue: 'icbper_not_in_force',
    field: `${TOTAL}/cbc:TaxAmount`,
    source: { Factura: [365], Boleta: [362], NotaCredito: [355], NotaDebito: [351] },
    find: ({ issueDate }, { figures }) =>
      wrong(
        figures.totals.icbper === '0.00' || figures.total('icbper').isZero() || icbperPerBag(issueDate) !== null,
        'El ICBPER no rige en la fecha de emisión.',
      ),
  },
  {
    id: 'icbper.rate-of-the-day',
    code: '4237',
    level: 'observe',
    issue: 'icbper_of_other_date',
    field: `${SUBTOTAL}/cac:TaxCategory/cbc:PerUnitAmount`,
    source: { Factura: [259], Boleta: [254], NotaCredito: [235], NotaDebito: [230] },
    find: ({ issueDate, currency, lines }) =>
      each(
        lines,
        ({ icbper }) =>
          icbper !== undefined && currency === 'PEN' && !read(icbper.perUnit).equals(icbperPerBag(issueDate) ?? '0'),
        (index) => `/lines/${index}/icbper`,
        'El ICBPER de una bolsa no es el de la fecha de emisión.',
      ),
  },
];

const isOfIvap = (line: PricedLine): boolean => line.taxCode === '1016';

/** Arroz pilado: a rate of its own, never beside other affectations. */
export const IVAP_RULES: readonly FigureRule[] = [
  figureRule({
    id: 'ivap.alone',
    code: '2644',
    issue: 'ivap_with_others',
    field: `${SUBTOTAL}/cac:TaxCategory/cbc:TaxExemptionReasonCode`,
    source: { Factura: [214], Boleta: [208] },
    check: ({ lines }) => {
      const kinds = lines.filter(({ base }) => base.greaterThan('0')).map(({ line }) => line.igvAffectation === '17');
      return wrong(new Set(kinds).size <= 1, 'El arroz pilado (IVAP) va en una venta propia, sin otras afectaciones.');
    },
  }),
  ...sumRules({
    ...{ id: 'ivap-base', field: `${TOTAL}/cbc:TaxableAmount`, total: 'ivapBase', what: 'operaciones con IVAP' },
    codes: ['3293', '4300'],
    sources: [
      { Factura: [338], NotaCredito: [303], NotaDebito: [300] },
      { Boleta: [334], NotaCredito: [304], NotaDebito: [301] },
    ],
    expected: ({ ofTax, wide, lines }) => {
      const values = ofTax('1016', ({ value }) => value);
      return lines.some(({ line }) => isOfIvap(line)) ? values.minus(wide('02', '04')).plus(wide('49')) : values;
    },
  }),
  ...sumRules({
    ...{ id: 'ivap', field: `${TOTAL}/cbc:TaxAmount`, total: 'ivap', what: 'IVAP' },
    codes: ['3295', '4302'],
    sources: [
      { Factura: [344], NotaCredito: [312], NotaDebito: [309] },
      { Boleta: [341], NotaCredito: [313], NotaDebito: [310] },
    ],
    expected: ({ ofTax, wide, lines }) => {
      const bases = ofTax('1016', ({ base }) => base);
      const due = lines.some(({ line }) => isOfIvap(line)) ? bases.minus(wide('02', '04')).plus(wide('49')) : bases;
      return due.times(IVAP_PERCENT).dividedBy(HUNDRED);
    },
  }),
];
