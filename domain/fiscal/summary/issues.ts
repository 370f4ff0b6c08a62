import type { FieldIssue } from '../../errors.ts';
import { addDays, isDate } from '../../time/lima.ts';
import { MAX_SUMMARY_LINES, type SummaryHeader } from './types.ts';

/** Days from the issue date within which a document may be voided (2957), and is told in time (4443). */
export const SUMMARY_DAYS = 7;

export interface SummaryFindings {
  /** SUNAT would refuse the whole file. */
  readonly issues: readonly FieldIssue[];
  /** SUNAT takes it and says so. */
  readonly warnings: readonly FieldIssue[];
}

export const issue = (pointer: string, code: string, sunatCode: string, detail: string): FieldIssue => ({
  ...{ pointer, code, sunatCode, detail },
});

/** The last Lima date on which SUNAT takes a file about documents of this date in time. */
export const lastSummaryDate = (referenceDate: string): string => addDays(referenceDate, SUMMARY_DAYS);

/** What all three kinds have in common. `today`: the Lima date of sending. */
export function headerIssues(header: SummaryHeader, lines: number, today: string): FieldIssue[] {
  const found: FieldIssue[] = [];
  const { generationDate, referenceDate, correlativo, ruc, name, kind } = header;
  if (!isDate(generationDate) || !isDate(referenceDate))
    found.push(issue('/reference_date', 'invalid_date', '2671', 'La fecha no es válida.'));
  else if (referenceDate > generationDate)
    found.push(issue('/reference_date', 'reference_date_ahead', '2671', 'Los comprobantes son posteriores al envío.'));
  if (generationDate > today)
    found.push(issue('', 'generation_date_ahead', kind === 'RC' ? '2236' : '2301', 'La fecha del envío es futura.'));
  if (!Number.isInteger(correlativo) || correlativo < 1 || correlativo > 99_999)
    found.push(issue('', 'correlativo_out_of_range', '2220', 'El día ya no tiene correlativos.'));
  if (!/^[12]\d{10}$/.test(ruc)) found.push(issue('', 'invalid_ruc', '1034', 'El RUC de la empresa no es válido.'));
  if (name.length < 3 || name.length > 100 || /[\t\n\r]/.test(name))
    found.push(issue('', 'invalid_issuer_name', '2228', 'El nombre de la empresa debe tener de 3 a 100 caracteres.'));
  if (lines === 0) found.push(issue('/lines', 'required', '0306', 'El envío no tiene comprobantes.'));
  if (lines > MAX_SUMMARY_LINES)
    found.push(issue('/lines', 'too_many', '0306', `Un envío lleva hasta ${MAX_SUMMARY_LINES} comprobantes.`));
  return found;
}

/** Line numbers are 1 to 99999 and none stands twice (2239, 2752). */
export function lineNumberIssues(lines: readonly { readonly line: number }[]): FieldIssue[] {
  const seen = new Set<number>();
  return lines.flatMap(({ line }, index) => {
    const wrong = !Number.isInteger(line) || line < 1 || line > 99_999;
    const twice = seen.has(line);
    seen.add(line);
    if (!wrong && !twice) return [];
    const detail = 'El número de línea no es válido o se repite.';
    return [issue(`/lines/${index}/line`, 'invalid_line_number', wrong ? '2239' : '2752', detail)];
  });
}
