import { z } from 'zod';
import { bookPeriod } from '../../domain/books/period.ts';
import { isDate } from '../../domain/time/lima.ts';

const RATE = /^(\d{4}-\d{2}-\d{2}):([A-Z]{3}):(\d\.\d{1,3})$/;

const rates = z
  .string()
  .max(4000)
  .transform((text) => text.split(',').map((part) => RATE.exec(part)))
  .refine((found) => found.every((match) => match !== null && isDate(match[1] ?? '')), {
    error: 'Debe ser AAAA-MM-DD:MONEDA:tasa, separados por comas.',
    params: { code: 'invalid_format' },
  })
  .transform((found) => new Map(found.map((match) => [`${match?.[1]}:${match?.[2]}`, match?.[3] ?? ''])));

/** What may be said of a book beside its name. */
export const BookQuery = z.object({
  period: z
    .string()
    .refine((text) => bookPeriod(text) !== null, { error: 'Debe ser AAAA-MM.', params: { code: 'invalid_format' } })
    .describe('Month, `YYYY-MM`, by legal dates in Lima.'),
  rejected: z
    .enum(['zero', 'omit'])
    .optional()
    .describe(
      'Numbers spent on documents that SUNAT refused: a line at zero (PLE 14.1 unless said), or none (RVIE unless said).',
    ),
  exchange_rates: rates.optional().describe('Rates of days for sales that kept none: `2026-11-05:USD:3.754,…`.'),
  format: z.enum(['txt', 'zip']).default('txt').describe('`zip`: in a ZIP of the same name, as SIRE takes it.'),
  line_end: z.enum(['crlf', 'lf']).default('crlf'),
  encoding: z.enum(['utf-8', 'iso-8859-1']).default('utf-8'),
});
export type BookQuery = z.output<typeof BookQuery>;
