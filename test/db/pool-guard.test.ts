import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { createOrm } from '../../db/orm.ts';
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

/** One transaction whose server process is ended in the middle. */
async function killedTransaction(killer: pg.Client): Promise<unknown> {
  try {
    await orm.em.fork().transactional(async (em) => {
      const [row] = await em.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
      const ended = "select pg_terminate_backend($1), count(*) from pg_stat_activity where pid = $1 and state = 'idle'";
      await killer.query(ended, [row?.pid]);
      await em.execute('select 1');
    });
  } catch (error) {
    return error;
  }
  return undefined;
}

test('more transactions than the pool has connections may lose their server, and the pool still serves and closes', async () => {
  const killer = admin();
  await killer.connect();
  const errors: unknown[] = [];
  for (let i = 0; i < 6; i += 1) errors.push(await killedTransaction(killer));
  await killer.end();
  expect(errors.map(isRetryableDatabaseError)).toEqual(errors.map(() => true));
  const rows = await orm.em.fork().transactional((em) => em.execute('select 1 as one'));
  expect(rows).toEqual([{ one: 1 }]);
});
