import { z } from 'zod';
import { Isc } from '../sales/extras-schema.ts';

export const Product = z
  .object({
    id: z.uuid(),
    sku: z.string(),
    name: z.string(),
    unit_code: z.string(),
    barcode: z.string().nullable(),
    price: z.string().describe('What the buyer pays, taxes included.'),
    currency: z.string(),
    igv_affectation: z.string(),
    category_id: z.uuid().nullable(),
    sunat_code: z.string().nullable(),
    isc: Isc.nullable(),
    icbper: z.boolean(),
    tracks_stock: z.boolean(),
    allow_negative: z.boolean(),
    reorder_point: z.string().nullable(),
    active: z.boolean(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Product' });
