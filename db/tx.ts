import type { MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery, type Kysely } from 'kysely';
import { isSerializationFailure } from '../platform/database-pool.ts';
import { COMPANY } from './entities/own.ts';

/** One open transaction in one company; statements are bound and prepared by name. */
export interface Tx {
  readonly companyId: string;
  /** Runs one statement with `$1` parameters; numeric, bigint and timestamps come back as strings or Dates. */
  sql<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Like `sql`, but answers how many rows an update or insert touched. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

const ATTEMPTS = 3;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Runs `work` in one transaction of the company; row-level security sees the company from its first statement on.
 * Deadlocks and serialization failures roll the whole back and are run again, up to three times.
 */
export async function inCompany<T>(orm: MikroORM, companyId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  // Stands in the statement itself: begun and set in one round trip, which takes no parameters.
  if (!UUID.test(companyId)) throw new Error('The company is no UUID');
  const begin = `begin; select set_config('mikro.${COMPANY}.id', '${companyId}', true)`;
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction(orm, begin, companyId, work);
    } catch (error) {
      if (attempt >= ATTEMPTS || !isSerializationFailure(error)) throw error;
    }
  }
}

/** One transaction without a company: for the global tables and the look-ups that come before a company is known. */
export async function outsideCompanies<T>(orm: MikroORM, work: (tx: Omit<Tx, 'companyId'>) => Promise<T>): Promise<T> {
  return transaction(orm, 'begin', '', work);
}

/** On a connection of MikroORM's pool; a boundary that fails makes the pool throw the connection away (`guardPool`). */
async function transaction<T>(
  orm: MikroORM,
  begin: string,
  companyId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const connection = orm.em.getConnection();
  await connection.ensureConnection();
  return connection
    .getClient()
    .connection()
    .execute(async (client) => {
      const { tx, close } = openTx(client, companyId);
      const boundary = (text: string) => client.executeQuery(CompiledQuery.raw(text));
      try {
        await boundary(begin);
        const result = await work(tx);
        close();
        await boundary('commit');
        return result;
      } catch (error) {
        close();
        // What it says is less than why it came to it.
        await boundary('rollback').catch(() => undefined);
        throw error;
      }
    });
}

type Client = Parameters<Parameters<ReturnType<Kysely<unknown>['connection']>['execute']>[0]>[0];

function openTx(client: Client, companyId: string): { tx: Tx; close: () => void } {
  let over = false;
  const execute = async (text: string, values: readonly unknown[]) => {
    if (over) throw new Error('The transaction is over');
    return client.executeQuery(CompiledQuery.raw(text, [...values]));
  };
  return {
    tx: {
      companyId,
      async sql<Row>(text: string, values: readonly unknown[] = []) {
        return (await execute(text, values)).rows as Row[];
      },
      async run(text, values = []) {
        return Number((await execute(text, values)).numAffectedRows ?? 0n);
      },
    },
    close: () => {
      over = true;
    },
  };
}
