import { Decimal } from '../../decimal.ts';
import { AFFECTATIONS } from '../affectation.ts';
import { type FigureRule, figureRule, twins } from './figure-rule.ts';
import { isNear, type LineFigures, read } from './figures.ts';
import { atAffectation, atPrice } from './line-places.ts';

const LINE = '/*/cac:*Line';
const SUBTOTAL = `${LINE}/cac:TaxTotal/cac:TaxSubtotal`;
/** Below it a cent of tax may round to nothing (3111). */
const NO_TAX_UP_TO = new Decimal('0.06');

/** Under IGV, paid or given away. */
const IGV = new Set(['10', '11', '12', '13', '14', '15', '16']);

const isTaxed = ({ line }: LineFigures): boolean => AFFECTATIONS.get(line.igvAffectation)?.taxed === true;
/** Quantity by unit value, less discounts 00, plus charges 47. A free line goes by its referential value. */
function isValueWrong(figures: LineFigures): boolean {
  const { line, quantity, value, off00, on47 } = figures;
  const unit = read(line.free ? line.unitPriceWithTax : line.unitValue);
  return !isNear(value, quantity.times(unit).minus(off00).plus(on47));
}

/** The price with tax of one unit: all the line costs, by its quantity. */
function isPriceWrong(figures: LineFigures): boolean {
  const { line, quantity, value, isc, icbper, igv, off01, on48 } = figures;
  if (line.free || quantity.isZero()) return false;
  const cost = value.plus(igv).plus(isc).plus(icbper).minus(off01).plus(on48);
  return !isNear(read(line.unitPriceWithTax), cost.dividedBy(quantity));
}

const FREE: readonly FigureRule[] = [
  figureRule({
    id: 'line-figures.free-total',
    code: '2641',
    issue: 'total_does_not_add_up',
    field: '/*/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount',
    source: { Factura: [319], Boleta: [314], NotaCredito: [285], NotaDebito: [280] },
    check: ({ lines, total }) =>
      total('free').isZero() && lines.some(({ line }) => line.free && read(line.unitPriceWithTax).greaterThan('0'))
        ? [{ pointer: '/lines', detail: 'Hay líneas gratuitas pero su total es cero.' }]
        : [],
  }),
  figureRule({
    id: 'line-figures.free-has-no-price',
    code: '2640',
    issue: 'free_line_with_price',
    field: `${LINE}/cac:Price/cbc:PriceAmount`,
    source: { Factura: [170], Boleta: [164], NotaCredito: [151], NotaDebito: [142] },
    check: atPrice(
      ({ line, value }) => line.taxCode === '9996' && value.greaterThan('0') && read(line.unitValue).greaterThan('0'),
      'Una línea gratuita no tiene valor unitario: su precio es solo referencial.',
    ),
  }),
  figureRule({
    id: 'line-figures.affectation-pair',
    code: '2040',
    issue: 'igv_affectation_not_supported',
    field: `${SUBTOTAL}/cac:TaxCategory/cbc:TaxExemptionReasonCode`,
    source: { Factura: [212], Boleta: [206], NotaCredito: [187], NotaDebito: [182] },
    check: atAffectation(
      ({ line, value }) => value.greaterThan('0') && AFFECTATIONS.get(line.igvAffectation)?.taxCode !== line.taxCode,
      'El tipo de afectación del IGV no corresponde al tributo de la línea (catálogos 05 y 07).',
    ),
  }),
];

const TAX: readonly FigureRule[] = [
  figureRule({
    id: 'line-figures.untaxed-has-no-igv',
    code: '3110',
    issue: 'igv_on_untaxed_line',
    field: `${SUBTOTAL}/cbc:TaxAmount`,
    source: { Factura: [200, 202], Boleta: [194, 196], NotaCredito: [175, 177], NotaDebito: [169, 171] },
    check: atAffectation(
      (line) => !isTaxed(line) && line.igv.greaterThan('0'),
      'Una línea que no está gravada no lleva IGV.',
    ),
  }),
  figureRule({
    id: 'line-figures.taxed-has-igv',
    code: '3111',
    issue: 'igv_of_line_missing',
    field: `${SUBTOTAL}/cbc:TaxAmount`,
    source: { Factura: [201, 203], Boleta: [195, 197], NotaCredito: [176, 178], NotaDebito: [170, 172] },
    check: atAffectation(
      (line) => isTaxed(line) && line.base.greaterThan(NO_TAX_UP_TO) && line.igv.isZero(),
      'Una línea gravada quedaría sin IGV.',
    ),
  }),
  figureRule({
    id: 'line-figures.taxed-has-rate',
    code: '2993',
    issue: 'igv_rate_missing',
    field: `${SUBTOTAL}/cac:TaxCategory/cbc:Percent`,
    source: { Factura: [208, 209], Boleta: [202, 203], NotaCredito: [183, 184], NotaDebito: [178, 179] },
    check: atAffectation(
      (line) => isTaxed(line) && line.base.greaterThan('0') && read(line.line.igvPercent).isZero(),
      'Una línea gravada lleva una tasa mayor que cero.',
    ),
  }),
  figureRule({
    id: 'line-figures.one-rate',
    code: '3462',
    issue: 'igv_rates_differ',
    field: `${SUBTOTAL}/cac:TaxCategory/cbc:Percent`,
    source: { Factura: [342], Boleta: [338], NotaCredito: [308, 310], NotaDebito: [305, 307] },
    check: atAffectation(
      ({ line, value }, { igvPercent }) =>
        IGV.has(line.igvAffectation) && value.greaterThan('0') && line.igvPercent !== igvPercent,
      'Todas las líneas gravadas con IGV llevan la misma tasa.',
    ),
  }),
  figureRule({
    id: 'line-figures.igv',
    code: '3103',
    issue: 'igv_of_line_wrong',
    field: `${SUBTOTAL}/cbc:TaxAmount`,
    source: { Factura: [204], Boleta: [198], NotaCredito: [179], NotaDebito: [173] },
    check: atPrice(
      (line) => isTaxed(line) && !isNear(line.igv, line.base.times(read(line.line.igvPercent)).dividedBy('100')),
      'El IGV de la línea no es su base por la tasa.',
    ),
  }),
];

/** The figures of each line, on facturas, boletas and notes. */
export const LINE_FIGURE_RULES: readonly FigureRule[] = [
  ...FREE,
  ...TAX,
  ...twins({
    id: 'line-figures.value',
    issue: 'line_value_wrong',
    field: `${LINE}/cbc:LineExtensionAmount`,
    error: { code: '3271', source: { Factura: [270, 271], NotaCredito: [246, 248], NotaDebito: [241, 243] } },
    observation: { code: '4288', source: { Boleta: [265, 266], NotaCredito: [247, 249], NotaDebito: [242, 244] } },
    check: atPrice(isValueWrong, 'El valor de la línea no es su cantidad por su valor unitario, menos descuentos.'),
  }),
];

/** The price with tax: on facturas, boletas and debit notes. */
export const PRICE_RULES: readonly FigureRule[] = [
  ...twins({
    id: 'line-figures.price',
    issue: 'line_price_wrong',
    field: `${LINE}/cac:PricingReference/cac:AlternativeConditionPrice/cbc:PriceAmount`,
    error: { code: '3270', source: { Factura: [174], NotaDebito: [145] } },
    observation: { code: '4287', source: { Boleta: [168], NotaDebito: [146] } },
    check: atPrice(isPriceWrong, 'El precio unitario no es el total de la línea entre su cantidad.'),
  }),
];
