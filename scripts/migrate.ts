import { migrate } from '../db/migrate.ts';
import { readConfig } from '../platform/config.ts';
import { messageOf } from './stack/error-code.ts';

/** `npm run migrate`: brings the schema up to date as `hub_owner`. Roles and database must exist. */
try {
  const config = readConfig(['DATABASE_OWNER_URL']);
  const done = await migrate(config.DATABASE_OWNER_URL ?? '');
  console.log(done.length === 0 ? 'El esquema ya está al día.' : `Migraciones aplicadas: ${done.join(', ')}`);
  process.exit(0);
} catch (error) {
  console.error(messageOf(error));
  process.exit(1);
}
