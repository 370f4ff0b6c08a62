import type { Decimal } from '../../decimal.ts';
import { type FigureRule, twins } from './figure-rule.ts';
import { type Figures, isNear, type LineFigures } from './figures.ts';
import { sumRules, wrong } from './total-figures.ts';

const TOTAL = '/*/cac:LegalMonetaryTotal';

const base = (line: LineFigures): Decimal => line.base;

const ALL_PAID = ['1000', '1016', '9995', '9997', '9998'];

const paidValue = ({ lines, wide }: Figures): Decimal =>
  lines
    .filter(({ line }) => ALL_PAID.includes(line.taxCode))
    .reduce((total, line) => total.plus(line.value), wide('49').minus(wide('02')));

/** UBL TaxInclusiveAmount: absent where it is what is paid. */
const inclusive = ({ totals, total }: Figures): Decimal =>
  total(totals.inclusive === undefined ? 'total' : 'inclusive');

const payable = (figures: Figures): Decimal =>
  inclusive(figures)
    .plus(figures.total('chargeTotal'))
    .minus(figures.total('allowanceTotal'))
    .minus(figures.total('prepaid'));

/** Price with taxes: value, ISC and ICBPER, and the IGV of all bases (advances are not taken off here). */
const priceWithTaxes = ({ total, ofTax, wide, rate }: Figures): Decimal =>
  total('value')
    .plus(total('isc'))
    .plus(total('icbper'))
    .plus(total('ivap'))
    .plus(ofTax('1000', base).minus(wide('02')).plus(wide('49')).times(rate));

/** What a factura or boleta sums up to. */
export const MONETARY_TOTAL_RULES: readonly FigureRule[] = [
  ...sumRules({
    ...{ id: 'value', field: `${TOTAL}/cbc:LineExtensionAmount`, total: 'value', what: 'valor de venta' },
    ...{ codes: ['3278', '4309'], sources: [{ Factura: [406] }, { Boleta: [403] }] },
    expected: paidValue,
  }),
  ...twins({
    id: 'total-figures.inclusive',
    issue: 'total_does_not_add_up',
    field: `${TOTAL}/cbc:TaxInclusiveAmount`,
    error: { code: '3279', source: { Factura: [410, 411] } },
    observation: { code: '4310', source: { Boleta: [407, 408] } },
    check: (figures) =>
      wrong(
        isNear(inclusive(figures), priceWithTaxes(figures)),
        'El precio de venta no es el valor de venta más sus impuestos.',
      ),
  }),
  ...twins({
    id: 'total-figures.payable',
    issue: 'total_does_not_add_up',
    field: `${TOTAL}/cbc:PayableAmount`,
    error: { code: '3280', source: { Factura: [402] } },
    observation: { code: '4312', source: { Boleta: [399] } },
    check: (figures) =>
      wrong(
        isNear(figures.total('total'), payable(figures)),
        'El importe total no es el precio de venta más cargos, menos descuentos y anticipos.',
      ),
  }),
  ...sumRules({
    ...{ id: 'allowances', field: `${TOTAL}/cbc:AllowanceTotalAmount`, total: 'allowanceTotal', what: 'descuentos' },
    ...{ codes: ['3300', '4307'], sources: [{ Factura: [396] }, { Boleta: [393] }] },
    expected: ({ lines, wide }) => lines.reduce((all, { off01 }) => all.plus(off01), wide('03', '63')),
  }),
  ...sumRules({
    ...{ id: 'charges', field: `${TOTAL}/cbc:ChargeTotalAmount`, total: 'chargeTotal', what: 'cargos' },
    ...{ codes: ['3301', '4308'], sources: [{ Factura: [399] }, { Boleta: [396] }] },
    expected: ({ lines, wide }) => lines.reduce((all, { on48 }) => all.plus(on48), wide('45', '46', '50')),
  }),
];
