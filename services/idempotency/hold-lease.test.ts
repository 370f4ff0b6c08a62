import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { inCompany } from '../../db/tx.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { beginIdempotent } from './begin.ts';
import { keepAnswer } from './finish.ts';
import { holdLease } from './hold-lease.ts';

let hub: TestHub;
let shop: TestShop;

beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
}, 60_000);
afterAll(() => hub.close());

const requestOf = (key: string) => ({
  companyId: shop.companyId,
  route: 'POST /slow',
  key,
  hash: Buffer.from('the same request'),
});

async function begin(key: string): Promise<string> {
  const start = await beginIdempotent(hub.deps, requestOf(key));
  if (start.state !== 'started') throw new Error(start.state);
  await inCompany(hub.orm, shop.companyId, (tx) =>
    tx.run(`update idempotency_record set lease_until = now() - interval '1 second' where id = $1`, [start.recordId]),
  );
  return start.recordId;
}

const unforeseen = (error: unknown) => {
  throw error;
};

test('a request that outlives its lease is not run a second time while it lives, and is after it died', async () => {
  const recordId = await begin('slow');
  const end = holdLease(hub.deps, requestOf('slow'), recordId, { report: unforeseen, everyMs: 5 });
  await sleep(100);
  await end();
  await expect(beginIdempotent(hub.deps, requestOf('slow'))).rejects.toMatchObject({ code: 'idempotency_in_progress' });
  const dead = await begin('dead');
  const next = await beginIdempotent(hub.deps, requestOf('dead'));
  expect(next.state).toBe('started');
  expect(next).not.toMatchObject({ recordId: dead });
});

test('a renewal that comes late changes nothing of an answer that is kept', async () => {
  const recordId = await begin('late');
  await keepAnswer(hub.deps, requestOf('late'), recordId, { status: 200, headers: {}, body: { kept: true } });
  const end = holdLease(hub.deps, requestOf('late'), recordId, { report: unforeseen, everyMs: 5 });
  await sleep(50);
  await end();
  expect(await beginIdempotent(hub.deps, requestOf('late'))).toMatchObject({
    state: 'replay',
    answer: { body: { kept: true } },
  });
});

test('a renewal that fails is reported, and the request goes on', async () => {
  const failures: unknown[] = [];
  const end = holdLease(hub.deps, requestOf('faulty'), 'no uuid', { report: (e) => failures.push(e), everyMs: 5 });
  await sleep(100);
  await end();
  expect(failures.length).toBeGreaterThan(0);
});
