import type { InferEntity } from '@mikro-orm/core';
import { z } from 'zod';
import type { Product } from '../../db/entities/index.ts';
import { catalog03 } from '../../domain/catalogs/generated/cat-03.ts';
import { toQuantity } from '../../domain/decimal.ts';
import { AFFECTATIONS } from '../../domain/fiscal/affectation.ts';
import { catalogCode, id, line, showPrice, unsigned } from '../fields.ts';

export type ProductRow = InferEntity<typeof Product>;

const fields = {
  name: line(500),
  unit_code: catalogCode(catalog03, '03').describe('Unit of measure (catalogue 03).'),
  barcode: z
    .string()
    .regex(/^[\x21-\x7e]{1,60}$/)
    .nullable(),
  price: unsigned(10, 10).describe('What the buyer pays, taxes included.'),
  currency: z.enum(['PEN', 'USD']),
  igv_affectation: z.enum([...AFFECTATIONS.keys()] as [string, ...string[]]).describe('Catalogue 07.'),
  category_id: id.nullable(),
  sunat_code: z
    .string()
    .regex(/^\d{8}$/)
    .nullable()
    .describe('UNSPSC code.'),
  tracks_stock: z.boolean(),
  allow_negative: z.boolean(),
  reorder_point: unsigned(12, 6).nullable(),
  active: z.boolean(),
};

export const CreateProduct = z.strictObject({
  sku: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$/, 'De 1 a 30 letras, dígitos, puntos o guiones.'),
  name: fields.name,
  unit_code: fields.unit_code.default('NIU'),
  barcode: fields.barcode.default(null),
  price: fields.price,
  currency: fields.currency.default('PEN'),
  igv_affectation: fields.igv_affectation.default('10'),
  category_id: fields.category_id.default(null),
  sunat_code: fields.sunat_code.default(null),
  tracks_stock: fields.tracks_stock.default(true),
  allow_negative: fields.allow_negative.default(false),
  reorder_point: fields.reorder_point.default(null),
});

export const UpdateProduct = z.strictObject(fields).partial();

/** The entity's names for the contract's. */
export function productColumns(input: z.output<typeof UpdateProduct>) {
  const columns = {
    name: input.name,
    unitCode: input.unit_code,
    barcode: input.barcode,
    price: input.price,
    currency: input.currency,
    igvAffectation: input.igv_affectation,
    categoryId: input.category_id,
    sunatCode: input.sunat_code,
    tracksStock: input.tracks_stock,
    allowNegative: input.allow_negative,
    reorderPoint: input.reorder_point,
    active: input.active,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

/** A product as the contract shows it. */
export function showProduct(row: ProductRow) {
  return {
    id: row.id,
    sku: row.sku,
    name: row.name,
    unit_code: row.unitCode,
    barcode: row.barcode ?? null,
    price: showPrice(row.price),
    currency: row.currency,
    igv_affectation: row.igvAffectation,
    category_id: row.categoryId ?? null,
    sunat_code: row.sunatCode ?? null,
    tracks_stock: row.tracksStock,
    allow_negative: row.allowNegative,
    reorder_point: row.reorderPoint ? toQuantity(row.reorderPoint) : null,
    active: row.active,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
