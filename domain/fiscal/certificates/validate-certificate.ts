import { checkRules, type Findings } from '../rules/rule.ts';
import type { CertificateFacts, CertificateRule } from './rules/certificate-rule.ts';
import { DOCUMENT_RULES } from './rules/documents.ts';
import { PARTY_RULES } from './rules/parties.ts';
import { PAYMENT_RULES } from './rules/payments.ts';
import type { CertificateDraft } from './types.ts';

/** The rules of the workbook's sheets of retentions and perceptions that can concern what the hub issues. */
export const CERTIFICATE_RULES: readonly CertificateRule[] = [...PARTY_RULES, ...DOCUMENT_RULES, ...PAYMENT_RULES];

/** What SUNAT would refuse (`issues`, pointers into the request) and what it would only observe (`warnings`). */
export const validateCertificate = (draft: CertificateDraft, facts: CertificateFacts = { own: new Map() }): Findings =>
  checkRules(CERTIFICATE_RULES, draft, facts);
