import type { FieldIssue } from '../../domain/errors.ts';
import type { CertificateChanges } from '../../domain/fiscal/certificates/changes.ts';
import { makeCertificate } from '../../domain/fiscal/certificates/make-certificate.ts';
import type { CertificateDraft } from '../../domain/fiscal/certificates/types.ts';

/** The certificate with what a person corrected, reckoned anew. */
export const mergeChanges = (draft: CertificateDraft, changes: CertificateChanges = {}): CertificateDraft =>
  makeCertificate({ ...draft, ...changes });

/** Issues of a certificate where they stand in a decision's body. */
export const inChanges = (issues: readonly FieldIssue[]): FieldIssue[] =>
  issues.map((issue) => ({ ...issue, pointer: issue.pointer === '' ? '' : `/changes${issue.pointer}` }));
