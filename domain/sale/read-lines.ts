import { Decimal, round2, ZERO } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import { AFFECTATIONS, type Affectation } from '../fiscal/affectation.ts';
import { type ReadIsc, readIsc } from './line-isc.ts';
import { checkMoney, discountPointer, readDiscount, readFigure, readMoney } from './read-figures.ts';
import type { SaleLineInput } from './types.ts';

/** A line whose figures were read and checked. */
export interface ReadLine {
  readonly input: SaleLineInput;
  readonly affectation: Affectation;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  /** price x quantity, not rounded. */
  readonly gross: Decimal;
  /** ICBPER of the line: cents. */
  readonly bag: Decimal;
  /** Charges as told: 47, which the taxes are reckoned on, and 48, which they are not. */
  readonly within: Decimal;
  readonly beside: Decimal;
  /** Discount 01: taken off what is paid, not off what the taxes are reckoned on. Cents. */
  readonly off01: Decimal;
  readonly isc: ReadIsc | null;
  /**
   * What the buyer is told for value, ISC and IGV before any discount on the sale: cents. Zero when free. The line
   * costs him this plus `bag` and `beside`, less `off01`.
   */
  readonly told: Decimal;
}

/** Taxes that are set in soles, in the sale's currency, on the day of issue. */
export interface SolesTaxes {
  /** ICBPER of one bag; null where the tax is not in force. */
  readonly perBag: Decimal | null;
  readonly exchangeRate: Decimal;
}

const MAX_QUANTITY = new Decimal('999999999');
const MAX_PRICE = new Decimal('999999999');
const MAX_BAGS = new Decimal('99999'); // n5

/** SUNAT numbers lines with up to three digits. */
export const MAX_LINES = 999;

/** The line's ICBPER; bags are counted whole (2892). */
function readBag(
  input: SaleLineInput,
  quantity: Decimal,
  at: string,
  taxes: SolesTaxes,
  issues: FieldIssue[],
): Decimal {
  if (!input.icbper) return ZERO;
  if (taxes.perBag === null) {
    const detail = 'El ICBPER no rige en la fecha de emisión.';
    issues.push({ pointer: `${at}/icbper`, code: 'icbper_not_in_force', sunatCode: '2949', detail });
    return ZERO;
  }
  if (!quantity.isInteger() || quantity.greaterThan(MAX_BAGS)) {
    const detail = 'Las bolsas de plástico se cuentan enteras, hasta 99999 por línea.';
    issues.push({ pointer: `${at}/quantity`, code: 'invalid_bag_count', sunatCode: '2892', detail });
  }
  return quantity.times(taxes.perBag);
}

/** Charges of one code, as told. */
function chargesOf(input: SaleLineInput, code: '47' | '48', at: string, issues: FieldIssue[]): Decimal {
  let total = ZERO;
  for (const [index, charge] of (input.charges ?? []).entries()) {
    if (charge.code === code)
      total = total.plus(readMoney(charge.amount, `${at}/charges/${index}/amount`, 'El cargo', issues));
  }
  return total;
}

function chargeCodeIssues(input: SaleLineInput, at: string, issues: FieldIssue[]): void {
  for (const [index, { code }] of (input.charges ?? []).entries()) {
    if (code === '47' || code === '48') continue;
    const detail = 'Un cargo de línea es 47 (con impuestos) o 48 (sin impuestos) del catálogo 53.';
    issues.push({ pointer: `${at}/charges/${index}/code`, code: 'invalid_charge_code', sunatCode: '2954', detail });
  }
}

/** What a gift cannot have: discounts and charges; ISC is not shown on what nobody pays. */
function freeLineIssues(input: SaleLineInput, discount: Decimal, at: string, issues: FieldIssue[]): void {
  if (discount.greaterThan(ZERO)) {
    const detail = 'Una línea gratuita no lleva descuento.';
    issues.push({ pointer: discountPointer(input, at), code: 'discount_on_free_line', detail });
  }
  if ((input.charges ?? []).length > 0) {
    const detail = 'Una línea gratuita no lleva cargos.';
    issues.push({ pointer: `${at}/charges`, code: 'charge_on_free_line', detail });
  }
}

function readAffectation(input: SaleLineInput, at: string, issues: FieldIssue[]): Affectation | null {
  const affectation = AFFECTATIONS.get(input.igvAffectation);
  if (affectation) return affectation;
  issues.push({
    pointer: `${at}/igv_affectation`,
    code: 'igv_affectation_not_supported',
    sunatCode: '2040',
    detail: 'El tipo de afectación del IGV no existe en el catálogo 07 o no se puede vender con él.',
  });
  return null;
}

function readLine(input: SaleLineInput, index: number, taxes: SolesTaxes, issues: FieldIssue[]): ReadLine | null {
  const at = `/lines/${index}`;
  const before = issues.length;
  const affectation = readAffectation(input, at, issues);
  if (!affectation) return null;
  const whole = { places: 10, zero: false };
  const quantity = readFigure(
    input.quantity,
    `${at}/quantity`,
    { ...whole, max: MAX_QUANTITY, name: 'La cantidad', sunatCode: '2025' },
    issues,
  );
  const unitPrice = readFigure(
    input.unitPrice,
    `${at}/unit_price`,
    { ...whole, max: MAX_PRICE, name: 'El precio', sunatCode: '2369' },
    issues,
  );
  const gross = unitPrice.times(quantity);
  const discount = readDiscount(input, gross, at, issues);
  chargeCodeIssues(input, at, issues);
  const bag = readBag(input, quantity, at, taxes, issues);
  const [within, beside] = [chargesOf(input, '47', at, issues), chargesOf(input, '48', at, issues)];
  const withIsc = input.isc !== undefined && !affectation.free;
  const isc = withIsc ? readIsc(input.isc, unitPrice, taxes.exchangeRate, `${at}/isc`, issues) : null;
  if (issues.length > before) return null;
  const known = { input, affectation, quantity, unitPrice, gross, bag, within, beside, isc };
  if (affectation.free) {
    freeLineIssues(input, discount, at, issues);
    checkMoney(round2(gross).minus(bag), `${at}/quantity`, issues);
    return { ...known, off01: ZERO, told: ZERO };
  }
  return { ...known, ...paidFigures(known, discount, at, issues) };
}

/** What a paid line is told for its taxed part, and its discount 01. */
function paidFigures(
  line: Omit<ReadLine, 'told' | 'off01'>,
  discount: Decimal,
  at: string,
  issues: FieldIssue[],
): { told: Decimal; off01: Decimal } {
  const { input, gross, bag, within } = line;
  const net = round2(gross.minus(discount));
  const outside = input.discountCode === '01';
  const told = (outside ? round2(gross) : net).minus(bag).plus(within);
  const off01 = outside ? round2(gross).minus(net) : ZERO;
  if (discount.greaterThan(ZERO) && !Decimal.min(told, net.minus(bag)).greaterThan(ZERO)) {
    issues.push({
      pointer: discountPointer(input, at),
      code: 'discount_too_large',
      detail: 'El descuento no puede cubrir toda la línea: para regalarla use una afectación gratuita (catálogo 07).',
    });
  } else if (bag.greaterThan(ZERO) && !told.greaterThan(ZERO)) {
    issues.push({
      pointer: `${at}/unit_price`,
      code: 'bag_price_too_low',
      detail: 'El precio de la bolsa incluye el ICBPER y debe ser mayor: si se regala, use una afectación gratuita.',
    });
  } else checkMoney(told, `${at}/quantity`, issues);
  return { told, off01 };
}

/** Arroz pilado stands alone (2644) and carries no ISC (2650); neither do exports (3107). */
function mixIssues(lines: readonly ReadLine[], issues: FieldIssue[]): void {
  const kinds = lines.map(({ affectation }) => affectation.taxCode);
  const mixed = kinds.includes('1016') && kinds.some((code) => code !== '1016');
  for (const [index, line] of lines.entries()) {
    const { taxCode } = line.affectation;
    if (mixed && taxCode !== '1016') {
      const detail = 'El arroz pilado (IVAP, afectación 17) va solo en su comprobante.';
      issues.push({
        ...{ pointer: `/lines/${index}/igv_affectation`, code: 'ivap_stands_alone', sunatCode: '2644' },
        detail,
      });
    }
    if (line.isc !== null && (taxCode === '1016' || taxCode === '9995')) {
      const detail = 'Una línea de arroz pilado (IVAP) o de exportación no lleva ISC.';
      const sunatCode = taxCode === '1016' ? '2650' : '3107';
      issues.push({ pointer: `/lines/${index}/isc`, code: 'isc_not_allowed', sunatCode, detail });
    }
  }
}

/** Reads and checks all lines, one issue a fault, pointers into the request (`/lines/N/...`). */
export function readLines(inputs: readonly SaleLineInput[], taxes: SolesTaxes, issues: FieldIssue[]): ReadLine[] {
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
    const line = readLine(input, index, taxes, issues);
    if (line) read.push(line);
  }
  if (read.length === inputs.length) mixIssues(read, issues);
  return read;
}
