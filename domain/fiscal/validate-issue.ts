import type { FieldIssue } from '../errors.ts';
import { isValidRuc } from '../identity/ruc.ts';
import { addDays, isDate, limaDate } from '../time/lima.ts';
import { isBoletaFamily, type SentDocumentType, sendDeadline } from './deadlines.ts';
import { hasIllegalCharacter } from './text.ts';
import type { Supplier } from './types.ts';

const FUTURE_DAYS = 2; // later: 2329

interface Issued {
  readonly type: SentDocumentType;
  readonly series: string;
  readonly issueDate: string;
}

/** Issue date of a document sent one by one: a date, not in the future (2329), not too late to send (2108, 1079). */
export function issueDateIssues(document: Issued, today: string): FieldIssue[] {
  const at = '/issue_date';
  const date = document.issueDate;
  if (!isDate(date)) {
    return [{ pointer: at, code: 'invalid_date', sunatCode: '2329', detail: 'La fecha de emisión no es válida.' }];
  }
  const issues: FieldIssue[] = [];
  if (date > addDays(today, FUTURE_DAYS)) {
    issues.push({
      pointer: at,
      code: 'issue_date_in_future',
      sunatCode: '2329',
      detail: 'La fecha de emisión no puede ser posterior a hoy en más de 2 días.',
    });
  }
  if (today > limaDate(sendDeadline(document.type, date, document.series))) {
    issues.push({
      pointer: at,
      code: 'issue_date_too_old',
      sunatCode: isBoletaFamily(document.type, document.series) ? '1079' : '2108',
      detail: 'Ya pasó el plazo para enviar a SUNAT un comprobante con esa fecha de emisión.',
    });
  }
  return issues;
}

/**
 * The issuer's own data (1034, 1037, 3030). They are not in the request, so the whole body is pointed at, or what
 * chose the establishment.
 */
export function supplierIssues(supplier: Supplier, establishmentPointer: string): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (!isValidRuc(supplier.ruc)) {
    issues.push({
      pointer: '',
      code: 'company_ruc_invalid',
      sunatCode: '1034',
      detail: 'El RUC de la empresa no es válido.',
    });
  }
  const { name } = supplier;
  if (name === '' || name.length > 1500 || hasIllegalCharacter(name)) {
    issues.push({
      pointer: '',
      code: 'company_name_invalid',
      sunatCode: '1037',
      detail: 'La razón social de la empresa debe tener de 1 a 1500 caracteres.',
    });
  }
  if (!/^\d{4}$/.test(supplier.address.establishmentCode)) {
    issues.push({
      pointer: establishmentPointer,
      code: 'establishment_code_missing',
      sunatCode: '3030',
      detail: 'El establecimiento no tiene su código de local anexo (4 dígitos).',
    });
  }
  return issues;
}
