import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { openSunatGate } from './open-gate.ts';
import { closeSunatGate } from './sunat-gate.ts';

let hub: TestHub;
let shop: TestShop;
beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub, { ready: false });
}, 60_000);
afterAll(() => hub.close());

test('a person who opens the gate is audited with the reason, once', async () => {
  const cause = { code: '0102', description: 'Clave incorrecta' };
  await inCompany(hub.orm, shop.companyId, (tx) => closeSunatGate(tx, shop.ctx, cause));
  expect(await openSunatGate(hub.deps, shop.ctx, { reason: 'Clave corregida' })).toBe(true);
  expect(await openSunatGate(hub.deps, shop.ctx, { reason: 'Otra vez' })).toBe(false);
  const rows = await inCompany(hub.orm, shop.companyId, (tx) =>
    tx.sql(`select actor_id, reason from audit where action = 'sunat_gate.open'`),
  );
  expect(rows).toEqual([{ actor_id: shop.ctx.actor.id, reason: 'Clave corregida' }]);
});
