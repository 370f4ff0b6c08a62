import type { CertificateType } from './types.ts';

/** Whether a type of catalogue 01 is a certificate of retention or perception: another service, other rules. */
export const isCertificate = (type: string): type is CertificateType => type === '20' || type === '40';

/** Electronic series (1001). */
export const CERTIFICATE_SERIES: Readonly<Record<CertificateType, RegExp>> = {
  '20': /^R[A-Z0-9]{3}$/,
  '40': /^P[A-Z0-9]{3}$/,
};

/** Percent by regime: catalogue 23 (retention) and 22 (perception). */
export const REGIMES: Readonly<Record<CertificateType, Readonly<Record<string, string>>>> = {
  '20': { '01': '3', '02': '6' },
  '40': { '01': '2', '02': '1', '03': '0.5' },
};

/** Names of the regimes, for people. */
export const REGIME_NAMES: Readonly<Record<CertificateType, Readonly<Record<string, string>>>> = {
  '20': { '01': 'Tasa 3 %', '02': 'Tasa 6 %' },
  '40': {
    '01': 'Percepción venta interna',
    '02': 'Percepción a la adquisición de combustible',
    '03': 'Percepción realizada al agente de percepción con tasa especial',
  },
};

/** Documents over which something may be retained or perceived (2692), but for certificates themselves. */
export const RELATED_TYPES: Readonly<Record<CertificateType, readonly string[]>> = {
  '20': ['01', '07', '08', '12'],
  '40': ['01', '03', '07', '08', '12'],
};

/** A credit note stands beside the others and counts in no total. */
export const CREDIT_NOTE = '07';

/** Last issue date over which the 6 % may be retained (2985). */
export const SIX_PERCENT_UNTIL = '2014-02-28';
