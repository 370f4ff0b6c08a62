import { Decimal } from '../../../domain/decimal.ts';
import { CURRENCIES } from './names.ts';

function grouped(fixed: string): string {
  const [whole = '0', fraction] = fixed.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

/** `1,234.50`: thousands by comma, as Peru writes money. */
export const money = (amount: string): string => grouped(new Decimal(amount).toFixed(2));

/** Unit values: two decimals, up to four where they count. */
export function unitMoney(amount: string): string {
  const value = new Decimal(amount).toDecimalPlaces(4);
  return grouped(value.toFixed(Math.max(2, value.decimalPlaces())));
}

/** Quantities without zeros at the end. */
export const quantity = (value: string): string => grouped(new Decimal(value).toFixed());

/**
 * Width in points of figures in Roboto at a letter size, a little too wide rather than too narrow. All digits are
 * equally wide there; letters count as wide ones.
 */
export function figureWidth(text: string, size: number): number {
  const ems = Array.from(text).reduce(
    (sum, char) => sum + (/[\d$€ ]/.test(char) ? 0.565 : /[.,]/.test(char) ? 0.28 : 0.66),
    0,
  );
  return Math.ceil(ems * size) + 1;
}

export const symbolOf = (currency: string): string => CURRENCIES[currency]?.symbol ?? currency;

/** `25/11/2026`. */
export const day = (date: string): string => date.split('-').reverse().join('/');
