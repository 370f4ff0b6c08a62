import { z } from 'zod';
import { line } from '../fields.ts';
import { instant } from '../rows.ts';

export const ENVIRONMENTS = ['sandbox', 'beta', 'production', 'ose'] as const;

export interface CompanyRow {
  readonly id: string;
  readonly ruc: string;
  readonly name: string;
  readonly trade_name: string | null;
  readonly sunat_environment: (typeof ENVIRONMENTS)[number];
  readonly ose_url: string | null;
  readonly boleta_mode: 'single' | 'summary';
  readonly has_logo: boolean;
  readonly version: number;
  readonly created_at: Date | string;
  readonly certificate: { readonly sha256: string; readonly not_after: string } | null;
  readonly credentials: string[] | null;
}

/** The company with what is known of its set-up; secrets never leave. */
export const COMPANY_SQL = `select c.id, c.ruc, c.name, c.trade_name, c.sunat_environment, c.ose_url, c.boleta_mode, c.version,
    c.created_at, c.logo is not null as has_logo,
    (select json_build_object('sha256', k.sha256, 'not_after', k.not_after) from sunat_certificate k
      where k.company_id = c.id and k.active) as certificate,
    (select array_agg(s.environment order by s.environment) from sunat_credentials s where s.company_id = c.id) as credentials
  from company c where c.id = $1`;

export const UpdateCompany = z
  .strictObject({ name: line(1500, 3), trade_name: line(1500).nullable(), boleta_mode: z.enum(['single']) })
  .partial();

export const showCompany = (row: CompanyRow) => ({
  id: row.id,
  ruc: row.ruc,
  name: row.name,
  trade_name: row.trade_name,
  sunat_environment: row.sunat_environment,
  boleta_mode: row.boleta_mode,
  has_logo: row.has_logo,
  certificate: row.certificate && {
    sha256: row.certificate.sha256,
    not_after: instant(row.certificate.not_after),
  },
  credentials: row.credentials ?? [],
  created_at: instant(row.created_at),
});
