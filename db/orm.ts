import { fileURLToPath } from 'node:url';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, MikroORM, type Options } from '@mikro-orm/postgresql';
import { guardPool } from '../platform/database-pool.ts';
import * as entities from './entities/index.ts';
import { TenantSchemaGenerator } from './tenant-schema.ts';

/** Connections that stay open when nobody needs them: a new one logs in and prepares every statement again. */
const KEPT_OPEN = 8;

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

const isEntity = (value: unknown): boolean => typeof value === 'object' && value !== null && 'meta' in value;

export interface OrmOptions {
  /** postgresql:// URL of the role this process acts as. */
  readonly url: string;
  /** Connections; concurrent units of work + 2. */
  readonly poolMax?: number;
  readonly applicationName?: string;
  /** How long a unit of work waits for a connection; then its caller is told to come again. */
  readonly connectMs?: number;
  /** Told of the pool when it is made, for the metrics. */
  readonly onPool?: (pool: Parameters<typeof guardPool>[0]) => void;
}

/** The options of every MikroORM of the hub; also the CLI's (`db/orm.config.ts`). */
export function ormOptions(options: OrmOptions): Options {
  const { url, poolMax = 20, applicationName = 'hub', connectMs = 3000, onPool } = options;
  return defineConfig({
    clientUrl: url,
    entities: Object.values(entities).filter(isEntity) as NonNullable<Options['entities']>,
    extensions: [TenantSchemaGenerator, Migrator],
    forceUtcTimezone: true,
    // The database is made before any of the hub's programs starts; to ask again would cost the first request.
    ensureDatabase: false,
    pool: { min: Math.min(KEPT_OPEN, poolMax), max: poolMax },
    driverOptions: {
      // A transaction's statements go out without waiting for the answer of the one before (db/tx.ts).
      pipeline: true,
      statement_timeout: 5000,
      lock_timeout: 4000,
      idle_in_transaction_session_timeout: 10_000,
      query_timeout: 8000,
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      application_name: applicationName,
      onPoolCreated: (pool: Parameters<typeof guardPool>[0]) => {
        guardPool(pool);
        onPool?.(pool);
      },
    },
    migrations: {
      path: migrationsFolder,
      pathTs: migrationsFolder,
      emit: 'ts',
      snapshotName: '.snapshot',
      snapshotOnMigrate: false,
      tableName: 'mikro_orm_migrations',
      disableForeignKeys: false,
      silent: true,
    },
  });
}

export const createOrm = (options: OrmOptions): MikroORM => new MikroORM(ormOptions(options));
