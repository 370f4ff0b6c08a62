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

/** The movements of an item. */
const ITS = `company_id = l.company_id and product_id = l.product_id and warehouse_id = l.warehouse_id`;

/**
 * Each item with what it began the month with (what it has now without what moved since) and each of its movements.
 * Ids of movements are in the order of time. `offset 0` keeps each look-up one by its index, whatever the planner knows.
 */
const QUERY = `
  select l.id as item_id, e.code as establishment, w.nth as nth_warehouse,
         json_build_object('id', p.id, 'sku', p.sku, 'name', p.name, 'unitCode', p.unit_code,
                           'sunatCode', p.sunat_code, 'barcode', p.barcode) as product,
         l.on_hand - since.quantity as opening_quantity, coalesce(last.average_cost, l.average_cost) as opening_cost,
         m.id as movement_id, to_char(m.effective_date, 'YYYY-MM-DD') as date, m.kind, m.quantity, m.unit_cost,
         m.average_cost, cause.reason_code, document.facts as document
    from product p
   cross join lateral (select * from stock_level where company_id = $1 and product_id = p.id offset 0) l
    join (select company_id, id, establishment_id,
                 row_number() over (partition by establishment_id order by created_at, id)::int as nth
            from warehouse where company_id = $1) w on w.company_id = l.company_id and w.id = l.warehouse_id
    join establishment e on e.company_id = w.company_id and e.id = w.establishment_id
   cross join lateral (
         select coalesce(sum(quantity), 0) as quantity from stock_movement where ${ITS} and effective_date >= $2) since
    left join lateral (
         select average_cost from stock_movement where ${ITS} and effective_date < $2
          order by effective_date desc, id desc limit 1) last on true
    left join lateral (
         select id, effective_date, kind, source_id, quantity, unit_cost, average_cost
           from stock_movement where ${ITS} and effective_date between $2 and $3 offset 0) m on true
    left join lateral (
         select (select reason_code from stock_adjustment
                  where m.kind = 'adjustment' and company_id = $1 and id = m.source_id) as reason_code,
                coalesce(
                  (select document_id from sale
                    where m.kind in ('sale', 'sale_cancelled') and company_id = $1 and id = m.source_id),
                  (select document_id from note
                    where m.kind in ('note_return', 'note_return_cancelled') and company_id = $1 and id = m.source_id)
                ) as document_id offset 0) cause on true
    left join lateral (
         select json_build_object('type', type, 'series', series, 'number', number,
                  'date', to_char(issue_date, 'YYYY-MM-DD'), 'exported', (totals ->> 'export')::numeric > 0) as facts
           from fiscal_document where company_id = $1 and id = cause.document_id offset 0) document on true
   where p.company_id = $1 and (l.on_hand <> since.quantity or m.id is not null)
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
