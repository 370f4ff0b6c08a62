import { z } from 'zod';
import type { StoredIsc } from '../../db/entities/catalogue.ts';
import { catalog03 } from '../../domain/catalogs/generated/cat-03.ts';
import { toQuantity } from '../../domain/decimal.ts';
import { AFFECTATIONS } from '../../domain/fiscal/affectation.ts';
import { instant } from '../rows.ts';
import { catalogCode, id, line, showPrice, unsigned } from '../fields.ts';
import { IscField } from './isc.ts';

export interface ProductRow {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly unit_code: string;
  readonly barcode: string | null;
  readonly price: string;
  readonly currency: string;
  readonly igv_affectation: string;
  readonly category_id: string | null;
  readonly sunat_code: string | null;
  readonly isc: StoredIsc | null;
  readonly icbper: boolean;
  readonly tracks_stock: boolean;
  readonly allow_negative: boolean;
  readonly reorder_point: string | null;
  readonly active: boolean;
  readonly version: number;
  readonly created_at: Date | string;
  readonly updated_at: Date | string;
}

const fields = {
  name: line(500),
  unit_code: catalogCode(catalog03, '03').describe('Unit of measure (catalogue 03).'),
  barcode: z
    .string()
    .regex(/^[\x21-\x7e]{1,60}$/)
    .nullable(),
  price: unsigned(10, 10).describe('What the buyer pays, taxes included.'),
  currency: z.enum(['PEN', 'USD']),
  igv_affectation: z.enum([...AFFECTATIONS.keys()]).describe('Catalogue 07.'),
  category_id: id.nullable(),
  sunat_code: z
    .string()
    .regex(/^\d{8}$/)
    .nullable()
    .describe('UNSPSC code.'),
  isc: IscField.nullable().describe('Selective tax (catalogue 08), part of the price.'),
  icbper: z.boolean().describe('A plastic bag: each carries ICBPER, part of the price.'),
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
  isc: fields.isc.default(null),
  icbper: fields.icbper.default(false),
  tracks_stock: fields.tracks_stock.default(true),
  allow_negative: fields.allow_negative.default(false),
  reorder_point: fields.reorder_point.default(null),
});

export const UpdateProduct = z.strictObject(fields).partial();

/** A product as the contract shows it. */
export const showProduct = (row: ProductRow) => ({
  id: row.id,
  sku: row.sku,
  name: row.name,
  unit_code: row.unit_code,
  barcode: row.barcode,
  price: showPrice(row.price),
  currency: row.currency,
  igv_affectation: row.igv_affectation,
  category_id: row.category_id,
  sunat_code: row.sunat_code,
  isc: row.isc,
  icbper: row.icbper,
  tracks_stock: row.tracks_stock,
  allow_negative: row.allow_negative,
  reorder_point: row.reorder_point === null ? null : toQuantity(row.reorder_point),
  active: row.active,
  created_at: instant(row.created_at),
  updated_at: instant(row.updated_at),
});
