import { randomBytes } from 'node:crypto';

import pg from 'pg';

import { roleUrl } from '../../db/bootstrap.ts';

/** The template that the global set-up migrated. */
const TEMPLATE = 'hub_template';

export interface TestDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly relayUrl: string;
  /** Superuser: sees all companies, for assertions over everything. */
  readonly superUrl: string;
  /** Drops it, ending whoever is still connected. */
  drop(): Promise<void>;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: this test needs a project with a PostgreSQL global set-up`);
  return value;
}

async function asSuperuser(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A migrated database of its own for one test file (about 50 ms). */
export async function createTestDatabase(): Promise<TestDatabase> {
  const root = required('HUB_TEST_PG_SUPER_URL');
  const password = required('HUB_TEST_PG_ROLE_PASSWORD');
  const name = `hub_test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(root, `create database ${name} template ${TEMPLATE} owner hub_owner strategy file_copy`);
  const superUrl = new URL(root);
  superUrl.pathname = `/${name}`;
  return {
    name,
    ownerUrl: roleUrl(root, 'owner', name, password),
    appUrl: roleUrl(root, 'app', name, password),
    relayUrl: roleUrl(root, 'relay', name, password),
    superUrl: superUrl.href,
    drop: () => asSuperuser(root, `drop database if exists ${name} with (force)`),
  };
}
