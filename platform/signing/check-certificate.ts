import type { FieldIssue } from '../../domain/errors.ts';
import type { SigningIdentity } from './certificate.ts';

/**
 * Why a certificate cannot sign for a company at an instant: not in force (SUNAT 2327), or its subject names only
 * other RUCs (2325). A subject without any RUC is let through: not every authority writes it.
 * @param pointer where the caller's body holds it (`/pfx_base64`), or `` where it does not
 */
export function certificateIssues(
  identity: Pick<SigningIdentity, 'rucs' | 'notBefore' | 'notAfter'>,
  ruc: string,
  now: Date,
  pointer = '',
): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const add = (code: string, sunatCode: string, detail: string): void => {
    issues.push({ pointer, code, sunatCode, detail });
  };
  if (now > identity.notAfter) {
    add('certificate_expired', '2327', `El certificado venció el ${identity.notAfter.toISOString().slice(0, 10)}.`);
  }
  if (now < identity.notBefore) add('certificate_not_yet_valid', '2327', 'El certificado todavía no está vigente.');
  if (identity.rucs.length > 0 && !identity.rucs.includes(ruc)) {
    add('certificate_of_another_ruc', '2325', `El certificado es de otro RUC: ${identity.rucs.join(', ')}.`);
  }
  return issues;
}
