import { Decimal } from '../../decimal.ts';
import type { CellIssue } from '../column.ts';
import { type BookPeriod, isWithin } from '../period.ts';
import { otherOf, rateOf, type SalesAmounts } from './amounts.ts';
import { isNote, type SalesEntry } from './entry.ts';

/** Where a register has the columns that the rules below name. */
export interface SalesColumns {
  readonly issueDate: number;
  readonly series: number;
  readonly number: number;
  readonly identityType: number;
  readonly identityNumber: number;
  readonly other: number;
  readonly total: number;
  readonly rate: number;
  readonly amendedDate: number;
}

const SERIES: Readonly<Record<SalesEntry['type'], RegExp>> = {
  '01': /^(F[A-Z0-9]{3}|E001|\d{4})$/,
  '03': /^(B[A-Z0-9]{3}|EB01|\d{4})$/,
  '07': /^([FB][A-Z0-9]{3}|E001|EB01)$/,
  '08': /^([FB][A-Z0-9]{3}|E001|EB01)$/,
};

/** Table 2 of the PLE, the numbers that have one shape only; the others were taken by SUNAT with the document. */
const IDENTITY: Readonly<Record<string, RegExp>> = { '1': /^\d{8}$/, '6': /^\d{11}$/ };

/** The largest total for which rounding each amount of a row may stand off the rounded total: half a cent each. */
const LARGEST_TOTAL = new Decimal('999999999999.99');

/**
 * The rules of a sales register that look at more than one cell: dates within the month, series by type, rate of a foreign
 * currency, the amended document of a note, and a total that its parts explain.
 */
export function checkSales(
  entry: SalesEntry,
  amounts: SalesAmounts,
  period: BookPeriod,
  at: SalesColumns,
): readonly CellIssue[] {
  const issues: CellIssue[] = [];
  const add = (column: number, code: string, detail: string): number => issues.push({ column, code, detail });
  if (!isWithin(period, entry.issueDate)) add(at.issueDate, 'invalid_date', 'no es del periodo del libro');
  if (!SERIES[entry.type].test(entry.series)) add(at.series, 'invalid_series', 'no es la de su tipo de comprobante');
  if (entry.number < 1 || entry.number > 99_999_999) add(at.number, 'invalid_number', 'no tiene de 1 a 8 dígitos');
  if (!entry.inForce) return issues;
  const rate = rateOf(entry);
  if (rate.isZero()) add(at.rate, 'exchange_rate_required', 'falta el tipo de cambio de la venta');
  else if (rate.greaterThanOrEqualTo(10)) add(at.rate, 'invalid_value', 'tiene más de un entero');
  if (isNote(entry) && entry.amended === null) add(at.amendedDate, 'required', 'falta el comprobante que modifica');
  if (!explained(entry)) add(at.other, 'invalid_value', 'no se explica por los cargos y descuentos del comprobante');
  if (amounts.total.abs().greaterThan(LARGEST_TOTAL)) add(at.total, 'total_out_of_range', 'no cabe en la columna');
  return issues;
}

/** What is neither base nor tax must come from a charge or a discount of the document. */
function explained(entry: SalesEntry): boolean {
  const other = otherOf(entry);
  const most = other.isNegative() ? entry.totals.discount : entry.totals.charge;
  return other.abs().lessThanOrEqualTo(most);
}

/** The identity of the buyer as the row writes it; `optional` where the book lets it be left out. */
export function checkIdentity(
  [type, number, name]: readonly [string, string, string],
  optional: boolean,
  at: Pick<SalesColumns, 'identityType' | 'identityNumber'>,
): readonly CellIssue[] {
  if (type === '' && number === '' && optional) return [];
  if (type === '') return [{ column: at.identityType, code: 'required', detail: 'falta el cliente' }];
  if (number === '') return [{ column: at.identityNumber, code: 'required', detail: 'está vacío' }];
  if (name === '') return [{ column: at.identityNumber + 1, code: 'required', detail: 'está vacío' }];
  const shape = IDENTITY[type];
  if (shape === undefined || shape.test(number)) return [];
  return [{ column: at.identityNumber, code: 'invalid_document_number', detail: 'no es de su tipo de documento' }];
}
