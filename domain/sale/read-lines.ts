import { Decimal, parseUnsigned, round2, ZERO } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import { AFFECTATIONS, type Affectation } from '../fiscal/affectation.ts';
import type { SaleLineInput } from './types.ts';

/** A line whose figures were read and checked. */
export interface ReadLine {
  readonly input: SaleLineInput;
  readonly affectation: Affectation;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  /** price x quantity, not rounded. */
  readonly gross: Decimal;
  /** What the buyer is told for the line before any discount on the sale: cents. Zero when free. */
  readonly told: Decimal;
}

const MAX_QUANTITY = new Decimal('999999999');
const MAX_PRICE = new Decimal('999999999');
const MAX_TOTAL = new Decimal('999999999999.99'); // n(12,2)
const HUNDRED = new Decimal('100');

/** SUNAT numbers lines with up to three digits. */
export const MAX_LINES = 999;

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

function readLine(input: SaleLineInput, index: number, issues: FieldIssue[]): ReadLine | null {
  const at = `/lines/${index}`;
  const before = issues.length;
  const affectation = AFFECTATIONS.get(input.igvAffectation);
  if (!affectation) {
    issues.push({
      pointer: `${at}/igv_affectation`,
      code: 'igv_affectation_not_supported',
      sunatCode: '2040',
      detail: 'El tipo de afectación del IGV no existe en el catálogo 07 o no se puede vender con él.',
    });
    return null;
  }
  const quantity = readFigure(
    input.quantity,
    `${at}/quantity`,
    { places: 10, max: MAX_QUANTITY, zero: false, name: 'La cantidad', sunatCode: '2025' },
    issues,
  );
  const unitPrice = readFigure(
    input.unitPrice,
    `${at}/unit_price`,
    { places: 10, max: MAX_PRICE, zero: false, name: 'El precio', sunatCode: '2369' },
    issues,
  );
  const gross = unitPrice.times(quantity);
  const discount = readDiscount(input, gross, at, issues);
  if (issues.length > before) return null;
  if (affectation.free) {
    if (discount.greaterThan(ZERO)) {
      issues.push({
        pointer: discountPointer(input, at),
        code: 'discount_on_free_line',
        detail: 'Una línea gratuita no lleva descuento.',
      });
    }
    checkMoney(round2(gross), `${at}/quantity`, issues);
    return { input, affectation, quantity, unitPrice, gross, told: ZERO };
  }
  const told = round2(gross.minus(discount));
  if (discount.greaterThan(ZERO) && !told.greaterThan(ZERO)) {
    issues.push({
      pointer: discountPointer(input, at),
      code: 'discount_too_large',
      detail: 'El descuento no puede cubrir toda la línea: para regalarla use una afectación gratuita (catálogo 07).',
    });
  } else checkMoney(told, `${at}/quantity`, issues);
  return { input, affectation, quantity, unitPrice, gross, told };
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

/** Reads and checks all lines, one issue a fault, pointers into the request (`/lines/N/...`). */
export function readLines(inputs: readonly SaleLineInput[], issues: FieldIssue[]): ReadLine[] {
  if (inputs.length === 0 || inputs.length > MAX_LINES) {
    issues.push({
      pointer: '/lines',
      code: inputs.length === 0 ? 'lines_missing' : 'too_many_lines',
      sunatCode: '2023',
      detail: `La venta debe tener de 1 a ${MAX_LINES} líneas.`,
    });
    return [];
  }
  const read: ReadLine[] = [];
  for (const [index, input] of inputs.entries()) {
    const line = readLine(input, index, issues);
    if (line) read.push(line);
  }
  return read;
}
