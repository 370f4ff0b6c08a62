import type { FieldIssue } from '../../errors.ts';
import { hasIllegalCharacter } from '../text.ts';
import { headerIssues, issue, lastSummaryDate, lineNumberIssues, type SummaryFindings } from './issues.ts';
import type { VoidedDocuments, VoidedLine } from './types.ts';

/** Series by type of document: facturas and their notes (RA), certificates of retention and perception (RR). */
const SERIES: Readonly<Record<'RA' | 'RR', Readonly<Record<string, RegExp>>>> = {
  RA: {
    '01': /^(F[A-Z0-9]{3}|\d{1,4})$/,
    '07': /^(F[A-Z0-9]{3}|\d{1,4})$/,
    '08': /^(F[A-Z0-9]{3}|\d{1,4})$/,
    '30': /^F[A-Z0-9]{3}$/,
    '34': /^F[A-Z0-9]{3}$/,
    '42': /^F[A-Z0-9]{3}$/,
  },
  RR: { '20': /^(R[A-Z0-9]{3}|\d{1,4})$/, '40': /^(P[A-Z0-9]{3}|\d{1,4})$/ },
};

/**
 * What SUNAT would say of voided documents (sheet "Comunicación de Baja") or of reversals, but for what only its own lists
 * know. `today`: the Lima date of sending.
 */
export function validateVoided(voided: VoidedDocuments, today: string): SummaryFindings {
  const { lines, kind, referenceDate } = voided;
  const late = today > lastSummaryDate(referenceDate);
  const seen = new Set<string>();
  const issues = [
    ...headerIssues(voided, lines.length, today),
    ...lineNumberIssues(lines),
    ...lines.flatMap((line, index) => {
      const key = `${line.type} ${line.series}-${line.number}`;
      const twice = seen.has(key);
      seen.add(key);
      return lineIssues(line, `/lines/${index}`, { kind, twice, late });
    }),
  ];
  return { issues, warnings: [] };
}

function lineIssues(
  { type, series, number, reason }: VoidedLine,
  at: string,
  { kind, twice, late }: { readonly kind: 'RA' | 'RR'; readonly twice: boolean; readonly late: boolean },
): FieldIssue[] {
  const found: FieldIssue[] = [];
  const pattern = SERIES[kind][type];
  if (pattern === undefined)
    found.push(issue(at, 'type_not_voidable', '2308', 'Este tipo de comprobante no se da de baja en este envío.'));
  else if (!pattern.test(series))
    found.push(issue(at, 'series_not_voidable', '2310', `La serie ${series} no se da de baja en este envío.`));
  if (!Number.isInteger(number) || number < 1 || number > 99_999_999)
    found.push(issue(at, 'invalid_number', '2312', 'El número del comprobante no es válido.'));
  if (twice) found.push(issue(at, 'duplicate_document', '2348', `El comprobante ${series}-${number} se repite.`));
  // The reversal of a certificate has no such limit (sheet of reversals).
  if (late && kind === 'RA' && !/^\d/.test(series))
    found.push(issue(at, 'void_too_late', '2957', 'Pasaron los siete días para dar de baja el comprobante.'));
  if (reason.trim().length < 3 || reason.length > 100 || /[\t\n\r]/.test(reason) || hasIllegalCharacter(reason))
    found.push(issue(at, 'invalid_reason', '2315', 'El motivo debe tener de 3 a 100 caracteres.'));
  return found;
}
