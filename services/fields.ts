import { z } from 'zod';
import { isInCatalog, type Catalog } from '../domain/catalogs/is-in-catalog.ts';
import { Decimal } from '../domain/decimal.ts';
import { hasIllegalCharacter, oneLine } from '../domain/fiscal/text.ts';

/** Field types that inputs share; lengths in characters. */

/** One line of text: blanks are folded; nothing that XML cannot carry. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .overwrite(oneLine)
    .min(min)
    .max(max)
    .refine((value) => !hasIllegalCharacter(value), {
      error: 'Contiene caracteres no permitidos.',
      params: { code: 'invalid_character' },
    });

/** An unsigned decimal string of at most `integers`.`decimals` digits. */
export const unsigned = (integers: number, decimals: number) =>
  z
    .string()
    .regex(
      new RegExp(`^(0|[1-9]\\d{0,${integers - 1}})(\\.\\d{1,${decimals}})?$`),
      `Debe ser un número decimal como texto, con hasta ${integers} enteros y ${decimals} decimales.`,
    );

/** A code of one of SUNAT's catalogues. */
export const catalogCode = (catalog: Catalog, name: string) =>
  z.string().refine((value) => isInCatalog(catalog, value), {
    error: `No existe en el catálogo ${name} de SUNAT.`,
    params: { code: 'not_in_catalog' },
  });

/** An id in lower case; another spelling could not be found in the database. */
export const id = z.uuid().overwrite((value) => value.toLowerCase());

export const email = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>",;:\\()[\]]{1,64}@[^\s@<>",;:\\()[\]]+\.[^\s@.]{2,}$/, 'El correo electrónico no es válido.');

/** Decimals of a price as people write it: at least two, no needless zeros after them (`18.50`, `0.0125`). */
export function showPrice(value: string): string {
  const decimal = new Decimal(value);
  return decimal.toFixed(Math.max(2, decimal.decimalPlaces()));
}
