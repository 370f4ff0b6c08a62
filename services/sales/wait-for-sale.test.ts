import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { inCompany } from '../../db/tx.ts';
import { createNudge } from '../nudge.ts';
import { createSale } from './create-sale.ts';
import { setSaleStatus } from './lock-sale.ts';
import { createSaleWaiter, RESTING, type SaleState } from './wait-for-sale.ts';

let hub: TestHub;
let shop: TestShop;
beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
}, 60_000);
afterAll(() => hub.close());

/** The hub's ORM, counting the looks into the database. */
function counting(): { orm: TestHub['orm']; looks: () => number } {
  let count = 0;
  const em = new Proxy(hub.orm.em, {
    get(target, name, receiver) {
      if (name === 'getConnection') count += 1;
      const value: unknown = Reflect.get(target, name, receiver);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const orm = new Proxy(hub.orm, { get: (target, name) => (name === 'em' ? em : Reflect.get(target, name)) });
  return { orm, looks: () => count };
}

const sell = async () => (await createSale(hub.deps, shop.ctx, shop.body())).saleId;
const isResting = ({ status }: SaleState) => RESTING.includes(status);

test('five hundred requests that wait share one look a round: they cannot use up the connections', async () => {
  const saleId = await sell();
  const { orm, looks } = counting();
  const waiter = createSaleWaiter(orm, hub.database.appUrl);
  const crowd = Array.from({ length: 500 }, () => waiter.waitFor(shop.companyId, saleId, 2, isResting));
  await Promise.all(crowd);
  await waiter.close();
  expect(looks()).toBeGreaterThan(2);
  expect(looks()).toBeLessThan(25);
});

test('each waiter is woken by its own sale, the others go on waiting', async () => {
  const [first, second] = [await sell(), await sell()];
  const waiter = createSaleWaiter(hub.orm, hub.database.appUrl);
  const woken: string[] = [];
  const wait = (saleId: string) =>
    waiter.waitFor(shop.companyId, saleId, 20, isResting).then(() => void woken.push(saleId));
  const waits = [wait(first), wait(second)];
  const nudge = createNudge(hub.orm);
  const settle = async (saleId: string) => {
    await inCompany(hub.orm, shop.companyId, (tx) => setSaleStatus(tx, saleId, 'issued'));
    nudge.saleChanged();
  };
  await settle(second);
  await waits[1];
  expect(woken).toEqual([second]);
  await settle(first);
  await waits[0];
  expect(woken).toEqual([second, first]);
  await waiter.waitFor(shop.companyId, first, 20, isResting);
  nudge.close();
  await waiter.close();
});
