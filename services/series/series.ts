import { z } from 'zod';
import { id } from '../fields.ts';
import { instant } from '../rows.ts';

export interface SeriesRow {
  readonly id: string;
  readonly establishment_id: string;
  readonly document_type: string;
  readonly series: string;
  readonly next_number: number;
  readonly used: boolean;
  readonly active: boolean;
  readonly version: number;
  readonly created_at: Date | string;
}

/** The first letter tells SUNAT the kind (Resolución 097-2012 and its annexes): F and B by buyer, T and V despatch advices of sender and carrier, R retentions, P perceptions. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  '01': /^F[A-Z0-9]{3}$/,
  '03': /^B[A-Z0-9]{3}$/,
  '07': /^[FB][A-Z0-9]{3}$/,
  '08': /^[FB][A-Z0-9]{3}$/,
  '09': /^T[A-Z0-9]{3}$/,
  '31': /^V[A-Z0-9]{3}$/,
  '20': /^R[A-Z0-9]{3}$/,
  '40': /^P[A-Z0-9]{3}$/,
};

const nextNumber = z.int().min(1).max(99_999_999).describe('The number of the next document.');

/** The words that `POST /sales` uses for the same two documents. */
const WORDS: Readonly<Record<string, string>> = { factura: '01', boleta: '03' };

export const CreateSeries = z
  .strictObject({
    document_type: z
      .enum(['01', '03', '07', '08', '09', '20', '31', '40', 'factura', 'boleta'])
      .overwrite((value) => documentTypeOf(value) as typeof value)
      .describe('Catalogue 01, or the words of a sale.'),
    series: z.string(),
    next_number: nextNumber.default(1),
    establishment_id: id,
    active: z.boolean().default(true),
  })
  .refine((value) => SHAPES[value.document_type]?.test(value.series) ?? false, {
    path: ['series'],
    error: 'La serie no corresponde al tipo: F, B, T, V, R o P y tres letras mayúsculas o dígitos.',
    params: { code: 'invalid_series' },
  });

/** The code of catalogue 01 for a word of a sale. */
export const documentTypeOf = (text: string): string => WORDS[text] ?? text;

export const UpdateSeries = z.strictObject({ next_number: nextNumber, active: z.boolean() }).partial();

export const showSeries = (row: SeriesRow) => ({
  id: row.id,
  document_type: row.document_type,
  series: row.series,
  next_number: row.next_number,
  establishment_id: row.establishment_id,
  used: row.used,
  active: row.active,
  created_at: instant(row.created_at),
});
