import type { CertificateRequest } from './types.ts';

/** What a person may correct when a certificate is issued anew, or rebuilt under its number. */
export type CertificateChanges = Partial<Pick<CertificateRequest, 'receiver' | 'regime' | 'note' | 'references'>>;
