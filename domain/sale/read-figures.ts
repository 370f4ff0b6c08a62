import { Decimal, parseUnsigned, ZERO } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';

export const MAX_TOTAL: Decimal = new Decimal('999999999999.99'); // n(12,2)
const HUNDRED = new Decimal('100');

interface Bounds {
  readonly places: number;
  readonly max: Decimal;
  readonly zero: boolean;
  readonly name: string;
  readonly sunatCode?: string;
}

/** Reads one unsigned figure; a wrong one adds an issue and counts as zero. */
export function readFigure(text: string, pointer: string, bounds: Bounds, issues: FieldIssue[]): Decimal {
  const value = parseUnsigned(text);
  const ok =
    value !== null &&
    value.decimalPlaces() <= bounds.places &&
    value.lessThanOrEqualTo(bounds.max) &&
    (bounds.zero || value.greaterThan(ZERO));
  if (ok) return value;
  issues.push({
    pointer,
    code: 'invalid_number',
    detail: `${bounds.name} debe ser un número ${bounds.zero ? 'no negativo' : 'mayor que cero'}, con hasta ${bounds.places} decimales y no mayor que ${bounds.max.toFixed()}.`,
    ...(bounds.sunatCode === undefined ? {} : { sunatCode: bounds.sunatCode }),
  });
  return ZERO;
}

/** Reads money greater than zero, in cents. */
export function readMoney(text: string, pointer: string, name: string, issues: FieldIssue[]): Decimal {
  return readFigure(text, pointer, { places: 2, max: MAX_TOTAL, zero: false, name }, issues);
}

/** The discount, taxes included and not rounded, that a percent or an amount takes off `base`. */
export function readDiscount(
  from: { readonly discountPercent?: string | undefined; readonly discountAmount?: string | undefined },
  base: Decimal,
  pointer: string,
  issues: FieldIssue[],
): Decimal {
  if (from.discountPercent !== undefined && from.discountAmount !== undefined) {
    issues.push({
      pointer: `${pointer}/discount_amount`,
      code: 'two_discounts',
      detail: 'Indique el descuento como porcentaje o como monto, no ambos.',
    });
    return ZERO;
  }
  if (from.discountPercent !== undefined) {
    const bounds = { places: 5, max: HUNDRED, zero: true, name: 'El porcentaje de descuento' };
    const percent = readFigure(from.discountPercent, `${pointer}/discount_percent`, bounds, issues);
    return base.times(percent).dividedBy(HUNDRED);
  }
  if (from.discountAmount === undefined) return ZERO;
  const bounds = { places: 2, max: MAX_TOTAL, zero: true, name: 'El descuento' };
  return readFigure(from.discountAmount, `${pointer}/discount_amount`, bounds, issues);
}

/** Where the discount of an object was given. */
export function discountPointer(from: { readonly discountPercent?: string | undefined }, pointer: string): string {
  return from.discountPercent === undefined ? `${pointer}/discount_amount` : `${pointer}/discount_percent`;
}

/** A line (or its referential value) must come to at least a cent and fit n(12,2). */
export function checkMoney(amount: Decimal, pointer: string, issues: FieldIssue[]): void {
  if (amount.greaterThan(ZERO) && amount.lessThanOrEqualTo(MAX_TOTAL)) return;
  issues.push({
    pointer,
    code: 'line_total_out_of_range',
    sunatCode: '2370',
    detail: 'El total de la línea debe ser de al menos 0.01 y caber en 12 enteros y 2 decimales.',
  });
}
