import type { PricedSale } from '../sale/types.ts';
import { amountInWords } from './amount-in-words.ts';
import type { InvoiceDraft, Legend } from './types.ts';

/** Legends of catalogue 52 that follow from the sale. */
const TEXTS = {
  '1002': 'TRANSFERENCIA GRATUITA DE UN BIEN Y/O SERVICIO PRESTADO GRATUITAMENTE',
  '2000': 'COMPROBANTE DE PERCEPCIÓN',
  '2001': 'BIENES TRANSFERIDOS EN LA AMAZONÍA REGIÓN SELVA PARA SER CONSUMIDOS EN LA MISMA',
  '2002': 'SERVICIOS PRESTADOS EN LA AMAZONÍA REGIÓN SELVA PARA SER CONSUMIDOS EN LA MISMA',
  '2003': 'CONTRATOS DE CONSTRUCCIÓN EJECUTADOS EN LA AMAZONÍA REGIÓN SELVA',
  '2006': 'OPERACIÓN SUJETA A DETRACCIÓN',
  '2007': 'OPERACIÓN SUJETA AL IVAP',
} as const;

/** Legends that only the seller knows of: sales and services consumed in the Amazonía. */
export const SELLERS_LEGENDS = ['2001', '2002', '2003'] as const;

const isKnown = (code: string): code is keyof typeof TEXTS => Object.hasOwn(TEXTS, code);

/** A note's: the amount in words, and 2007 over arroz pilado (4264). */
export function noteLegends(lines: PricedSale['lines'], total: string, currency: string): Legend[] {
  const ivap = lines.some((line) => line.taxCode === '1016') ? [{ code: '2007', text: TEXTS['2007'] }] : [];
  return [{ code: '1000', text: amountInWords(total, currency) }, ...ivap];
}

/** The amount in words always (1000); the others where they hold. */
export function legendsOf(
  { lines, totals, currency }: Pick<PricedSale, 'lines' | 'totals' | 'currency'>,
  { detraction, perception }: Pick<InvoiceDraft, 'detraction' | 'perception'> = {},
  asked: readonly string[] = [],
): Legend[] {
  const codes = [
    ...(lines.every((line) => line.free) ? ['1002'] : []),
    ...(perception ? ['2000'] : []),
    ...asked,
    ...(detraction ? ['2006'] : []),
    ...(lines.some((line) => line.taxCode === '1016') ? ['2007'] : []),
  ];
  const known = [...new Set(codes)].filter(isKnown).map((code) => ({ code, text: TEXTS[code] }));
  return [{ code: '1000', text: amountInWords(totals.total, currency) }, ...known];
}
