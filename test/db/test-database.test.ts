import { expect, test } from '@jest/globals';
import pg from 'pg';

import { createTestDatabase } from '../support/database.ts';

test('every test file has a migrated database of its own, reached by the three roles', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  try {
    for (const url of [one.ownerUrl, one.appUrl, one.relayUrl, two.appUrl]) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query("select to_regclass('public.sale') is not null as there, current_user as me");
      await client.end();
      expect(rows[0].there).toBe(true);
      expect(rows[0].me).toMatch(/^hub_/);
    }
    expect(one.name).not.toBe(two.name);
  } finally {
    await Promise.all([one.drop(), two.drop()]);
  }
});
