import { z } from 'zod';
import { isDate } from '../../domain/time/lima.ts';
import { SaleInput } from './sale-input.ts';

/** The body of `POST /contingency-documents`: a sale, and what stands on the paper that it was issued on. */
export const ContingencyInput = SaleInput.extend({
  series: z
    .string()
    .regex(/^\d{4}$/, 'La serie de un comprobante de contingencia tiene 4 dígitos, por ejemplo 0001.')
    .describe('The authorised series of the paper: four digits.'),
  number: z.int().min(1).max(99_999_999).describe('As printed, without leading zeros.'),
  issue_date: z
    .string()
    .refine(isDate, { error: 'La fecha debe ser AAAA-MM-DD.', params: { code: 'invalid_date' } })
    .describe('Lima date of the paper.'),
  issue_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, 'La hora debe ser HH:MM:SS.')
    .optional()
    .describe('Wall clock in Lima; else midnight.'),
});
export type ContingencyInput = z.output<typeof ContingencyInput>;
