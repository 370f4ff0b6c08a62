import fc from 'fast-check';
import {
  type Customer,
  type Invoice,
  makeInvoice,
  type PaymentTerms,
  withNumber,
} from '../../domain/fiscal/invoice.ts';
import type { InvoiceType, Supplier } from '../../domain/fiscal/types.ts';
import { priceSale } from '../../domain/sale/price-sale.ts';
import type { PriceSaleInput, SaleLineInput } from '../../domain/sale/types.ts';

export const ISSUE_DATE = '2026-11-25';

export const SUPPLIER: Supplier = {
  ruc: '20601234565',
  name: 'BODEGA & CAFÉ "EL ÑANDÚ" S.A.C.',
  tradeName: 'El Ñandú',
  address: {
    establishmentCode: '0000',
    ubigeo: '150101',
    street: 'AV. LOS PRÓCERES 123',
    province: 'LIMA',
    department: 'LIMA',
    district: 'LIMA',
  },
};

export const COMPANY: Customer = {
  documentType: '6',
  documentNumber: '20100070970',
  name: 'SUPERMERCADOS <DE PRUEBA> S.A.',
  address: 'CALLE MORELLI 181, SAN BORJA',
};
export const PERSON: Customer = { documentType: '1', documentNumber: '45678912', name: 'ROSA QUISPE MAMANI' };

/** What the lines of a sample are made of (codes of catalogue 07, taken in turn). */
export const MIXES = {
  gravado: ['10'],
  exonerado: ['20'],
  inafecto: ['30'],
  mixed: ['10', '20', '30'],
  'gravado with gifts': ['10', '11', '21', '16'],
  'exonerado with gifts': ['20', '37', '13'],
  'gifts only': ['11', '21', '31', '15'],
} as const;
export type Mix = keyof typeof MIXES;

export const DISCOUNTS = [
  'none',
  'line percent',
  'line amount',
  'sale percent',
  'sale amount',
  'line and sale',
] as const;
export type DiscountKind = (typeof DISCOUNTS)[number];

const decimal = (min: number, max: number, places: number): fc.Arbitrary<string> =>
  fc
    .integer({ min: min * 10 ** places, max: max * 10 ** places })
    .map((value) => (value / 10 ** places).toFixed(places));

/** Figures of one line: prices with up to four decimals, whole and broken quantities. */
const figures = fc.record({
  unitPrice: fc.oneof(decimal(1, 200, 2), decimal(1, 50, 4), decimal(1, 5, 1)),
  quantity: fc.oneof(fc.integer({ min: 1, max: 40 }).map(String), decimal(1, 9, 3), fc.constant('1')),
  unitCode: fc.constantFrom('NIU', 'KGM', 'LTR', 'ZZ', 'MTR'),
  description: fc.constantFrom(
    'Café tostado 250 g',
    'Pan & bizcocho',
    'Cinta <roja> de 1"',
    'Año nuevo: ¡oferta!',
    "L'eau 'fría'",
  ),
  sunatCode: fc.constantFrom(undefined, '50201706'),
});

export interface SampleShape {
  readonly type: InvoiceType;
  readonly mix: Mix;
  readonly discount: DiscountKind;
  readonly currency: string;
  readonly credit: boolean;
  readonly named: boolean;
  readonly lineCount: number;
}

function lineDiscount(kind: DiscountKind, free: boolean, index: number): Partial<SaleLineInput> {
  if (free || index % 2 === 1) return {};
  if (kind === 'line percent') return { discountPercent: ['10', '7.5', '33.33'][index % 3] };
  return kind === 'line amount' || kind === 'line and sale'
    ? { discountAmount: ['0.10', '0.55', '0.01'][index % 3] }
    : {};
}

function saleDiscount(kind: DiscountKind): Pick<PriceSaleInput, 'discountAmount' | 'discountPercent'> {
  if (kind === 'sale percent') return { discountPercent: '12.5' };
  return kind === 'sale amount' || kind === 'line and sale' ? { discountAmount: '0.37' } : {};
}

/** The input of a sale of that shape, the same for the same seed. */
export function sampleInput(shape: SampleShape, seed: number): PriceSaleInput {
  const codes = MIXES[shape.mix];
  const lines = fc.sample(figures, { seed, numRuns: shape.lineCount }).map((figure, index) => {
    const igvAffectation = codes[index % codes.length] ?? '10';
    const free = !['10', '20', '30'].includes(igvAffectation);
    return {
      ...figure,
      productId: `p${index}`,
      sku: `SKU-${index}`,
      igvAffectation,
      ...lineDiscount(shape.discount, free, index),
    };
  });
  return { currency: shape.currency, issueDate: ISSUE_DATE, lines, ...saleDiscount(shape.discount) };
}

function creditTerms(total: string): PaymentTerms {
  const cents = Math.round(Number(total) * 100);
  const first = Math.floor(cents / 2);
  const money = (value: number): string => (value / 100).toFixed(2);
  return {
    type: 'credit',
    pending: money(cents),
    instalments: [
      { amount: money(first), dueDate: '2026-12-25' },
      { amount: money(cents - first), dueDate: '2027-01-25' },
    ],
  };
}

/** A whole numbered document of that shape. */
export function sampleInvoice(shape: SampleShape, seed: number): Invoice {
  const priced = priceSale(sampleInput(shape, seed));
  const person = shape.named ? PERSON : undefined;
  const draft = makeInvoice(priced, {
    type: shape.type,
    series: shape.type === '01' ? 'F001' : 'B001',
    issueTime: '10:15:30',
    supplier: SUPPLIER,
    customer: shape.type === '01' ? COMPANY : person,
    exchangeRate: shape.currency === 'PEN' ? undefined : '3.512',
    paymentTerms: shape.credit ? creditTerms(priced.totals.total) : { type: 'cash' },
    orderReference: shape.named ? 'OC-2026-0001' : undefined,
  });
  return withNumber(draft, seed + 1);
}
