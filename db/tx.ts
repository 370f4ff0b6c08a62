import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery, type Transaction as KyselyTransaction } from 'kysely';
import { isSerializationFailure } from '../platform/database-pool.ts';
import { COMPANY } from './entities/own.ts';

/** One open transaction in one company: entities by `em`, hot statements by `sql` (bound and prepared by name). */
export interface Tx {
  readonly companyId: string;
  readonly em: EntityManager;
  /** Runs one statement with `$1` parameters; numeric, bigint and timestamps come back as strings or Dates. */
  sql<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Like `sql`, but answers how many rows an update or insert touched. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

const ATTEMPTS = 3;

/**
 * Runs `work` in one transaction of the company; row-level security sees the company from its first statement on.
 * Deadlocks and serialization failures roll the whole back and are run again, up to three times.
 */
export async function inCompany<T>(orm: MikroORM, companyId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const em = orm.em.fork({ useContext: false });
    em.setFilterParams(COMPANY, { id: companyId });
    try {
      return await em.transactional((inner) => work(openTx(inner as EntityManager, companyId)));
    } catch (error) {
      if (attempt >= ATTEMPTS || !isSerializationFailure(error)) throw error;
    }
  }
}

/** One transaction without a company: for the global tables and the look-ups that come before a company is known. */
export async function outsideCompanies<T>(orm: MikroORM, work: (tx: Omit<Tx, 'companyId'>) => Promise<T>): Promise<T> {
  return orm.em.fork({ useContext: false }).transactional((inner) => work(openTx(inner as EntityManager, '')));
}

/** A fork for reads of one company outside an explicit transaction (each read opens its own). */
export function readerOf(orm: MikroORM, companyId: string): EntityManager {
  const em = orm.em.fork({ useContext: false });
  em.setFilterParams(COMPANY, { id: companyId });
  return em;
}

function openTx(em: EntityManager, companyId: string): Tx {
  const transaction = (): KyselyTransaction<unknown> => {
    const context: unknown = em.getTransactionContext();
    if (context === undefined || context === null) throw new Error('The transaction is over');
    return context as KyselyTransaction<unknown>;
  };
  const execute = (text: string, values: readonly unknown[]) =>
    transaction().executeQuery(CompiledQuery.raw(text, [...values]));
  return {
    companyId,
    em,
    async sql<Row>(text: string, values: readonly unknown[] = []) {
      return (await execute(text, values)).rows as Row[];
    },
    async run(text, values = []) {
      return Number((await execute(text, values)).numAffectedRows ?? 0n);
    },
  };
}
