import { z } from 'zod';
import { catalog02 } from '../../domain/catalogs/generated/cat-02.ts';
import { AFFECTATIONS } from '../../domain/fiscal/affectation.ts';
import { catalogCode, email, id, line, unsigned } from '../fields.ts';
import { LINE_EXTRAS, SALE_EXTRAS } from './extras-input.ts';

const AFFECTATION_CODES = [...AFFECTATIONS.keys()] as [string, ...string[]];

const money = unsigned(12, 2);
const percent = unsigned(3, 5);
const legalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'La fecha debe ser AAAA-MM-DD.');

/** The buyer as the request names it; what SUNAT asks of the number is checked with the whole document. */
export const BuyerInput = z.strictObject({
  document_type: z.string().min(1).max(1).describe('Identity document (catalogue 06).'),
  document_number: z.string().trim().min(1).max(15),
  name: line(1500),
  email: email.optional(),
  phone: line(30).optional(),
  address: line(200).optional(),
});
export type BuyerInput = z.output<typeof BuyerInput>;

const discounts = {
  discount_percent: percent.optional(),
  discount_amount: money.optional().describe('Taxes included.'),
};

const SaleLineInput = z
  .strictObject({
    sku: z.string().min(1).max(30).optional(),
    product_id: id.optional(),
    quantity: unsigned(9, 6),
    unit_price: unsigned(9, 10).optional().describe("What the buyer pays for one, taxes included; else the product's."),
    igv_affectation: z.enum(AFFECTATION_CODES).optional().describe("Catalogue 07; else the product's."),
    ...discounts,
    ...LINE_EXTRAS,
  })
  .superRefine((value, check) => {
    if (value.sku === undefined && value.product_id === undefined) {
      const params = { code: 'required' };
      check.addIssue({ code: 'custom', path: ['sku'], message: 'Indique el producto por sku o product_id.', params });
    }
    if (value.sku !== undefined && value.product_id !== undefined) {
      const params = { code: 'named_twice' };
      check.addIssue({ code: 'custom', path: ['product_id'], message: 'Indique sku o product_id, no ambos.', params });
    }
  });

const PaymentInput = z.strictObject({
  method: z.enum(['cash', 'card_terminal', 'transfer', 'store_credit']),
  amount: money,
  tendered: money.optional().describe('Cash handed over; the answer has the change.'),
});

const PaymentTermsInput = z.strictObject({
  type: z.enum(['cash', 'credit']),
  instalments: z
    .array(z.strictObject({ amount: money, due_date: legalDate }))
    .max(999)
    .optional(),
});

/** The body of `POST /sales`. Money with taxes included. */
export const SaleInput = z.strictObject({
  warehouse_id: id,
  channel: line(60),
  customer: BuyerInput.optional(),
  customer_id: id.optional(),
  document_type: z.enum(['factura', 'boleta']),
  series: z
    .string()
    .regex(/^[A-Z0-9]{4}$/)
    .optional(),
  lines: z.array(SaleLineInput).min(1).max(999),
  ...discounts,
  payments: z.array(PaymentInput).max(20).default([]),
  payment_terms: PaymentTermsInput.default({ type: 'cash' }),
  currency: catalogCode(catalog02, '02').default('PEN'),
  exchange_rate: unsigned(6, 6)
    .refine((value) => /[1-9]/.test(value), { error: 'No puede ser cero.', params: { code: 'zero' } })
    .optional()
    .describe('Soles for one unit of the currency.'),
  ...SALE_EXTRAS,
});
export type SaleInput = z.output<typeof SaleInput>;
export type SaleLineInput = SaleInput['lines'][number];
export type PaymentInput = SaleInput['payments'][number];

export const FISCAL_TYPE = { factura: '01', boleta: '03' } as const;
export const TYPE_NAME = { '01': 'factura', '03': 'boleta' } as const;
