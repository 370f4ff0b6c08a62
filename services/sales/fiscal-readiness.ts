import type { FieldIssue } from '../../domain/errors.ts';
import type { Place } from './load-place.ts';

/** What readiness depends on. */
export type Readiness = Pick<
  Place,
  'ruc' | 'certificate_id' | 'certificate_ruc' | 'not_before' | 'not_after' | 'has_credentials'
>;

const issue = (code: string, sunatCode: string | undefined, detail: string): FieldIssue => ({
  pointer: '',
  code,
  detail,
  ...(sunatCode !== undefined && { sunatCode }),
});

/**
 * Why the company could not sign or send now: no certificate, one out of its dates (2327) or of another RUC (2325),
 * no SOL credentials (0102). Known before a number is taken; not in the request, so the whole body is pointed at.
 */
export function fiscalReadiness(place: Readiness, now: Date): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const { certificate_id, not_before, not_after } = place;
  if (certificate_id === null || not_before === null || not_after === null) {
    issues.push(issue('certificate_missing', undefined, 'La empresa no tiene un certificado digital para firmar.'));
  } else {
    if (now >= new Date(not_after))
      issues.push(issue('certificate_expired', '2327', 'El certificado digital de la empresa está vencido.'));
    if (now < new Date(not_before))
      issues.push(issue('certificate_not_yet_valid', '2327', 'El certificado digital aún no está vigente.'));
    if (place.certificate_ruc !== null && place.certificate_ruc !== place.ruc)
      issues.push(issue('certificate_of_other_ruc', '2325', 'El certificado digital es de otro RUC.'));
  }
  if (!place.has_credentials)
    issues.push(issue('credentials_missing', '0102', 'La empresa no tiene usuario y clave SOL para enviar a SUNAT.'));
  return issues;
}
