import { z } from 'zod';
import { catalog04 } from '../../domain/catalogs/generated/cat-04.ts';
import { catalog54 } from '../../domain/catalogs/generated/cat-54.ts';
import { catalog55 } from '../../domain/catalogs/generated/cat-55.ts';
import { catalog59 } from '../../domain/catalogs/generated/cat-59.ts';
import { SELLERS_LEGENDS } from '../../domain/fiscal/legends.ts';
import { OPERATION_TYPES } from '../../domain/fiscal/operation-types.ts';
import { catalogCode, id, line, unsigned } from '../fields.ts';
import { IscField } from '../products/isc.ts';

const money = unsigned(12, 2);
const legalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'La fecha debe ser AAAA-MM-DD.');

const charges = (codes: readonly [string, ...string[]], about: string) =>
  z
    .array(z.strictObject({ code: z.enum(codes), amount: money.describe('As the buyer is told.') }))
    .max(10)
    .optional()
    .describe(about);

const ItemPropertyInput = z.strictObject({
  code: catalogCode(catalog55, '55'),
  value: line(200).optional(),
  date: legalDate.optional().describe('Where the code is a date (4002, 4003, 4004, 4006).'),
  days: z.int().min(1).max(9999).optional().describe('Where the code is a number of days (4005).'),
});

/** What a line may say beside product, quantity, price and discount. */
export const LINE_EXTRAS = {
  discount_code: z.enum(['00', '01']).optional().describe('01: the discount leaves the base of the taxes as it is.'),
  charges: charges(['47', '48'], 'Catalogue 53: 47 with taxes, 48 without.'),
  isc: IscField.optional().describe("Selective tax; else the product's."),
  icbper: z.boolean().optional().describe('A plastic bag; else as the product says. The price has the tax in it.'),
  properties: z
    .array(ItemPropertyInput)
    .max(50)
    .optional()
    .describe('Plates, lodging, State purchases (catalogue 55).'),
};

/** What a sale may say beside the plain one. */
export const SALE_EXTRAS = {
  operation_type: z
    .enum(OPERATION_TYPES)
    .optional()
    .describe('Catalogue 51; when not said 1001 with a detraction, 2001 with a perception, else 0101.'),
  order_reference: line(20).optional().describe("The buyer's purchase order."),
  despatch_references: z
    .array(z.strictObject({ type: z.enum(['09', '31']), full_number: z.string().trim().min(1).max(30) }))
    .max(50)
    .optional()
    .describe('Guías de remisión that went with the goods.'),
  destination_country: catalogCode(catalog04, '04').optional().describe('Where an exported service is used.'),
  detraction: z
    .strictObject({
      code: catalogCode(catalog54, '54'),
      percent: unsigned(3, 5),
      payment_means: catalogCode(catalog59, '59').optional().describe('Catalogue 59; 001, deposit, when not said.'),
    })
    .optional()
    .describe("Paid into the company's `detraction_account`."),
  perception: z
    .strictObject({
      code: z.enum(['51', '52', '53']).default('51').describe('Catalogue 53.'),
      base_amount: money.optional().describe('The part of the total that is subject to it; else all of it.'),
    })
    .optional()
    .describe('Collected on top of the total: the payments sum to both.'),
  retention: z.boolean().optional().describe('The buyer, a retention agent, keeps 3 %.'),
  legends: z.array(z.enum(SELLERS_LEGENDS)).max(3).optional().describe('Catalogue 52: consumed in the Amazonía.'),
  prepayments: z
    .array(z.strictObject({ document_id: id, amount: money.describe('Taxes included.') }))
    .max(50)
    .optional()
    .describe('Parts of advances that were invoiced before, taken off this sale.'),
  discount_code: z.enum(['02', '03']).optional().describe('03: the discount leaves the base of the taxes as it is.'),
  charges: charges(
    ['45', '46', '49', '50'],
    'Catalogue 53: 45 FISE, 46 service charge or tips, 49 with IGV, 50 without.',
  ),
};
