import { z } from 'zod';
import { isValidRuc } from '../../domain/identity/ruc.ts';
import { isDate } from '../../domain/time/lima.ts';

/** Catalogue 01, what buyers hold in hand. */
export const LOOKUP_TYPES = ['01', '03', '07', '08', '20', '40'] as const;
/** The printed representation on either paper, the signed XML, SUNAT's constancia. */
export const LOOKUP_FORMATS = ['pdf', 'ticket', 'xml', 'cdr'] as const;
export type LookupFormat = (typeof LOOKUP_FORMATS)[number];

/** Six things that stand on the paper; people type them, so blanks, small letters and thousands' commas are taken. */
export const LookUp = z.object({
  ruc: z
    .string()
    .trim()
    .refine(isValidRuc, { error: 'El RUC tiene 11 dígitos; revise el número.', params: { code: 'invalid_ruc' } }),
  type: z.enum(LOOKUP_TYPES),
  series: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^([FBRP][A-Z0-9]{3}|\d{4})$/, 'La serie tiene 4 caracteres, por ejemplo F001 o B001.'),
  number: z
    .string()
    .trim()
    .regex(/^(?=\d{1,8}$)0*[1-9]\d*$/, 'El número tiene de 1 a 8 dígitos.'),
  date: z
    .string()
    .trim()
    .refine(isDate, {
      error: 'Debe ser la fecha de emisión, AAAA-MM-DD.',
      params: { code: 'invalid_date' },
    }),
  total: z
    .string()
    .trim()
    .regex(/^(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.\d{1,2})?$/, 'Debe ser el importe total, por ejemplo 118.00.')
    .transform((text) => text.replaceAll(',', '')),
});
export type LookUpInput = z.output<typeof LookUp>;
