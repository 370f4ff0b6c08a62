import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { inCompany } from '../db/tx.ts';
import { uuidv7 } from '../platform/ids.ts';
import { silentLogger } from '../platform/log/logger.ts';
import { writeOutbox } from '../services/outbox/write-outbox.ts';
import { joinWaitList, leaveWaitList } from '../services/sunat/wait-list.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../test/support/shop.ts';
import type { Intent } from './outbox.ts';
import { type Relay, type RelayOptions, startRelay } from './relay.ts';
import { releaseWaiting } from './release-waiting.ts';
import { createBreakerShare } from './share-breakers.ts';

jest.setTimeout(60_000);

const ENDPOINT = 'https://sunat.test/billService';
let hub: TestHub;
let shop: TestShop;
let relays: Relay[];
let delivered: Intent[];
let signals: string[];
let refuseSignals: boolean;

beforeEach(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub, { ready: false });
  [relays, delivered, signals, refuseSignals] = [[], [], [], false];
});
afterEach(async () => {
  for (const relay of relays) await relay.stop();
  await hub.close();
});

/** As much of the Temporal client as the relay touches. */
const temporal = {
  connection: { withDeadline: <T>(_end: number, run: () => Promise<T>) => run() },
  client: {
    workflow: {
      getHandle: (workflowId: string) => ({
        async signal() {
          if (refuseSignals) throw new Error('Temporal is away');
          signals.push(workflowId);
        },
      }),
    },
  },
} as unknown as RelayOptions['temporal'];

function start(deliver: RelayOptions['deliver'] = async (intent) => void delivered.push(intent)): Relay {
  const relay = startRelay({
    url: hub.database.relayUrl,
    temporal,
    deliver,
    releasePerSecond: 5,
    followBreakers: async () => undefined,
    logger: silentLogger(),
  });
  relays.push(relay);
  return relay;
}

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let left = 400; left > 0; left -= 1) {
    if (await isSo()) return;
    await delay(25);
  }
  throw new Error(`not so in 10 s: ${what}`);
}

const intend = (count: number): Promise<void> =>
  inCompany(hub.orm, shop.companyId, async (tx) => {
    for (let n = 0; n < count; n += 1) await writeOutbox(tx, 'sale.start', uuidv7(), 'request-1');
  });

async function asSuperuser<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: hub.database.superUrl });
  await client.connect();
  const { rows } = await client.query(text, values);
  await client.end();
  return rows;
}

describe('committed intents', () => {
  test('are delivered once by two relays', async () => {
    await intend(250);
    start();
    start();
    await until('all delivered', () => delivered.length >= 250);
    expect(new Set(delivered.map(({ id }) => id)).size).toBe(250);
    expect(delivered).toHaveLength(250);
    expect(delivered[0]).toMatchObject({
      companyId: shop.companyId,
      topic: 'sale.start',
      requestId: 'request-1',
      attempts: 1,
    });
  });

  test('whose delivery fails keep their lease, then come again', async () => {
    await intend(1);
    let failures = 0;
    start(async (intent) => {
      if (failures === 0) {
        failures += 1;
        throw new Error('Temporal is away');
      }
      delivered.push(intent);
    });
    await until('failed', () => failures === 1);
    expect(delivered).toEqual([]);
    await asSuperuser('update outbox set due_at = now()');
    await until('delivered', () => delivered.length === 1);
    expect(delivered[0]?.attempts).toBe(2);
  });

  test('are delivered also after every connection was ended', async () => {
    start();
    await intend(1);
    await until('the first', () => delivered.length === 1);
    await asSuperuser(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'hub_relay' and datname = current_database()`,
    );
    await intend(1);
    await until('the second', () => delivered.length === 2);
  });
});

describe('sales that wait for SUNAT', () => {
  const join = (name: string, endpoint = ENDPOINT) =>
    inCompany(hub.orm, shop.companyId, (tx) => joinWaitList(tx, name, endpoint));
  const breaker = (state: string) =>
    asSuperuser(
      `insert into breaker (endpoint, state, open_until, updated_at) values ($1, $2, now() + interval '1 hour', now())
       on conflict (endpoint) do update set state = excluded.state, updated_at = excluded.updated_at`,
      [ENDPOINT, state],
    );

  test('go through the oldest first, at the rate shared by all relays', async () => {
    for (let n = 1; n <= 8; n += 1) await join(`sale-${n}`);
    const pool = new pg.Pool({ connectionString: hub.database.relayUrl });
    const told: string[][] = [];
    const tellAll = async (ids: readonly string[]) => {
      told.push([...ids]);
      return new Set(ids);
    };
    await releaseWaiting(pool, 5, tellAll);
    await releaseWaiting(pool, 5, tellAll);
    await pool.end();
    expect(told).toEqual([['sale-1', 'sale-2', 'sale-3', 'sale-4', 'sale-5']]);
  });

  test('stay behind a closed gate and an open breaker', async () => {
    await asSuperuser(`insert into sunat_gate (id, company_id, state) values ($1, $2, 'closed')`, [
      uuidv7(),
      shop.companyId,
    ]);
    await join('sale-1');
    start();
    await delay(1500);
    expect(signals).toEqual([]);
    await breaker('open');
    await asSuperuser(`update sunat_gate set state = 'open'`);
    await delay(1500);
    expect(signals).toEqual([]);
    await breaker('closed');
    await until('released', () => signals.length === 1);
  });

  test('send one probe at a half-open breaker: the oldest', async () => {
    await breaker('half_open');
    for (const name of ['sale-1', 'sale-2', 'sale-3']) await join(name);
    start();
    await until('the probe', () => signals.length === 1);
    await delay(1500);
    expect(signals).toEqual(['sale-1']);
    await breaker('closed');
    await until('the others', () => signals.length === 3);
  });

  test('keep their place when they wait again, and leave without a trace in the queue', async () => {
    await join('sale-1');
    await join('sale-2');
    await inCompany(hub.orm, shop.companyId, (tx) => leaveWaitList(tx, 'sale-1'));
    await join('sale-1');
    const rows = await asSuperuser<{ workflow_id: string }>('select workflow_id from sunat_wait order by since');
    expect(rows.map(({ workflow_id }) => workflow_id)).toEqual(['sale-1', 'sale-2']);
  });

  test('are signalled again when the signal could not be sent', async () => {
    refuseSignals = true;
    await join('sale-1');
    start();
    await delay(1200);
    refuseSignals = false;
    await until('signalled', () => signals.includes('sale-1'));
  });

  test('an open breaker whose owner died is half-opened when its time is over', async () => {
    await breaker('open');
    await asSuperuser(`update breaker set open_until = now() - interval '1 minute'`);
    await join('sale-1');
    start();
    await until('the probe', () => signals.length === 1);
  });
});

test('workers share the state of a breaker, and do not take over what they wrote themselves', async () => {
  const forced: string[] = [];
  const breakers = { force: (_endpoint: string, state: string) => void forced.push(state) };
  const share = createBreakerShare(hub.deps, () => undefined);
  const other = createBreakerShare(hub.deps, () => undefined);
  const pool = new pg.Pool({ connectionString: hub.database.relayUrl });
  share.report(ENDPOINT, 'open');
  await until('written', async () => (await asSuperuser('select 1 from breaker')).length === 1);
  await share.follow(pool, breakers);
  expect(forced).toEqual([]);
  await other.follow(pool, breakers);
  await other.follow(pool, breakers);
  expect(forced).toEqual(['open']);
  await pool.end();
});
