import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { seedDemoCompany } from '../../scripts/seed/demo-company.ts';
import { seedFake } from '../../scripts/seed/fake/seed-fake.ts';
import { createAuthDeps } from '../../services/auth/create-auth-deps.ts';
import { login } from '../../services/auth/login.ts';
import { createTestHub, makeRuc, makeShop, type TestHub, type TestShop } from '../support/shop.ts';

/** `npm run seed`, and its made-up years of sales: they must be such as the hub itself could have left. */
const SALES = 450;

let hub: TestHub;
let shop: TestShop;
const progress: number[] = [];

beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub, { ready: false });
  const onProgress = (done: number) => progress.push(done);
  await seedFake(hub.deps, { companyId: shop.companyId, sales: SALES, seed: 1, onProgress });
}, 120_000);
afterAll(() => hub.close());

const rows = <Row>(sql: string) => inCompany(hub.orm, shop.companyId, (tx) => tx.sql<Row>(sql));

test('every made-up sale is completed, paid in full and has its document', async () => {
  expect(progress.at(-1)).toBe(SALES);
  expect(
    await rows(`select count(*)::int as sales, count(*) filter (where s.status = 'completed' and d.status = 'accepted'
        and d.total = s.total and s.total = (select sum(total) from sale_line l where l.sale_id = s.id)
        and s.total = (select sum(amount) from payment p where p.sale_id = s.id))::int as right
      from sale s join fiscal_document d on d.id = s.document_id`),
  ).toEqual([{ sales: SALES, right: SALES }]);
});

test('its numbers have no gap and its stock is the sum of its kardex', async () => {
  expect(
    await rows(`select count(*)::int as gaps from (select series, count(*) as n, max(number) as last
      from fiscal_document group by series) s where n <> last`),
  ).toEqual([{ gaps: 0 }]);
  expect(
    await rows(`select count(*)::int as wrong from stock_level l where product_id in (select product_id from sale_line)
      and on_hand <> (select sum(quantity) from stock_movement m where m.product_id = l.product_id)`),
  ).toEqual([{ wrong: 0 }]);
});

test('the demo company is made once, and its admin may log in', async () => {
  const deps = await createAuthDeps(hub.deps);
  const admin = { ruc: makeRuc(), email: 'admin@demo.test', password: 'una clave de demostración' };
  await seedDemoCompany(deps, admin);
  await seedDemoCompany(deps, admin);
  const { email, password } = admin;
  const session = await login(deps, { email, password }, { address: '192.0.2.1', requestId: 'r' });
  expect(session.access_token).toBeTruthy();
  const companies = await inCompany(hub.orm, shop.companyId, (tx) =>
    tx.sql('select company_id from lookup_company($1)', [admin.ruc]),
  );
  expect(companies).toHaveLength(1);
});
