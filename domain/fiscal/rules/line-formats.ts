import { type FigureRule, figureRule } from './figure-rule.ts';
import { atAffectation, atPrice, atQuantity } from './line-places.ts';

const LINE = '/*/cac:*Line';
const SUBTOTAL = `${LINE}/cac:TaxTotal/cac:TaxSubtotal`;
const AMOUNT = /^\d{1,12}\.\d{2}$/;
const UNIT_AMOUNT = /^(0|[1-9]\d{0,11})(\.\d{1,10})?$/;
const PERCENT = /^\d{1,3}(\.\d{1,5})?$/;
/** Lines are numbered with up to three digits. */
const MAX_LINES = 999;

/** Number of lines and their quantities on a factura or boleta. */
export const QUANTITY_RULES: readonly FigureRule[] = [
  figureRule({
    id: 'line-figures.count',
    code: '2023',
    issue: 'too_many_lines',
    field: `${LINE}/cbc:ID`,
    source: { Factura: [136], Boleta: [137] },
    check: ({ lines }) =>
      lines.length > MAX_LINES
        ? [{ pointer: '/lines', detail: `Un comprobante tiene hasta ${MAX_LINES} líneas.` }]
        : [],
  }),
  figureRule({
    id: 'line-figures.quantity-positive',
    code: '2024',
    issue: 'invalid_number',
    field: `${LINE}/cbc:*Quantity`,
    source: { Factura: [142], Boleta: [143] },
    check: atQuantity(({ quantity }) => quantity.isZero(), 'La cantidad debe ser mayor que cero.'),
  }),
  figureRule({
    id: 'line-figures.quantity-format',
    code: '2025',
    issue: 'invalid_number',
    field: `${LINE}/cbc:*Quantity`,
    source: { Factura: [143], Boleta: [144] },
    check: atQuantity(
      ({ line }) => !UNIT_AMOUNT.test(line.quantity),
      'La cantidad tiene hasta 12 enteros y 10 decimales.',
    ),
  }),
];

/** A note's quantity may be anything but negative. */
export const NOTE_QUANTITY_RULES: readonly FigureRule[] = [
  figureRule({
    id: 'line-figures.note-quantity-format',
    code: '2139',
    issue: 'invalid_number',
    field: `${LINE}/cbc:*Quantity`,
    source: { NotaCredito: [134], NotaDebito: [124] },
    check: atQuantity(
      ({ line }) => !UNIT_AMOUNT.test(line.quantity),
      'La cantidad tiene hasta 12 enteros y 10 decimales.',
    ),
  }),
];

/** How figures of a line are written. */
export const LINE_FORMAT_RULES: readonly FigureRule[] = [
  figureRule({
    id: 'line-figures.unit-value-format',
    code: '2369',
    issue: 'invalid_number',
    field: `${LINE}/cac:Price/cbc:PriceAmount`,
    source: { Factura: [169], Boleta: [163], NotaCredito: [150], NotaDebito: [141] },
    check: atPrice(
      ({ line }) => !UNIT_AMOUNT.test(line.unitValue),
      'El valor unitario no cabe en 12 enteros y 10 decimales.',
    ),
  }),
  figureRule({
    id: 'line-figures.price-format',
    code: '2367',
    issue: 'invalid_number',
    field: `${LINE}/cac:PricingReference/cac:AlternativeConditionPrice/cbc:PriceAmount`,
    source: { Factura: [173, 181], Boleta: [167, 175], NotaCredito: [153], NotaDebito: [144] },
    check: atPrice(
      ({ line }) => !UNIT_AMOUNT.test(line.unitPriceWithTax),
      'El precio unitario no cabe en 12 enteros y 10 decimales.',
    ),
  }),
  figureRule({
    id: 'line-figures.value-format',
    code: '2370',
    issue: 'invalid_number',
    field: `${LINE}/cbc:LineExtensionAmount`,
    source: { Factura: [269], Boleta: [264], NotaCredito: [245], NotaDebito: [240] },
    check: atPrice(({ line }) => !AMOUNT.test(line.value), 'El valor de la línea no cabe en 12 enteros y 2 decimales.'),
  }),
  figureRule({
    id: 'line-figures.tax-format',
    code: '2033',
    issue: 'invalid_number',
    field: `${SUBTOTAL}/cbc:TaxAmount`,
    source: {
      Factura: [199, 231, 250],
      Boleta: [193, 225, 244],
      NotaCredito: [174, 207, 226],
      NotaDebito: [168, 202, 221],
    },
    check: atPrice(
      ({ line }) => !AMOUNT.test(line.igv) || !AMOUNT.test(line.isc?.amount ?? '0.00'),
      'Un impuesto de la línea no cabe en 12 enteros y 2 decimales.',
    ),
  }),
  figureRule({
    id: 'line-figures.percent-format',
    code: '3102',
    issue: 'invalid_number',
    field: `${SUBTOTAL}/cac:TaxCategory/cbc:Percent`,
    source: { Factura: [207, 236], Boleta: [201, 230], NotaCredito: [182, 212], NotaDebito: [176, 207] },
    check: atAffectation(
      ({ line }) => !PERCENT.test(line.igvPercent) || !PERCENT.test(line.isc?.percent ?? '0'),
      'La tasa tiene hasta 3 enteros y 5 decimales.',
    ),
  }),
];
