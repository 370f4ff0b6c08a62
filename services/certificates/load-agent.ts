import type { Tx } from '../../db/tx.ts';
import { catalog13 } from '../../domain/catalogs/generated/cat-13.ts';
import { isInCatalog } from '../../domain/catalogs/is-in-catalog.ts';
import type { CertificateAgent, CertificateType } from '../../domain/fiscal/certificates/types.ts';
import type { Readiness } from '../sales/fiscal-readiness.ts';
import type { PlaceSeries } from '../sales/load-place.ts';

/** Who issues a certificate, what it signs with, and the series of its kind. */
export interface AgentRow extends Readiness {
  readonly name: string;
  readonly trade_name: string | null;
  readonly ubigeo: string | null;
  readonly department: string | null;
  readonly province: string | null;
  readonly district: string | null;
  readonly address_line: string | null;
  readonly series: readonly (PlaceSeries & { readonly establishment_id: string })[] | null;
}

/** The main establishment of a RUC: its fiscal address. */
const MAIN = '0000';
const MAX_STREET = 100;
const MAX_PART = 30;

/** One round trip for all of it. `establishmentId`: where a series must be; without it any will do. */
export async function loadAgent(
  tx: Tx,
  type: CertificateType,
  establishmentId: string | null = null,
): Promise<AgentRow> {
  const [row] = await tx.sql<AgentRow>(
    `select c.ruc, c.name, c.trade_name, e.ubigeo, e.department, e.province, e.district, e.address_line,
            k.id as certificate_id, k.ruc as certificate_ruc, k.not_before, k.not_after,
            exists (select from sunat_credentials s
                     where s.company_id = c.id and s.environment = c.sunat_environment) as has_credentials,
            (select json_agg(json_build_object('series', s.series, 'active', s.active, 'next', s.next_number,
                                               'here', $3::uuid is null or s.establishment_id = $3,
                                               'establishment_id', s.establishment_id))
               from document_series s where s.company_id = c.id and s.document_type = $2) as series
       from company c
       left join establishment e on e.company_id = c.id and e.code = '${MAIN}'
       left join sunat_certificate k on k.company_id = c.id and k.active
      where c.id = $1`,
    [tx.companyId, type, establishmentId],
  );
  if (!row) throw new Error('The company of the transaction does not exist');
  return row;
}

const short = (text: string | null): string | undefined => (text === null || text.length > MAX_PART ? undefined : text);

/** The company as its certificates name it; an address that SUNAT would refuse for its length is left out. */
export function agentOf(row: AgentRow): CertificateAgent {
  const { ruc, name, trade_name, address_line, ubigeo, province, department, district } = row;
  const address =
    address_line !== null && address_line.length <= MAX_STREET
      ? {
          street: address_line,
          ubigeo: ubigeo !== null && isInCatalog(catalog13, ubigeo) ? ubigeo : undefined,
          ...{ province: short(province), department: short(department), district: short(district) },
        }
      : undefined;
  return { ruc, name, tradeName: trade_name ?? undefined, address };
}
