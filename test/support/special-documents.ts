import { type Invoice, type InvoiceHeader, makeInvoice, withNumber } from '../../domain/fiscal/invoice.ts';
import { priceSale } from '../../domain/sale/price-sale.ts';
import type { PriceSaleInput, SaleLineInput } from '../../domain/sale/types.ts';
import { COMPANY, ISSUE_DATE, PERSON, SUPPLIER } from './fiscal-samples.ts';

export const soldLine = (over: Partial<SaleLineInput> = {}): SaleLineInput => ({
  ...{ productId: 'p', sku: 'SKU-1', description: 'Producto', unitCode: 'NIU', quantity: '3', unitPrice: '47.90' },
  igvAffectation: '10',
  ...over,
});

const FOREIGNER = { documentType: 'A', documentNumber: 'XK-7712', name: 'ACME IMPORTS LLC' };
const ACCOUNT = '00-000-123456';

export interface SpecialSale {
  readonly lines: readonly SaleLineInput[];
  readonly sale?: Partial<PriceSaleInput>;
  readonly header?: Partial<InvoiceHeader>;
  /** Only as a factura; both types otherwise. */
  readonly onlyFactura?: boolean;
}

const LODGING = [
  { code: '4000', value: 'US' },
  { code: '4001', value: 'US' },
  { code: '4002', date: '2026-11-20' },
  { code: '4003', date: '2026-11-21' },
  { code: '4004', date: '2026-11-25' },
  { code: '4005', days: 4 },
  { code: '4006', date: '2026-11-25' },
  { code: '4007', value: 'JANE DOE' },
  { code: '4008', value: '7' },
  { code: '4009', value: 'P1234567' },
];

const advance = (kind: '04' | '05' | '06', amount: string, number = 1) => ({
  ...{ type: '01' as const, fullNumber: `F001-${number}`, parts: [{ kind, amount }] },
});

/** One of each thing that a factura or boleta can have beside the plain sale. */
export const SPECIAL_SALES: Readonly<Record<string, SpecialSale>> = {
  'every kind of gift': {
    lines: ['11', '12', '13', '14', '15', '16', '21', '31', '32', '33', '34', '35', '36', '37'].map((igvAffectation) =>
      soldLine({ igvAffectation }),
    ),
  },
  'a gift beside a sale': { lines: [soldLine(), soldLine({ igvAffectation: '12' })] },
  'bags sold': { lines: [soldLine({ unitPrice: '0.73', quantity: '7', icbper: true }), soldLine()] },
  'bags given away': { lines: [soldLine({ unitPrice: '0.60', igvAffectation: '31', icbper: true }), soldLine()] },
  'nothing but a bag given away': { lines: [soldLine({ unitPrice: '0.60', igvAffectation: '15', icbper: true })] },
  'bags in dollars': {
    lines: [soldLine({ unitPrice: '0.33', icbper: true }), soldLine()],
    sale: { currency: 'USD', exchangeRate: '3.7215' },
  },
  'ISC by value, with discounts': {
    lines: [
      soldLine({ isc: { system: '01', percent: '30' }, discountPercent: '7.5' }),
      soldLine({ isc: { system: '01', percent: '12.5' } }),
    ],
    sale: { discountAmount: '3.33' },
  },
  'ISC fixed': { lines: [soldLine({ isc: { system: '02', amount: '2.31' }, quantity: '2.5' }), soldLine()] },
  'ISC by price to the public': {
    lines: [soldLine({ isc: { system: '03', percent: '20', publicPrice: '52.00' } }), soldLine()],
  },
  'ISC on an exempt line': { lines: [soldLine({ isc: { system: '01', percent: '10' }, igvAffectation: '20' })] },
  'arroz pilado': { lines: [soldLine({ igvAffectation: '17' }), soldLine({ igvAffectation: '17', quantity: '0.5' })] },
  'arroz pilado with a discount': { lines: [soldLine({ igvAffectation: '17' })], sale: { discountPercent: '10' } },
  'charges and discounts of every kind': {
    lines: [
      soldLine({ charges: [{ code: '47', amount: '4.10' }] }),
      soldLine({ charges: [{ code: '48', amount: '2.00' }], discountPercent: '5' }),
      soldLine({ discountAmount: '1.50', discountCode: '01' }),
    ],
    sale: {
      ...{ discountAmount: '6.00', discountCode: '03' },
      charges: ['45', '46', '49', '50'].map((code, index) => ({ code, amount: `${index + 1}.11` })),
    },
  },
  'a service charge on a mixed sale': {
    lines: [soldLine(), soldLine({ igvAffectation: '20' })],
    sale: { charges: [{ code: '46', amount: '12.34' }] },
  },
  'an advance taken off': { lines: [soldLine()], sale: { prepayments: [advance('04', '59.00')] } },
  'advances that pay all': {
    lines: [soldLine({ unitPrice: '33.33' }), soldLine({ igvAffectation: '20' }), soldLine({ igvAffectation: '30' })],
    sale: { prepayments: [advance('04', '99.99'), advance('05', '143.70', 2), advance('06', '143.70', 3)] },
  },
  'an advance of everything': {
    lines: [soldLine(), soldLine({ igvAffectation: '20' }), soldLine({ igvAffectation: '30' })],
    sale: {
      prepayments: [
        {
          ...{ type: '01', fullNumber: 'F001-1' },
          parts: [
            { kind: '04', amount: '30.00' },
            { kind: '05', amount: '20.00' },
            { kind: '06', amount: '10.00' },
          ],
        },
      ],
    },
  },
  'an advance, a discount and a charge': {
    lines: [soldLine(), soldLine({ unitPrice: '0.99' })],
    sale: {
      ...{ discountPercent: '11', prepayments: [advance('04', '20.01')] },
      charges: [{ code: '49', amount: '3.07' }],
    },
  },
  detracción: {
    lines: [soldLine({ unitCode: 'ZZ', unitPrice: '711.13' })],
    header: { detraction: { code: '037', percent: '12', account: ACCOUNT } },
  },
  'detracción in dollars': {
    lines: [soldLine({ unitCode: 'ZZ', unitPrice: '311.13' })],
    sale: { currency: 'USD', exchangeRate: '3.712' },
    header: { detraction: { code: '022', percent: '12', account: ACCOUNT, paymentMeans: '003' } },
  },
  percepción: { lines: [soldLine()], header: { perception: { code: '51' } } },
  'percepción on part of the sale': {
    lines: [soldLine(), soldLine()],
    header: { perception: { code: '53', base: '143.70' } },
  },
  retención: { lines: [soldLine({ unitPrice: '400.00' })], header: { retention: true }, onlyFactura: true },
  'export of goods': {
    lines: [soldLine({ igvAffectation: '40' }), soldLine({ igvAffectation: '40', discountAmount: '3.00' })],
    sale: { currency: 'USD', exchangeRate: '3.7', discountPercent: '2' },
    header: { customer: FOREIGNER, operationType: '0200' },
  },
  'export of a service': {
    lines: [soldLine({ igvAffectation: '40', unitCode: 'ZZ' })],
    header: { customer: FOREIGNER, operationType: '0201', destinationCountry: 'US' },
  },
  'lodging of a foreigner': {
    lines: [soldLine({ igvAffectation: '40', unitCode: 'ZZ', properties: LODGING })],
    header: { customer: { ...FOREIGNER, documentType: '7' }, operationType: '0202' },
    onlyFactura: true,
  },
  'a sale to a non-resident': {
    lines: [soldLine()],
    header: { customer: FOREIGNER, operationType: '0401' },
  },
  'the special rate of restaurants': {
    lines: [soldLine(), soldLine({ igvAffectation: '13' })],
    sale: { igvRegime: 'mype_restaurants', charges: [{ code: '46', amount: '14.37' }] },
  },
  'Amazonía, purchase order, guides and a plate': {
    lines: [soldLine({ igvAffectation: '20', properties: [{ code: '5010', value: 'ABC-123' }] })],
    header: {
      legends: ['2001'],
      orderReference: 'OC-2026-77',
      despatchReferences: [
        { type: '09', fullNumber: 'T001-12' },
        { type: '31', fullNumber: 'V001-3' },
      ],
    },
  },
};

/** The numbered document of a special sale. */
export function specialInvoice({ lines, sale, header }: SpecialSale, type: '01' | '03', number: number): Invoice {
  const priced = priceSale({ currency: 'PEN', issueDate: ISSUE_DATE, lines, ...sale });
  const draft = makeInvoice(priced, {
    ...{ type, series: type === '01' ? 'F001' : 'B001', issueTime: '10:15:30', supplier: SUPPLIER },
    customer: type === '01' ? COMPANY : PERSON,
    exchangeRate: sale?.exchangeRate,
    ...header,
  });
  return withNumber(draft, number);
}
