import { z } from 'zod';
import { isDate } from '../../domain/time/lima.ts';
import { line } from '../fields.ts';
import { instant } from '../rows.ts';

export const ENVIRONMENTS = ['sandbox', 'beta', 'production', 'ose'] as const;
export const IGV_REGIMES = ['general', 'mype_restaurants'] as const;

export interface CompanyRow {
  readonly id: string;
  readonly ruc: string;
  readonly name: string;
  readonly trade_name: string | null;
  readonly sunat_environment: (typeof ENVIRONMENTS)[number];
  readonly ose_url: string | null;
  readonly boleta_mode: 'single' | 'summary';
  readonly igv_regime: (typeof IGV_REGIMES)[number];
  readonly igv_regime_from: string | null;
  readonly igv_regime_until: string | null;
  readonly detraction_account: string | null;
  readonly has_logo: boolean;
  readonly version: number;
  readonly created_at: Date | string;
  readonly certificate: { readonly sha256: string; readonly not_after: string } | null;
  readonly credentials: string[] | null;
}

/** The company with what is known of its set-up; secrets never leave. */
export const COMPANY_SQL = `select c.id, c.ruc, c.name, c.trade_name, c.sunat_environment, c.ose_url, c.boleta_mode, c.version,
    c.created_at, c.logo is not null as has_logo, c.igv_regime, c.detraction_account,
    to_char(c.igv_regime_from, 'YYYY-MM-DD') as igv_regime_from,
    to_char(c.igv_regime_until, 'YYYY-MM-DD') as igv_regime_until,
    (select json_build_object('sha256', k.sha256, 'not_after', k.not_after) from sunat_certificate k
      where k.company_id = c.id and k.active) as certificate,
    (select array_agg(s.environment order by s.environment) from sunat_credentials s where s.company_id = c.id) as credentials
  from company c where c.id = $1`;

const legalDate = z
  .string()
  .refine(isDate, { error: 'La fecha debe ser AAAA-MM-DD.', params: { code: 'invalid_date' } });

export const UpdateCompany = z
  .strictObject({
    name: line(1500, 3),
    trade_name: line(1500).nullable(),
    boleta_mode: z.enum(['single', 'summary']),
    igv_regime: z
      .enum(IGV_REGIMES)
      .describe("`mype_restaurants`: in SUNAT's register of restaurants, hotels and lodging (10.5 %)."),
    igv_regime_from: legalDate.nullable().describe('First day of the regime; open when null.'),
    igv_regime_until: legalDate.nullable().describe('Last day of it.'),
    detraction_account: line(100).nullable().describe('Account at the Banco de la Nación.'),
  })
  .partial();

export const showCompany = (row: CompanyRow) => ({
  id: row.id,
  ruc: row.ruc,
  name: row.name,
  trade_name: row.trade_name,
  sunat_environment: row.sunat_environment,
  boleta_mode: row.boleta_mode,
  igv_regime: row.igv_regime,
  igv_regime_from: row.igv_regime_from,
  igv_regime_until: row.igv_regime_until,
  detraction_account: row.detraction_account,
  has_logo: row.has_logo,
  certificate: row.certificate && {
    sha256: row.certificate.sha256,
    not_after: instant(row.certificate.not_after),
  },
  credentials: row.credentials ?? [],
  created_at: instant(row.created_at),
});
