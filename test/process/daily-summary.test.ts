import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { TestShop } from '../support/shop.ts';
import { recordHistory } from './support/golden.ts';
import { createSaleHub, type SaleHub, until } from './support/sale-hub.ts';
import { askRound, boletasWaiting, bySummary, summaryRows } from './support/summary-handle.ts';

jest.setTimeout(120_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
  sales.relay();
}, 60_000);
afterAll(() => sales.close());
beforeEach(async () => {
  await sales.control('DELETE', 'faults');
  sales.loseAnswers(0);
});

async function summaryShop(): Promise<TestShop> {
  const shop = await sales.shopOf();
  await bySummary(sales, shop);
  return shop;
}

describe('a company that sends its boletas by summary', () => {
  test('has them accepted by the ticket of one file, and their processes end', async () => {
    const shop = await summaryShop();
    const rows = summaryRows(sales, shop);
    const boletas = await boletasWaiting(sales, shop, 3);
    expect((await boletas[0]?.row())?.status).toBe('issued');
    const day = await askRound(sales, shop);
    await day.result();
    await recordHistory('summary-untroubled', day);
    expect(await rows.files()).toMatchObject([{ status: 'accepted', line_count: 3, evidence: 'cdr', sunat_code: '0' }]);
    for (const boleta of boletas) expect(await boleta.result()).toBe('completed');
    await boletas[0]?.result('boleta-by-summary');
    expect(await rows.documents()).toEqual(Array(3).fill({ status: 'accepted', evidence: 'cdr' }));
    const { requests } = await sales.control('GET', 'state');
    const mine = requests.filter(({ name }) => name.startsWith(shop.ruc));
    expect(mine.map(({ operation }) => operation)).toEqual(['sendSummary']);
  });
});

test('a second round the same day takes what came since, and nothing twice', async () => {
  const shop = await summaryShop();
  const rows = summaryRows(sales, shop);
  await boletasWaiting(sales, shop, 2);
  await (await askRound(sales, shop)).result();
  await boletasWaiting(sales, shop, 1);
  await (await askRound(sales, shop)).result();
  await (await askRound(sales, shop)).result();
  expect((await rows.files()).map(({ status, line_count }) => [status, line_count])).toEqual([
    ['accepted', 2],
    ['accepted', 1],
  ]);
  await until('all', async () => (await rows.documents()).every(({ status }) => status === 'accepted'));
});
