import { z } from 'zod';
import { id, line } from '../fields.ts';
import { instant } from '../rows.ts';

export interface WarehouseRow {
  readonly id: string;
  readonly establishment_id: string;
  readonly code: string;
  readonly name: string;
  readonly active: boolean;
  readonly version: number;
  readonly created_at: Date | string;
}

export const CreateWarehouse = z.strictObject({
  establishment_id: id,
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$/, 'De 1 a 20 letras, dígitos, puntos o guiones.'),
  name: line(200),
});

export const UpdateWarehouse = z.strictObject({ name: line(200), active: z.boolean() }).partial();

export const showWarehouse = (row: WarehouseRow) => ({
  id: row.id,
  establishment_id: row.establishment_id,
  code: row.code,
  name: row.name,
  active: row.active,
  created_at: instant(row.created_at),
});
