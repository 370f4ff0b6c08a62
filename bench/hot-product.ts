import type { MikroORM } from '@mikro-orm/postgresql';

import { inCompany } from '../db/tx.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { CompanyKeys } from '../services/company-keys.ts';

/** A company whose sales all want one unit of the same product. */
export interface HotProduct {
  readonly companyId: string;
  readonly warehouseId: string;
  readonly productId: string;
  /** Writes that many sales that wait for their stock. @returns their ids */
  sales(count: number): Promise<string[]>;
  /** What is reserved, and how many reservations there are. */
  reserved(): Promise<{ readonly level: number; readonly held: number }>;
}

const SALES = `
  with new_sale as (
    insert into sale (id, company_id, channel, warehouse_id, document_type, series, currency, payment_terms, totals, total,
                      workflow_id, request_id)
    select id, $1, 'store', $2, '03', 'B001', 'PEN', '{"type":"cash","instalments":[]}', '{}', 18.50, id::text, 'bench'
      from unnest($4::uuid[]) as s (id) returning id)
  insert into sale_line (id, company_id, sale_id, line, product_id, sku, description, unit_code, quantity, unit_price,
                         igv_affectation, tracks_stock, value, igv, total)
  select gen_random_uuid(), $1, id, 1, $3, 'CAFE-250', 'Café 250 g', 'NIU', 1, 18.50, '10', true, 15.68, 2.82, 18.50
    from new_sale`;

export async function makeHotProduct(orm: MikroORM, companyKeys: CompanyKeys): Promise<HotProduct> {
  const [companyId, establishmentId, warehouseId, productId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await inCompany(orm, companyId, async (tx) => {
    await tx.run(
      `insert into company (id, ruc, name, sunat_environment) values ($1, '20601234565', 'BODEGA S.A.C.', 'sandbox')`,
      [companyId],
    );
    await companyKeys.found(tx);
    await tx.run(`insert into establishment (id, company_id, code, name) values ($1, $2, '0000', 'Principal')`, [
      establishmentId,
      companyId,
    ]);
    await tx.run(`insert into warehouse (id, company_id, establishment_id, code, name) values ($1, $2, $3, 'A', 'A')`, [
      warehouseId,
      companyId,
      establishmentId,
    ]);
    await tx.run(
      `insert into product (id, company_id, sku, name, unit_code, price, currency, igv_affectation, tracks_stock)
       values ($1, $2, 'CAFE-250', 'Café 250 g', 'NIU', 18.50, 'PEN', '10', true)`,
      [productId, companyId],
    );
    await tx.run(
      `insert into stock_level (id, company_id, warehouse_id, product_id, on_hand) values ($1, $2, $3, $4, 10000000)`,
      [uuidv7(), companyId, warehouseId, productId],
    );
  });
  return {
    ...{ companyId, warehouseId, productId },
    async sales(count) {
      const ids = Array.from({ length: count }, () => uuidv7());
      await inCompany(orm, companyId, (tx) => tx.run(SALES, [companyId, warehouseId, productId, ids]));
      return ids;
    },
    async reserved() {
      const [row] = await inCompany(orm, companyId, (tx) =>
        tx.sql<{ level: string; held: string }>(
          `select (select reserved from stock_level where product_id = $1) as level,
                  (select count(*) from reservation where product_id = $1) as held`,
          [productId],
        ),
      );
      return { level: Number(row?.level), held: Number(row?.held) };
    },
  };
}
