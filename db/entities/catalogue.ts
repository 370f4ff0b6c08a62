import { defineEntity, p } from '@mikro-orm/core';
import { ownDated, ownTable, quantity, sealed, unitAmount } from './own.ts';

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
