import { Decimal as BaseDecimal } from 'decimal.js';

/** Decimal arithmetic of the whole domain: 40 digits, half up (the rounding SUNAT's guides assume). */
export const Decimal = BaseDecimal.clone({
  precision: 40,
  rounding: BaseDecimal.ROUND_HALF_UP,
  toExpNeg: -40,
  toExpPos: 40,
});
export type Decimal = BaseDecimal;

/** Anything the constructor takes except binary floats. */
export type DecimalInput = string | BaseDecimal;

export const ZERO: Decimal = new Decimal('0');
export const ONE: Decimal = new Decimal('1');
export const CENT: Decimal = new Decimal('0.01');

const PLAIN = /^\d+(\.\d+)?$/;

/** Rounds half up to whole cents. */
export function round2(value: Decimal): Decimal {
  return value.toDecimalPlaces(2, BaseDecimal.ROUND_HALF_UP);
}

/** Money as it stands on documents and in answers: exactly two decimals, half up (`118.00`). */
export function toAmount(value: DecimalInput): string {
  return new Decimal(value).toFixed(2, BaseDecimal.ROUND_HALF_UP);
}

/** Quantities, unit prices and rates: at most `places` decimals, no trailing zeros (`2.5`, `8.4745762712`). */
export function toQuantity(value: DecimalInput, places = 10): string {
  return new Decimal(value).toDecimalPlaces(places, BaseDecimal.ROUND_HALF_UP).toFixed();
}

/** Reads an unsigned plain decimal (`12`, `12.50`); null for anything else (signs, exponents, blanks, NaN). */
export function parseUnsigned(text: string): Decimal | null {
  return text.length <= 40 && PLAIN.test(text) ? new Decimal(text) : null;
}

/** Sum of a list, zero when empty. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}
