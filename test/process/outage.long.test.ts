import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import type { TestShop } from '../support/shop.ts';
import { createSaleHub, type SaleHub, until } from './support/sale-hub.ts';

jest.setTimeout(1_500_000);

const DOCUMENTS = 2000;
const SELLERS = 4;
/** What the test's relay lets through, and how unevenly a busy machine may carry it out. */
const [PER_SECOND, WINDOW_MS, UNEVEN] = [50, 5000, 1.4];
/** A document may overtake those of about four seconds: they leave side by side. */
const OVERTAKES = 4 * PER_SECOND;

let sales: SaleHub;
let shop: TestShop;

beforeAll(async () => {
  sales = await createSaleHub();
  sales.relay();
  shop = await sales.shopOf({ stock: String(DOCUMENTS) });
}, 60_000);
afterAll(() => sales.close());

/** The number `n` that a statement answers about the company (`$1`). */
async function count(statement: string): Promise<number> {
  const [row] = await inCompany(sales.hub.deps.orm, shop.companyId, (tx) =>
    tx.sql<{ n: number }>(statement, [shop.companyId]),
  );
  return row?.n ?? 0;
}

interface Arrival {
  readonly at: number;
  readonly name: string;
}

/** What SUNAT took, in the order in which it came. */
async function arrivals(): Promise<Arrival[]> {
  const answer = await fetch(`${sales.sandbox.url}/__control/state`);
  const { requests }: { requests: { at: string; operation: string; name: string; outcome: string }[] } = JSON.parse(
    await answer.text(),
  );
  return requests
    .filter(({ operation, outcome }) => operation === 'sendBill' && outcome.startsWith('accepted'))
    .map(({ at, name }) => ({ at: Date.parse(at), name }));
}

function mostInAWindow(times: readonly number[]): number {
  let [first, most] = [0, 0];
  for (const [last, at] of times.entries()) {
    while (at - (times[first] ?? at) >= WINDOW_MS) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** How many places the series' numbers are out of their order at most. */
function worstOvertaking(names: readonly string[], series: string): number {
  const numbers = names.flatMap((name) => {
    const [, number] = new RegExp(`-${series}-(\\d+)\\.zip$`, 'i').exec(name) ?? [];
    return number === undefined ? [] : [Number(number)];
  });
  const sorted = numbers.toSorted((a, b) => a - b);
  return Math.max(...numbers.map((number, place) => Math.abs(place - sorted.indexOf(number))));
}

test('2,000 documents that wait for SUNAT are all sent when it is back: each once, in order, no faster than the rate', async () => {
  await sales.control('POST', 'mode', { checks: 'light' });
  await sales.fault('sendBill', 'fault', { code: '0109', times: 1_000_000 });
  let begun = 0;
  const seller = async (): Promise<void> => {
    for (let turn = begun++; turn < DOCUMENTS; turn = begun++)
      await sales.sell(turn % 2 === 0 ? 'factura' : 'boleta', shop);
  };
  await Promise.all(Array.from({ length: SELLERS }, seller));
  const waiting = 'select count(*)::int as n from sunat_wait where company_id = $1 and released_at is null';
  await until(
    'nearly all wait',
    async () => (await count(waiting)) > DOCUMENTS - SELLERS,
    600_000,
    () => count(waiting),
  );
  expect(await arrivals()).toEqual([]);

  await sales.control('DELETE', 'faults');
  const open = `select count(*)::int as n from fiscal_document where company_id = $1 and status <> 'accepted'`;
  await until('all accepted', async () => (await count(open)) === 0, 600_000);
  expect(
    await count(`select count(*)::int as n from fiscal_document
                  where company_id = $1 and status = 'accepted' and sunat_received_at < deadline_at`),
  ).toBe(DOCUMENTS);

  const came = await arrivals();
  expect(new Set(came.map(({ name }) => name)).size).toBe(DOCUMENTS);
  expect(came).toHaveLength(DOCUMENTS);
  expect(mostInAWindow(came.map(({ at }) => at))).toBeLessThanOrEqual((PER_SECOND * WINDOW_MS * UNEVEN) / 1000);
  const names = came.map(({ name }) => name);
  for (const series of ['F001', 'B001']) expect(worstOvertaking(names, series)).toBeLessThanOrEqual(OVERTAKES);
});
