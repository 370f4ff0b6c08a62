import { z } from 'zod';
import { catalog13 } from '../../domain/catalogs/generated/cat-13.ts';
import { catalogCode, line } from '../fields.ts';
import { instant } from '../rows.ts';

export interface EstablishmentRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly ubigeo: string | null;
  readonly department: string | null;
  readonly province: string | null;
  readonly district: string | null;
  readonly address_line: string | null;
  readonly active: boolean;
  readonly version: number;
  readonly created_at: Date | string;
}

const address = {
  ubigeo: catalogCode(catalog13, '13').nullable(),
  department: line(100).nullable(),
  province: line(100).nullable(),
  district: line(100).nullable(),
  address_line: line(200).nullable(),
};

export const CreateEstablishment = z.strictObject({
  code: z
    .string()
    .regex(/^\d{4}$/, 'Son los cuatro dígitos del local anexo según la ficha RUC.')
    .describe("SUNAT's four digits; 0000 is the fiscal domicile."),
  name: line(200),
  ubigeo: address.ubigeo.default(null),
  department: address.department.default(null),
  province: address.province.default(null),
  district: address.district.default(null),
  address_line: address.address_line.default(null),
});

export const UpdateEstablishment = z.strictObject({ name: line(200), ...address, active: z.boolean() }).partial();

export const showEstablishment = (row: EstablishmentRow) => ({
  id: row.id,
  code: row.code,
  name: row.name,
  ubigeo: row.ubigeo,
  department: row.department,
  province: row.province,
  district: row.district,
  address_line: row.address_line,
  active: row.active,
  created_at: instant(row.created_at),
});
