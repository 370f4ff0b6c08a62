import { Decimal, type DecimalInput } from '../decimal.ts';

/** How values are written into the cells of a book. */

/** `2026-11-05` as `05/11/2026`. */
export const dateCell = (date: string): string => `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;

/** Money: two decimals, a minus without a blank before what is negative (as SUNAT's own exports write it). */
export const moneyCell = (amount: DecimalInput): string => new Decimal(amount).toFixed(2);

/** Quantities and unit costs: from two to eight decimals. */
export function quantityCell(quantity: DecimalInput): string {
  const value = new Decimal(quantity).toDecimalPlaces(8);
  return value.toFixed(Math.max(2, value.decimalPlaces()));
}

/** Exchange rates: three decimals. */
export const rateCell = (rate: DecimalInput): string => new Decimal(rate).toFixed(3);

/** Text without what would break a row (bars, slashes, control characters), blanks folded, cut at `max` characters. */
export function textCell(text: string, max: number): string {
  return text
    .replaceAll(/[|/\\\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, max)
    .trim();
}

/** An id as the key of an accounting entry (CUO): 32 characters, the same for ever. */
export const entryKey = (id: string): string => id.replaceAll('-', '');
