import { type MikroORM, PostgreSqlConnection } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { gather, isInFailedTransaction, isSerializationFailure } from '../platform/database-pool.ts';
import { COMPANY } from './entities/own.ts';

/**
 * One open transaction in one company; statements are bound and prepared by name. They run in the order in which they
 * are asked for, and what is asked for before the next answer is awaited goes out in one write: reads that do not need
 * each other stand in one `Promise.all`, writes whose answer nobody needs are `write`.
 */
export interface Tx {
  readonly companyId: string;
  /** Runs one statement with `$1` parameters; numeric, bigint and timestamps come back as strings or Dates. */
  sql<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Like `sql`, but answers how many rows an update or insert touched. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
  /** The time that `now()` answers in every statement of the transaction; known with its first answer. */
  begunAt(): Promise<Date | string>;
  /** Runs a statement without waiting for it. Where it fails, so do the next statement and the commit. */
  write(text: string, values?: readonly unknown[]): void;
}

const ATTEMPTS = 3;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Runs `work` in one transaction of the company; row-level security sees the company from its first statement on.
 * Deadlocks and serialization failures roll the whole back and are run again, up to three times.
 */
export async function inCompany<T>(orm: MikroORM, companyId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  // Stands in the statement itself: begun and set in one statement, which takes no parameters.
  if (!UUID.test(companyId)) throw new Error('The company is no UUID');
  const begin = `begin; select set_config('mikro.${COMPANY}.id', '${companyId}', true), now() as at`;
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
  return transaction(orm, 'begin; select now() as at', '', work);
}

async function poolOf(orm: MikroORM): Promise<pg.Pool> {
  const connection = orm.em.getConnection();
  if (!(connection instanceof PostgreSqlConnection)) throw new Error('Not a connection of PostgreSQL');
  return connection.getNativeClient();
}

/** On a connection of MikroORM's pool; a boundary that fails makes the pool throw the connection away (`guardPool`). */
async function transaction<T>(
  orm: MikroORM,
  begin: string,
  companyId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await (await poolOf(orm)).connect();
  const { tx, begun, boundary, close } = openTx(client, begin, companyId);
  try {
    // It goes out with the first statements. Were it refused, they would find no company, and so neither see nor write
    // a row; the global tables have no such guard.
    if (companyId === '') await begun;
    const result = await work(tx);
    const sent = close();
    const { command } = await boundary('commit');
    for (const one of sent) await one;
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back');
    return result;
  } catch (error) {
    const sent = close();
    // What it says is less than why it came to it.
    await boundary('rollback').catch(() => undefined);
    throw await firstFailure(error, sent);
  } finally {
    client.release();
  }
}

/** "The transaction is aborted" only tells that a statement which nobody waited for has failed before. */
async function firstFailure(error: unknown, sent: readonly Promise<unknown>[]): Promise<unknown> {
  if (!isInFailedTransaction(error)) return error;
  for (const one of sent) {
    try {
      await one;
    } catch (first) {
      return first;
    }
  }
  return error;
}

type Answer = pg.QueryResult<Record<string, unknown>>;

function openTx(client: pg.PoolClient, begin: string, companyId: string) {
  let over = false;
  const unawaited: Promise<unknown>[] = [];
  const ask = (text: string, values?: readonly unknown[]): Promise<Answer> => {
    gather(client);
    const answer = values ? client.query<Record<string, unknown>>(text, [...values]) : client.query(text);
    // Who waits for it hears of its failure; nobody need wait.
    answer.catch(() => undefined);
    return answer;
  };
  const execute = async (text: string, values: readonly unknown[] = []): Promise<Answer> => {
    if (over) throw new Error('The transaction is over');
    return ask(text, values);
  };
  const begun = ask(begin);
  unawaited.push(begun);
  const tx: Tx = {
    companyId,
    async sql<Row>(text: string, values?: readonly unknown[]) {
      return (await execute(text, values)).rows as Row[];
    },
    run: async (text, values) => (await execute(text, values)).rowCount ?? 0,
    begunAt: async () => timeOf(await begun),
    write(text, values) {
      const answer = execute(text, values);
      answer.catch(() => undefined);
      unawaited.push(answer);
    },
  };
  return {
    ...{ tx, begun, boundary: (text: string) => ask(text) },
    /** Takes no more statements; answers what was sent and not waited for, in its order. */
    close: (): readonly Promise<unknown>[] => {
      over = true;
      return unawaited;
    },
  };
}

/** `begin` stands in one text with the statement that tells the time; the driver answers such a text with a list. */
function timeOf(answer: Answer | readonly Answer[]): Date | string {
  const [row] = (Array.isArray(answer) ? answer.at(-1) : answer)?.rows ?? [];
  const at: unknown = row?.['at'];
  if (at instanceof Date || typeof at === 'string') return at;
  throw new Error('The transaction does not tell its time');
}
