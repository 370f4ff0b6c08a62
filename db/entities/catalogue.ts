import { defineEntity, p } from '@mikro-orm/core';
import { ownDated, ownTable, quantity, sealed, unitAmount } from './own.ts';

/** Selective tax of a product (catalogue 08): percent of the value, soles for one unit, percent of a price to the public. */
export type StoredIsc =
  | { readonly system: '01'; readonly percent: string }
  | { readonly system: '02'; readonly amount: string }
  | { readonly system: '03'; readonly percent: string; readonly public_price?: string | undefined };

/** What the company sells. `price` is what the buyer pays, taxes included. */
export const Product = defineEntity({
  name: 'Product',
  tableName: 'product',
  ...ownTable('product'),
  properties: {
    ...ownDated,
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    sku: p.string().length(30),
    name: p.string().length(500),
    unitCode: p.string().length(3),
    barcode: p.string().length(60).nullable(),
    price: unitAmount(),
    currency: p.string().length(3),
    igvAffectation: p.string().length(2),
    categoryId: p.uuid().nullable(),
    sunatCode: p.string().length(8).nullable(),
    isc: p.json<StoredIsc>().nullable(),
    /** A plastic bag: each that is handed out carries ICBPER. */
    icbper: p.boolean().default(false),
    tracksStock: p.boolean().default(true),
    allowNegative: p.boolean().default(false),
    reorderPoint: quantity().nullable(),
    active: p.boolean().default(true),
    version: p.integer().version(),
  },
  uniques: [...ownTable('product').uniques, { name: 'product_sku_key', properties: ['companyId', 'sku'] }],
  indexes: [
    { name: 'product_list_idx', properties: ['companyId', 'createdAt', 'id'] },
    { name: 'product_barcode_idx', properties: ['companyId', 'barcode'] },
  ],
  checks: [{ name: 'product_price_nonnegative', expression: 'price >= 0' }],
});

/** A buyer. Number, e-mail, phone and address are sealed; the number is found by the company's blind index. */
export const Customer = defineEntity({
  name: 'Customer',
  tableName: 'customer',
  ...ownTable('customer'),
  properties: {
    ...ownDated,
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    documentType: p.string().length(1),
    documentNumber: sealed(),
    documentNumberIndex: p.blob(),
    name: p.string().length(1500),
    email: sealed().nullable(),
    phone: sealed().nullable(),
    address: sealed().nullable(),
    active: p.boolean().default(true),
    version: p.integer().version(),
  },
  uniques: [
    ...ownTable('customer').uniques,
    { name: 'customer_document_key', properties: ['companyId', 'documentType', 'documentNumberIndex'] },
  ],
  indexes: [{ name: 'customer_list_idx', properties: ['companyId', 'createdAt', 'id'] }],
});
