import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { createOrm } from '../../db/orm.ts';
import { inCompany } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRetryableDatabaseError } from '../../platform/database-pool.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let orm: MikroORM;
const admin = (): pg.Client => new pg.Client({ connectionString: database.superUrl });

beforeAll(async () => {
  database = await createTestDatabase();
  orm = createOrm({ url: database.appUrl, poolMax: 2 });
});
afterAll(async () => {
  await orm.close();
  await database.drop();
});

type Run = <Row>(text: string) => Promise<Row[]>;

/** MikroORM's own way, and the hub's verbs'. */
const WAYS: Readonly<Record<string, (work: (run: Run) => Promise<void>) => Promise<void>>> = {
  'an entity manager': (work) => orm.em.fork().transactional((em) => work((text) => em.execute(text))),
  'a verb': (work) => inCompany(orm, uuidv7(), (tx) => work((text) => tx.sql(text))),
};

/** One transaction whose server process is ended in the middle. */
async function killedTransaction(killer: pg.Client, way: string): Promise<unknown> {
  try {
    await WAYS[way]?.(async (run) => {
      const [row] = await run<{ pid: number }>('select pg_backend_pid() as pid');
      const ended = "select pg_terminate_backend($1), count(*) from pg_stat_activity where pid = $1 and state = 'idle'";
      await killer.query(ended, [row?.pid]);
      await run('select 1');
    });
  } catch (error) {
    return error;
  }
  return undefined;
}

test.each(Object.keys(WAYS))(
  'more transactions of %s than the pool has connections may lose their server, and the pool still serves and closes',
  async (way) => {
    const killer = admin();
    await killer.connect();
    const errors: unknown[] = [];
    for (let i = 0; i < 6; i += 1) errors.push(await killedTransaction(killer, way));
    await killer.end();
    expect(errors.map(isRetryableDatabaseError)).toEqual(errors.map(() => true));
    const rows = await orm.em.fork().transactional((em) => em.execute('select 1 as one'));
    expect(rows).toEqual([{ one: 1 }]);
  },
);

test('a transaction that fails leaves its connection outside any transaction, and what comes after it is refused', async () => {
  let late: (() => Promise<unknown>) | undefined;
  const failing = inCompany(orm, uuidv7(), async (tx) => {
    late = () => tx.sql('select 1');
    await tx.sql('select 1 / 0');
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  await expect(late?.()).rejects.toThrow('The transaction is over');
  const set = `select coalesce(current_setting('mikro.company.id', true), '') as company`;
  for (let i = 0; i < 4; i += 1) expect(await orm.em.fork().execute(set)).toEqual([{ company: '' }]);
});
