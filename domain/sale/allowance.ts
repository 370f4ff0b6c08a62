import { Decimal, round2, toAmount, toQuantity, ZERO } from '../decimal.ts';
import type { Allowance, TaxFreeDiscount } from './types.ts';

const FACTOR_PLACES = 5; // n(3,5)
const MAX_FACTOR = new Decimal('999.99999');

/** The factor is optional for SUNAT and must reproduce the amount: left out where five decimals cannot. */
export function taxFreeDiscount(amount: Decimal, base: Decimal): TaxFreeDiscount | null {
  if (!amount.greaterThan(ZERO)) return null;
  const parts = { amount: toAmount(amount), base: toAmount(base) };
  if (!base.greaterThan(ZERO)) return parts;
  const factor = amount.dividedBy(base).toDecimalPlaces(FACTOR_PLACES);
  const exact =
    factor.greaterThan(ZERO) && factor.lessThanOrEqualTo(MAX_FACTOR) && round2(base.times(factor)).equals(amount);
  return { ...parts, ...(exact ? { factor: toQuantity(factor, FACTOR_PLACES) } : {}) };
}

/** A discount or charge of catalogue 53 on a base; null where it comes to nothing. */
export function allowanceOf(code: string, told: Decimal, amount: Decimal, base: Decimal): Allowance | null {
  const written = taxFreeDiscount(amount, base);
  return written && { code, told: toAmount(told), ...written };
}
