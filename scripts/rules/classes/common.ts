import { byCode, byLine, type RowClass } from '../row-class.ts';

/** Attributes that the workbook wants with one value if they stand at all. */
const ATTRIBUTES: readonly RowClass[] = [
  byCode('attributes', '4251 4252 4253 4254 4255 4256 4257 4258 4259 4260 4261'),
  byCode('fixed', '4313 4320'),
];

/** Parts of the sheets that are of other trades or of other systems. */
const OTHER_TRADES: readonly RowClass[] = [
  byLine('trips', {
    Factura: [
      [497, 523],
      [571, 623],
    ],
    Boleta: [
      [503, 529],
      [648, 700],
    ],
  }),
  byLine('catches', { Factura: [[544, 570]], Boleta: [[621, 647]] }),
  byLine('carriers', { Factura: [[686, 743]], Boleta: [[530, 587]] }),
  byLine('finance', {
    Factura: [36, 94, [783, 825]],
    Boleta: [[739, 792]],
    NotaCredito: [[377, 416]],
    NotaDebito: [[372, 411]],
  }),
  byLine('second-category', { Factura: [[870, 881]] }),
  byLine('personal-expenses', { Factura: [93, 150] }),
  byLine('itinerant', { Factura: [[58, 69], 422], Boleta: [[56, 67], 419, [491, 502]] }),
  byLine('other-references', {
    Factura: [[130, 135]],
    Boleta: [[131, 136]],
    NotaCredito: [[119, 127]],
    NotaDebito: [[112, 117]],
  }),
  byLine('left-out', {
    NotaCredito: [[113, 118]],
    NotaDebito: [
      [106, 111],
      [412, 426],
    ],
  }),
  byLine('nrus', { Boleta: [246, 340] }),
  byLine('legend-2008', { Factura: [301], Boleta: [296] }),
  byCode('supervised', '1080 2581'),
  byCode('contingency', '1084 2404 2594 3207 4204 3219 4441 2988'),
  byLine('contingency', { Factura: [76, 78] }),
  byCode('other-taxes', '3109 3297 3299 4304 4306'),
  byLine('other-product-catalogues', { Factura: [147], Boleta: [148] }),
  byCode('rounding', '3303 4314', 'Factura', 'Boleta', 'NotaCredito', 'NotaDebito'),
  byCode('gtin', '4333 4334 4335'),
];

/** What nobody but SUNAT can know. */
const ASKED_OF_SUNAT: readonly RowClass[] = [
  byCode('register', '1078 1083 1086 2010 2011 3097 3239 3262 3269 4013 4014 4199 4331 4439'),
  byCode('state', '1032 1033 3218'),
];

export const COMMON_CLASSES: readonly RowClass[] = [...ATTRIBUTES, ...OTHER_TRADES, ...ASKED_OF_SUNAT];
