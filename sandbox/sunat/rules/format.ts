import { Decimal } from 'decimal.js';

/** Amount: up to 12 integer digits without leading zeros and 2 decimals, not negative. */
export const isAmount = (text: string): boolean => /^(0|[1-9]\d{0,11})(\.\d{1,2})?$/.test(text);

/** Quantity or unit price: up to 12 integer digits and 10 decimals, not negative. */
export const isPrecise = (text: string): boolean => /^(0|[1-9]\d{0,11})(\.\d{1,10})?$/.test(text);

/** Rate or factor: up to 3 integer digits and 5 decimals. */
export const isRate = (text: string): boolean => /^\d{1,3}(\.\d{1,5})?$/.test(text);

/** Text of a length without any whitespace but the space, and not blank. */
export function isText(text: string, min: number, max: number): boolean {
  return text.length >= min && text.length <= max && !/[\t\r\n\f\v]/.test(text) && text.trim() !== '';
}

/** A number of a document whose format was checked before; zero where there is none. */
export function decimal(text: string | undefined): Decimal {
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? new Decimal(text) : new Decimal(0);
}

/** Sum of decimals. */
export const sum = (values: readonly Decimal[]): Decimal =>
  values.reduce((total, one) => total.plus(one), new Decimal(0));

/** SUNAT's tolerance of one currency unit. */
export const near = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lte(1);

/** Check digit of a RUC (weights 5432765432 over ten digits, modulus 11) and its known beginnings. */
export function isRuc(text: string): boolean {
  if (!/^(10|15|16|17|20)\d{9}$/.test(text)) return false;
  const weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
  const total = weights.reduce((acc, weight, index) => acc + weight * Number(text[index]), 0);
  return (11 - (total % 11)) % 10 === Number(text[10]);
}
