import { createOrm } from './orm.ts';

/** Brings the schema up to date as `hub_owner`; answers the names of the migrations that ran. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const orm = createOrm({ url: ownerUrl, poolMax: 2, applicationName: 'hub-migrate' });
  try {
    const done = await orm.migrator.up();
    return done.map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}

/** True when the entities and the committed snapshot differ: a migration is missing. */
export async function schemaIsBehind(ownerUrl: string): Promise<boolean> {
  const orm = createOrm({ url: ownerUrl, poolMax: 2, applicationName: 'hub-verify' });
  try {
    return await orm.migrator.checkSchema();
  } finally {
    await orm.close(true);
  }
}
