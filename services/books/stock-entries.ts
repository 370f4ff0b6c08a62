import type { Tx } from '../../db/tx.ts';
import { entryKey } from '../../domain/books/cells.ts';
import type { StockDocument, StockEntry, StockProduct } from '../../domain/books/kardex/entry.ts';
import { type MovementKind, operationOf } from '../../domain/books/kardex/operation.ts';
import type { BookPeriod } from '../../domain/books/period.ts';
import { Decimal } from '../../domain/decimal.ts';
import { byCursor } from './read-by-cursor.ts';

interface Row {
  readonly item_id: string;
  readonly product: StockProduct;
  readonly establishment: string;
  readonly nth_warehouse: number;
  readonly opening_quantity: string;
  readonly opening_cost: string;
  readonly movement_id: string | null;
  readonly date: string | null;
  readonly kind: MovementKind | null;
  readonly quantity: string | null;
  readonly unit_cost: string | null;
  readonly average_cost: string | null;
  readonly reason_code: string | null;
  readonly document: (StockDocument & { readonly exported: boolean }) | null;
}

/**
 * Each item with what it began the month with (what it has now without what moved since) and each of its movements.
 * Ids of movements are in the order of time.
 */
const QUERY = `
  select l.id as item_id, e.code as establishment, w.nth as nth_warehouse,
         json_build_object('id', p.id, 'sku', p.sku, 'name', p.name, 'unitCode', p.unit_code,
                           'sunatCode', p.sunat_code, 'barcode', p.barcode) as product,
         l.on_hand - since.quantity as opening_quantity, coalesce(last.average_cost, l.average_cost) as opening_cost,
         m.id as movement_id, to_char(m.effective_date, 'YYYY-MM-DD') as date, m.kind, m.quantity, m.unit_cost,
         m.average_cost, j.reason_code,
         case when d.id is not null then json_build_object('type', d.type, 'series', d.series, 'number', d.number,
           'date', to_char(d.issue_date, 'YYYY-MM-DD'), 'exported', (d.totals ->> 'export')::numeric > 0) end as document
    from stock_level l
    join product p on p.company_id = l.company_id and p.id = l.product_id
    join (select company_id, id, establishment_id,
                 row_number() over (partition by establishment_id order by created_at, id)::int as nth
            from warehouse where company_id = $1) w on w.company_id = l.company_id and w.id = l.warehouse_id
    join establishment e on e.company_id = w.company_id and e.id = w.establishment_id
   cross join lateral (
         select coalesce(sum(x.quantity), 0) as quantity from stock_movement x
          where x.company_id = l.company_id and x.product_id = l.product_id and x.warehouse_id = l.warehouse_id
            and x.effective_date >= $2) since
    left join lateral (
         select x.average_cost from stock_movement x
          where x.company_id = l.company_id and x.product_id = l.product_id and x.warehouse_id = l.warehouse_id
            and x.effective_date < $2 order by x.effective_date desc, x.id desc limit 1) last on true
    left join stock_movement m on m.company_id = l.company_id and m.product_id = l.product_id
                              and m.warehouse_id = l.warehouse_id and m.effective_date between $2 and $3
    left join sale s on m.kind in ('sale', 'sale_cancelled') and s.company_id = m.company_id and s.id = m.source_id
    left join note n on m.kind in ('note_return', 'note_return_cancelled') and n.company_id = m.company_id
                    and n.id = m.source_id
    left join stock_adjustment j on m.kind = 'adjustment' and j.company_id = m.company_id and j.id = m.source_id
    left join fiscal_document d on d.company_id = l.company_id and d.id = coalesce(s.document_id, n.document_id)
   where l.company_id = $1 and (l.on_hand <> since.quantity or m.id is not null)
   order by p.sku, l.id, m.effective_date, m.id`;

/** The rows of a stock book of a month: item by item, first what was there, then what moved. */
export async function* stockEntries(tx: Tx, period: BookPeriod): AsyncGenerator<StockEntry> {
  let item = '';
  for await (const row of byCursor<Row>(tx, QUERY, [tx.companyId, period.firstDay, period.lastDay])) {
    if (row.item_id !== item && !new Decimal(row.opening_quantity).isZero()) yield openingOf(row, period);
    item = row.item_id;
    if (row.movement_id !== null) yield movementOf(row, row.movement_id);
  }
}

/** The first warehouse of an establishment bears its four digits only, further ones a number of their own. */
const placeOf = ({ establishment, nth_warehouse }: Row): string =>
  nth_warehouse === 1 ? establishment : establishment + String(nth_warehouse).padStart(3, '0');

function openingOf(row: Row, { firstDay }: BookPeriod): StockEntry {
  const { item_id: itemId, product, opening_quantity: quantity, opening_cost: cost } = row;
  return {
    ...{ itemId, key: entryKey(itemId), opening: true, place: placeOf(row), product, date: firstDay, document: null },
    ...{ operation: operationOf(OPENING), quantity, unitCost: cost, averageCost: cost },
  };
}

const OPENING = { kind: 'opening', reasonCode: null, exported: false } as const;

function movementOf(row: Row, id: string): StockEntry {
  const { item_id: itemId, product, document, reason_code: reasonCode } = row;
  const cause = { kind: row.kind ?? 'adjustment', reasonCode, exported: document?.exported ?? false };
  return {
    ...{ itemId, key: entryKey(id), opening: false, place: placeOf(row), product, document },
    ...{ date: row.date ?? '', operation: operationOf(cause), quantity: row.quantity ?? '0' },
    ...{ unitCost: row.unit_cost ?? '0', averageCost: row.average_cost ?? '0' },
  };
}
