import { z } from 'zod';
import type { StoredIsc } from '../../db/entities/catalogue.ts';
import type { IscInput } from '../../domain/sale/types.ts';
import { unsigned } from '../fields.ts';

const percent = unsigned(3, 5);

/** Selective tax (catalogue 08) as requests and products name it. */
export const IscField = z.discriminatedUnion('system', [
  z.strictObject({ system: z.literal('01'), percent: percent.describe('Percent of the value.') }),
  z.strictObject({ system: z.literal('02'), amount: unsigned(10, 10).describe('Soles for one unit.') }),
  z.strictObject({
    system: z.literal('03'),
    percent: percent.describe('Percent of the price to the public.'),
    public_price: unsigned(10, 10).optional().describe('Suggested to the public, taxes included; else the price.'),
  }),
]);

/** The same as pricing takes it. */
export function iscOf(isc: StoredIsc | null | undefined): IscInput | undefined {
  if (!isc) return undefined;
  return isc.system === '03' ? { system: '03', percent: isc.percent, publicPrice: isc.public_price } : isc;
}
