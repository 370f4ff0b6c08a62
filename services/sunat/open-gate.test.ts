import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { openSunatGate } from './open-gate.ts';
import { change } from '../change.ts';
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
  await change(hub.deps, shop.ctx, (tx, cipher) => closeSunatGate(tx, shop.ctx, cipher, cause));
  expect(await openSunatGate(hub.deps, shop.ctx, { reason: 'Clave corregida' })).toBe(true);
  expect(await openSunatGate(hub.deps, shop.ctx, { reason: 'Otra vez' })).toBe(false);
  const rows = await inCompany(hub.orm, shop.companyId, (tx) =>
    tx.sql(`select actor_id, reason from audit where action = 'sunat_gate.open'`),
  );
  expect(rows).toEqual([{ actor_id: shop.ctx.actor.id, reason: 'Clave corregida' }]);
});

test('a gate that closes is audited with its cause, and not again by the next document that meets it', async () => {
  const other = await makeShop(hub, { ready: false });
  const close = (code: string) =>
    change(hub.deps, other.ctx, (tx, cipher) => closeSunatGate(tx, other.ctx, cipher, { code, description: 'No' }));
  const closed = async () =>
    inCompany(hub.orm, other.companyId, (tx) =>
      tx.sql(`select entity_id from audit where action = 'sunat_gate.close'`),
    );
  await Promise.all([close('0102'), close('0102'), close('0102')]);
  expect(await closed()).toEqual([{ entity_id: other.companyId }]);
  await openSunatGate(hub.deps, other.ctx);
  await close('0102');
  await close('0111');
  expect(await closed()).toHaveLength(3);
});
