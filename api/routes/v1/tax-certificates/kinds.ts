import type { CertificateType } from '../../../../domain/fiscal/certificates/types.ts';

/** What differs between the routes of the two certificates. */
export interface Kind {
  readonly type: CertificateType;
  /** Where they are served. */
  readonly path: `/${string}`;
  /** Cursor scope of their list. */
  readonly scope: string;
  readonly name: string;
  readonly tag: string;
}

export const RETENTION: Kind = {
  ...{ type: '20', path: '/api/v1/retention-certificates', scope: 'retention-certificates' },
  ...{ name: 'comprobante de retención', tag: 'retention certificates' },
};

export const PERCEPTION: Kind = {
  ...{ type: '40', path: '/api/v1/perception-certificates', scope: 'perception-certificates' },
  ...{ name: 'comprobante de percepción', tag: 'perception certificates' },
};

export const kindOf = (type: CertificateType): Kind => (type === '20' ? RETENTION : PERCEPTION);
