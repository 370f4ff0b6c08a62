import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inCompany } from '../db/tx.ts';
import { HubError } from '../domain/errors.ts';
import { createSentMarker, type SentMarker } from '../services/outbox/mark-sent.ts';
import { createSale } from '../services/sales/create-sale.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../test/support/shop.ts';
import { createSaleProcess } from './sale-process.ts';

let hub: TestHub;
let shop: TestShop;
let sent: SentMarker;

beforeAll(async () => {
  hub = await createTestHub(4);
  shop = await makeShop(hub);
  sent = createSentMarker(hub.orm);
}, 60_000);
afterAll(() => hub.close());

interface Intent {
  readonly topic: string;
  readonly sent: boolean;
  readonly later: boolean;
}

/** Sells and starts the process by a Temporal that answers so; tells what is left for the relay. */
async function startWith(call: () => Promise<never>): Promise<{ intents: Intent[]; warnings: string[] }> {
  const warnings: string[] = [];
  const log = (_fields: object, message: string) => warnings.push(message);
  const process = createSaleProcess({
    ...{ temporal: { call }, taskQueue: 'hub', sent },
    waiter: {
      waitFor: () => Promise.resolve(),
      waitForNote: () => Promise.resolve(),
      waitForDespatch: () => Promise.resolve(),
      waitForCertificate: () => Promise.resolve(),
      waitForVoid: () => Promise.resolve(),
      close: () => Promise.resolve(),
    },
    logger: { info: log, warn: log, error: log },
  });
  const { saleId, outboxId, documentType } = await createSale(hub.deps, shop.ctx, shop.body());
  const { companyId } = shop;
  await process.start({ companyId, saleId, requestId: 'start-1', documentType, outboxId });
  await sent.flush();
  const intents = await inCompany(hub.orm, companyId, (tx) =>
    tx.sql<Intent>(
      `select topic, sent_at is not null as sent, due_at > created_at as later from outbox where subject_id = $1`,
      [saleId],
    ),
  );
  return { intents, warnings };
}

test('a sale whose process Temporal took is marked, so that the relay leaves it alone', async () => {
  const answer = await startWith(() => Promise.resolve(undefined as never));
  expect(answer).toEqual({ intents: [{ topic: 'sale.start', sent: true, later: true }], warnings: [] });
});

test('a sale taken while Temporal is away is not an error: it stays for the relay', async () => {
  const away = new HubError('unavailable', 'workflow_engine_unavailable', 'no está', { retryAfter: 2 });
  const answer = await startWith(() => Promise.reject(away));
  expect(answer.intents).toEqual([{ topic: 'sale.start', sent: false, later: true }]);
  expect(answer.warnings).toEqual(['left to the relay']);
});
