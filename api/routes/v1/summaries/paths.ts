/** Files that SUNAT answers by ticket are served alike, under a path each. */
export interface SummaryPath {
  readonly kind: 'RC' | 'RA' | 'RR';
  readonly path: `/${string}`;
  readonly name: string;
}

export const DAILY: SummaryPath = { kind: 'RC', path: '/api/v1/daily-summaries', name: 'daily summary' };
export const VOIDED: SummaryPath = { kind: 'RA', path: '/api/v1/voided-documents', name: 'file of voided documents' };
export const REVERSALS: SummaryPath = { kind: 'RR', path: '/api/v1/reversals', name: 'file of reversed certificates' };
