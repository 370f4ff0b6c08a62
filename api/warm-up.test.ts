import { expect, test } from '@jest/globals';
import { createOrm } from '../db/orm.ts';
import { newMasterKey, parseMasterKeys } from '../platform/crypto/envelope.ts';
import { createServiceDeps } from '../services/deps.ts';
import { warmUp } from './warm-up.ts';

test('a database and a Temporal that are away do not keep the API from starting', async () => {
  const orm = createOrm({ url: 'postgresql://hub_app:x@127.0.0.1:1/hub', poolMax: 2 });
  const services = createServiceDeps({ orm, masterKeys: parseMasterKeys(newMasterKey('w')) });
  await expect(warmUp(services, { call: () => Promise.reject(new Error('away')) })).resolves.toBeUndefined();
  await orm.close(true);
});
