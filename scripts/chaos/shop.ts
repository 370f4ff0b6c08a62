import { z } from 'zod';

import type { StubbornClient } from './client.ts';
import type { Article, ShopPlace } from './orders.ts';

const rows = <T extends z.ZodType>(row: T) => z.object({ data: z.array(row) });
const company = z.object({ id: z.string() });
const warehouse = z.object({ id: z.string() });
const product = z.object({ id: z.string(), sku: z.string(), price: z.string(), tracks_stock: z.boolean() });
const level = z.object({ product_id: z.string(), on_hand: z.string() });

export interface Shop extends ShopPlace {
  readonly companyId: string;
  /** On hand before the first sale, by product. */
  readonly opening: ReadonlyMap<string, string>;
}

/** A product that runs out, so that sales are also refused and lost in the race; and one that has no stock at all. */
const EXTRA = [
  { sku: 'TE-025', name: 'TÉ ANDINO 25 SOBRES', price: '7.90', igv_affectation: '10' },
  { sku: 'ENVIO-01', name: 'ENVÍO A DOMICILIO', price: '12.00', unit_code: 'ZZ', tracks_stock: false },
] as const;

async function read<T>(client: StubbornClient, path: string, shape: z.ZodType<T>): Promise<T> {
  const answer = await client.get(path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.code ?? ''}`);
  return shape.parse(answer.body);
}

async function create<T>(client: StubbornClient, path: string, body: object, key: string, shape: z.ZodType<T>) {
  const answer = await client.post(path, body, key);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return shape.parse(answer.body);
}

/** Opens the demo company's shop for the run: two products of its own beside the company's, the scarce one in `scarce` units. */
export async function openShop(client: StubbornClient, scarce: number): Promise<Shop> {
  const { id: companyId } = await read(client, '/company', company);
  const [place] = (await read(client, '/warehouses', rows(warehouse))).data;
  if (!place) throw new Error('La empresa de demostración no tiene almacén.');
  for (const extra of EXTRA) {
    const { id } = await create(client, '/products', extra, `chaos-producto-${extra.sku}`, product);
    if ('tracks_stock' in extra) continue;
    const lines = [{ product_id: id, quantity: String(scarce), unit_cost: '4.10' }];
    const adjustment = { warehouse_id: place.id, reason_code: 'count', note: 'mercadería escasa', lines };
    await create(client, '/stock/adjustments', adjustment, `chaos-stock-${extra.sku}`, z.unknown());
  }
  const products = (await read(client, '/products?limit=200', rows(product))).data;
  const levels = (await read(client, `/stock?warehouse_id=${place.id}&limit=200`, rows(level))).data;
  const articles: Article[] = products
    .map(({ id, sku, price, tracks_stock: tracksStock }) => ({ id, sku, price, tracksStock }))
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
  const opening = new Map(levels.map(({ product_id: id, on_hand: onHand }) => [id, onHand]));
  return { companyId, warehouseId: place.id, articles, opening };
}
