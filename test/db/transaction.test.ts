import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import { createOrm } from '../../db/orm.ts';
import { inCompany, outsideCompanies, type Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let orm: MikroORM;
const companyId = uuidv7();

beforeAll(async () => {
  database = await createTestDatabase();
  orm = createOrm({ url: database.appUrl, poolMax: 2 });
  await inCompany(orm, companyId, (tx) =>
    tx.run(`insert into company (id, ruc, name, sunat_environment) values ($1, '20601234565', 'B', 'sandbox')`, [
      companyId,
    ]),
  );
});
afterAll(async () => {
  await orm.close();
  await database.drop();
});

const EVENT = `insert into audit (id, company_id, actor_kind, action, entity, request_id) values ($1, $2, 'system', $3, 'x', 'r')`;
const write = (tx: Tx, action: string, id: string = uuidv7()): void => tx.write(EVENT, [id, tx.companyId, action]);
const count = (action: string): Promise<unknown> =>
  inCompany(orm, companyId, (tx) => tx.sql('select count(*)::int as n from audit where action = $1', [action]));

test('writes that nobody waits for are committed, in the order in which they were asked for', async () => {
  const seen = await inCompany(orm, companyId, async (tx) => {
    write(tx, 'a.one');
    const first = tx.sql<{ n: number }>(`select count(*)::int as n from audit where action like 'a.%'`);
    write(tx, 'a.two');
    const second = tx.sql<{ n: number }>(`select count(*)::int as n from audit where action like 'a.%'`);
    write(tx, 'a.three');
    return (await Promise.all([first, second])).map(([row]) => row?.n);
  });
  expect(seen).toEqual([1, 2]);
  expect(await count('a.three')).toEqual([{ n: 1 }]);
});

test.each(['the commit', 'a later statement'])(
  'a failed write undoes the transaction, and %s tells why it failed',
  async (when) => {
    const id = uuidv7();
    const action = `b.${when}`;
    const failing = inCompany(orm, companyId, async (tx) => {
      write(tx, action, id);
      write(tx, action, id);
      if (when === 'a later statement') await tx.sql('select 1');
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await count(action)).toEqual([{ n: 0 }]);
  },
);

test('what the work refuses is undone with what it wrote, and is what the caller hears', async () => {
  const failing = inCompany(orm, companyId, async (tx) => {
    write(tx, 'c');
    const read = await tx.sql('select 1 as one');
    throw new Error(`refused ${read.length}`);
  });
  await expect(failing).rejects.toThrow('refused 1');
  expect(await count('c')).toEqual([{ n: 0 }]);
});

test('a deadlock met by a write that nobody waits for is run again', async () => {
  let runs = 0;
  await inCompany(orm, companyId, async (tx) => {
    runs += 1;
    if (runs === 1) tx.write(`do $$ begin raise exception 'met' using errcode = '40P01'; end $$`);
    write(tx, 'd');
  });
  expect(runs).toBe(2);
  expect(await count('d')).toEqual([{ n: 1 }]);
});

test('the time of the transaction is that of its rows', async () => {
  const [begun, now] = await inCompany(orm, companyId, async (tx) => {
    const [row] = await tx.sql<{ now: Date | string }>('select now()');
    return [await tx.begunAt(), row?.now];
  });
  expect(begun).toEqual(now);
  const outside = await outsideCompanies(orm, (tx) => tx.begunAt());
  expect(Date.parse(String(outside))).not.toBeNaN();
});

test('a statement that was refused for an earlier failure can be prepared by the next transaction', async () => {
  const late = 'select count(*)::int as n, $1::text as mark from audit';
  const failing = inCompany(orm, companyId, async (tx) => {
    await Promise.all([tx.sql('select 1 / $1::int', [0]), tx.sql(late, ['x'])]);
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  for (let i = 0; i < 3; i += 1)
    expect(await inCompany(orm, companyId, (tx) => tx.sql(late, ['y']))).toMatchObject([{ mark: 'y' }]);
});
