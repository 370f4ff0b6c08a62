import { Decimal } from '../../decimal.ts';
import type { FieldIssue } from '../../errors.ts';
import { IGV_RATES } from '../rates.ts';
import { SUMMARY_DETAIL_FROM } from '../changes-of-2027.ts';
import { summedTotal } from './amounts.ts';
import { headerIssues, issue, lastSummaryDate, lineNumberIssues, type SummaryFindings } from './issues.ts';
import type { DailySummary, SummaryAmounts, SummaryLine } from './types.ts';

const TOLERANCE = 5;
/** Above it SUNAT wants the buyer (2514). */
const ANONYMOUS_LIMIT = '700';
const AMOUNT = /^\d{1,12}\.\d{2}$/;
const SERIES = /^(B[A-Z0-9]{3}|\d{1,4})$/;
const AMENDED = /^(B[A-Z0-9]{3}-(?!0+$)\d{1,8}|EB01-\d{1,8}|\d{1,4}-\d{1,8})$/;

/**
 * What SUNAT would say of a daily summary before it is sent (sheet "Resumen Diario" of the workbook of 2026-02-12), but
 * for what only its own lists know. `today`: the Lima date of sending.
 */
export function validateSummary(summary: DailySummary, today: string): SummaryFindings {
  const { lines, referenceDate } = summary;
  const late = today > lastSummaryDate(referenceDate);
  const issues = [
    ...headerIssues(summary, lines.length, today),
    ...lineNumberIssues(lines),
    ...repeated(lines),
    ...lines.flatMap((line, index) => lineIssues(line, `/lines/${index}`, { referenceDate, late })),
  ];
  const warnings = lines.flatMap((line, index) => lineWarnings(line, `/lines/${index}`));
  if (late)
    warnings.unshift(
      issue('/reference_date', 'summary_late', '4443', 'Los comprobantes se informan después de siete días.'),
    );
  return { issues, warnings };
}

/** A document may stand twice only as added and voided (3094, 3095, 3096). */
function repeated(lines: readonly SummaryLine[]): FieldIssue[] {
  const before = new Map<string, Set<string>>();
  return lines.flatMap(({ type, series, number, condition }, index) => {
    const key = `${type} ${series}-${number}`;
    const seen = before.get(key) ?? new Set();
    before.set(key, new Set([...seen, condition]));
    const sunatCode = clash(seen, condition);
    if (sunatCode === undefined) return [];
    const detail = `El comprobante ${series}-${number} se repite en el resumen.`;
    return [issue(`/lines/${index}`, 'duplicate_document', sunatCode, detail)];
  });
}

function clash(seen: ReadonlySet<string>, condition: string): string | undefined {
  if (seen.has(condition)) return '3094';
  const both = new Set([...seen, condition]);
  if (both.has('1') && both.has('2')) return '3095';
  return both.has('2') && both.has('3') ? '3096' : undefined;
}

function lineIssues(
  line: SummaryLine,
  at: string,
  { referenceDate, late }: { readonly referenceDate: string; readonly late: boolean },
): FieldIssue[] {
  const found: FieldIssue[] = [];
  const { series, number, condition, amends, type } = line;
  if (!['03', '07', '08'].includes(type))
    found.push(issue(at, 'type_not_in_summary', '2241', 'Solo boletas y sus notas van en un resumen diario.'));
  if (!SERIES.test(series) || !Number.isInteger(number) || number < 1 || number > 99_999_999)
    found.push(issue(at, 'series_not_in_summary', '2513', `El número ${series}-${number} no es de una boleta.`));
  if (!['1', '2', '3'].includes(condition))
    found.push(issue(at, 'unknown_condition', '2896', 'La condición no está en el catálogo 19.'));
  if (condition === '3' && late && !/^\d/.test(series))
    found.push(issue(at, 'void_too_late', '2957', 'Pasaron los siete días para dar de baja el comprobante.'));
  if (type === '03' && amends !== null)
    found.push(issue(at, 'boleta_with_reference', '2582', 'Una boleta no modifica otro comprobante.'));
  if (type !== '03' && condition !== '3') found.push(...referenceIssues(line, at));
  return [...found, ...customerIssues(line, at, referenceDate), ...amountIssues(line, at)];
}

function referenceIssues({ amends }: SummaryLine, at: string): FieldIssue[] {
  if (amends === null) return [issue(at, 'reference_missing', '2524', 'La nota no dice qué boleta modifica.')];
  if (!['03', '12', '16', '55'].includes(amends.type))
    return [issue(at, 'reference_type', '2513', 'Solo las notas de boletas van en un resumen diario.')];
  if (amends.type === '03' && !AMENDED.test(amends.fullNumber))
    return [issue(at, 'reference_number', '2920', 'El número de la boleta modificada no es válido.')];
  return [];
}

function customerIssues({ customer, amounts }: SummaryLine, at: string, referenceDate: string): FieldIssue[] {
  const found: FieldIssue[] = [];
  const { documentType, documentNumber, name } = customer;
  if (documentNumber.trim() === '')
    found.push(issue(at, 'buyer_number_missing', '2014', 'Falta el número del cliente.'));
  if (documentType.trim() === '')
    found.push(issue(at, 'buyer_type_missing', '2015', 'Falta el documento del cliente.'));
  if (documentType === '6' && !/^\d{11}$/.test(documentNumber))
    found.push(issue(at, 'buyer_ruc', '2017', 'El RUC del cliente debe tener 11 dígitos.'));
  if (documentType === '-' && AMOUNT.test(amounts.total) && new Decimal(amounts.total).greaterThan(ANONYMOUS_LIMIT))
    found.push(issue(at, 'buyer_missing', '2514', 'Un comprobante de más de 700 soles identifica al cliente.'));
  if (referenceDate >= SUMMARY_DETAIL_FROM && (name.trim() === '' || name.length > 1500 || /[\t\n\r]/.test(name)))
    found.push(issue(at, 'buyer_name', '2022', 'El nombre del cliente no es válido.'));
  return found;
}

function amountIssues({ amounts, currency }: SummaryLine, at: string): FieldIssue[] {
  const found: FieldIssue[] = [];
  const { free, igvCode, total, taxable, exempt, unaffected, freeIgv, igv, isc, icbper, others, charge } = amounts;
  const parts = [taxable, exempt, unaffected, amounts.export, freeIgv, igv, isc, icbper, others, charge];
  if (!/^[A-Z]{3}$/.test(currency)) found.push(issue(at, 'currency', '2071', 'La moneda no es válida.'));
  if (!AMOUNT.test(total))
    found.push(issue(at, 'total_format', '2251', 'El total no cabe en 12 enteros y 2 decimales.'));
  if (![...parts, ...Object.values(free)].every((amount: string) => AMOUNT.test(amount)))
    found.push(issue(at, 'amount_format', '2254', 'Un importe no cabe en 12 enteros y 2 decimales.'));
  if (!['1000', '1016'].includes(igvCode))
    found.push(issue(at, 'igv_missing', '2278', 'Cada línea informa su IGV o IVAP.'));
  return found;
}

function lineWarnings(line: SummaryLine, at: string): FieldIssue[] {
  const found: FieldIssue[] = [];
  const { amounts, customer } = line;
  if (!AMOUNT.test(amounts.total)) return found;
  if (new Decimal(amounts.total).minus(summedTotal(amounts)).abs().greaterThan(TOLERANCE))
    found.push(issue(at, 'total_differs', '4027', 'El total no es la suma de valores, tributos y cargos.'));
  if (amounts.igvCode === '1000' && !igvFits(amounts))
    found.push(issue(at, 'igv_differs', '4019', 'El IGV no corresponde a ninguna tasa vigente.'));
  if (customer.documentType === '1' && !/^\d{8}$/.test(customer.documentNumber))
    found.push(issue(at, 'buyer_dni', '4207', 'El DNI debe tener 8 dígitos.'));
  return found;
}

function igvFits({ igv, taxable, isc }: SummaryAmounts): boolean {
  if (new Decimal(igv).isZero()) return true;
  const base = new Decimal(taxable).plus(isc);
  return IGV_RATES.some(({ percent }) =>
    base.times(percent).dividedBy(100).minus(igv).abs().lessThanOrEqualTo(TOLERANCE),
  );
}
