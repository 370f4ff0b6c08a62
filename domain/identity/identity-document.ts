import { catalog06 } from '../catalogs/generated/cat-06.ts';
import { isInCatalog } from '../catalogs/is-in-catalog.ts';
import type { FieldIssue } from '../errors.ts';
import { isValidDni } from './dni.ts';
import { isValidRuc } from './ruc.ts';

/** Any printable characters without blanks, as the workbook asks of every other identity document. */
const OTHER = /^[^\s\p{C}]{1,15}$/u;

const issue = (pointer: string, code: string, sunatCode: string, detail: string): FieldIssue[] => [
  { pointer, code, sunatCode, detail },
];

/**
 * Checks an identity document of catalogue 06 (its type and number) as SUNAT does.
 * `pointer` names the object that holds both: issues stand at `<pointer>/document_type` and `<pointer>/document_number`.
 */
export function validateIdentityDocument(type: string, number: string, pointer: string): FieldIssue[] {
  if (!isInCatalog(catalog06, type)) {
    return issue(
      `${pointer}/document_type`,
      'unknown_document_type',
      '2016',
      'El tipo de documento de identidad no existe en el catálogo 06 de SUNAT.',
    );
  }
  const at = `${pointer}/document_number`;
  if (number === '') return issue(at, 'document_number_missing', '2014', 'Falta el número del documento de identidad.');
  if (type === '6') {
    if (isValidRuc(number)) return [];
    return issue(at, 'invalid_ruc', '2017', 'El RUC no es válido: son 11 dígitos con dígito verificador correcto.');
  }
  if (type === '1') {
    return isValidDni(number) ? [] : issue(at, 'invalid_dni', '2801', 'El DNI debe tener 8 dígitos.');
  }
  if (OTHER.test(number)) return [];
  return issue(
    at,
    'invalid_document_number',
    '2802',
    'El número del documento de identidad debe tener de 1 a 15 caracteres, sin espacios.',
  );
}
