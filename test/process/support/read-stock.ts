import { inCompany } from '../../../db/tx.ts';
import type { TestHub, TestShop } from '../../support/shop.ts';

/** On hand and reserved of the shop's coffee. */
export async function readStock(hub: TestHub, shop: TestShop): Promise<{ on_hand: string; reserved: string }> {
  const [level] = await inCompany(hub.orm, shop.companyId, (tx) =>
    tx.sql<{ on_hand: string; reserved: string }>(
      'select on_hand::text, reserved::text from stock_level where company_id = $1 and product_id = $2',
      [tx.companyId, shop.coffee.id],
    ),
  );
  if (!level) throw new Error('no stock');
  return level;
}
