import type { Tx } from '../../db/tx.ts';
import type { SentDocumentType } from '../../domain/fiscal/deadlines.ts';
import type { IgvRegime } from '../../domain/fiscal/rates.ts';
import type { Supplier } from '../../domain/fiscal/invoice.ts';

export interface PlaceSeries {
  readonly series: string;
  readonly active: boolean;
  /** True when it belongs to the warehouse's establishment. */
  readonly here: boolean;
  readonly next: number;
}

/** Where a sale happens and who issues its document: warehouse, establishment, company, certificate, series. */
export interface Place {
  readonly warehouse_active: boolean;
  readonly establishment_code: string;
  readonly ubigeo: string | null;
  readonly department: string | null;
  readonly province: string | null;
  readonly district: string | null;
  readonly address_line: string | null;
  readonly ruc: string;
  readonly name: string;
  readonly trade_name: string | null;
  readonly igv_regime: IgvRegime;
  readonly igv_regime_from: string | null;
  readonly igv_regime_until: string | null;
  readonly detraction_account: string | null;
  readonly certificate_id: string | null;
  readonly certificate_ruc: string | null;
  readonly not_before: Date | string | null;
  readonly not_after: Date | string | null;
  readonly has_credentials: boolean;
  readonly series: readonly PlaceSeries[] | null;
}

/** One round trip for all of it; undefined when the company has no such warehouse. */
export async function loadPlace(tx: Tx, warehouseId: string, fiscalType: SentDocumentType): Promise<Place | undefined> {
  const [place] = await tx.sql<Place>(
    `select w.active as warehouse_active, e.code as establishment_code, e.ubigeo, e.department, e.province, e.district,
            e.address_line, c.ruc, c.name, c.trade_name, c.igv_regime, c.detraction_account,
            to_char(c.igv_regime_from, 'YYYY-MM-DD') as igv_regime_from,
            to_char(c.igv_regime_until, 'YYYY-MM-DD') as igv_regime_until,
            k.id as certificate_id, k.ruc as certificate_ruc, k.not_before, k.not_after,
            exists (select from sunat_credentials s
                     where s.company_id = c.id and s.environment = c.sunat_environment) as has_credentials,
            (select json_agg(json_build_object('series', s.series, 'active', s.active,
                                               'here', s.establishment_id = e.id, 'next', s.next_number))
               from document_series s where s.company_id = c.id and s.document_type = $3) as series
       from warehouse w
       join establishment e on e.company_id = w.company_id and e.id = w.establishment_id
       join company c on c.id = w.company_id
       left join sunat_certificate k on k.company_id = c.id and k.active
      where w.company_id = $1 and w.id = $2`,
    [tx.companyId, warehouseId, fiscalType],
  );
  return place;
}

/** The IGV regime of the company on a legal date: its own within its dates, else the general one. */
export function regimeOn(place: Place, date: string): IgvRegime {
  const { igv_regime, igv_regime_from, igv_regime_until } = place;
  const begun = igv_regime_from === null || igv_regime_from <= date;
  return begun && (igv_regime_until === null || date <= igv_regime_until) ? igv_regime : 'general';
}

/** The issuer as the document names it. */
export function supplierOf(place: Place): Supplier {
  return {
    ruc: place.ruc,
    name: place.name,
    tradeName: place.trade_name ?? undefined,
    address: {
      establishmentCode: place.establishment_code,
      ubigeo: place.ubigeo ?? undefined,
      street: place.address_line ?? undefined,
      province: place.province ?? undefined,
      department: place.department ?? undefined,
      district: place.district ?? undefined,
    },
  };
}
