import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import type pg from 'pg';

import { databaseErrorCode } from './database-errors.ts';

export {
  databaseErrorCode,
  isInFailedTransaction,
  isRetryableDatabaseError,
  isSerializationFailure,
  violatedConstraint,
} from './database-errors.ts';

const BOUNDARY = /^(begin|start transaction|commit|rollback)\b/i;

/** Grace before a client whose transaction boundary failed is thrown away; a normal release comes first. */
const DROP_AFTER_MS = 100;

/**
 * Hook for every pool that MikroORM makes. It cures a leak: a transaction whose begin, commit or rollback fails never
 * gives its connection back, and after `max` of them the pool is dead for good. It also names statements, so that
 * PostgreSQL plans each bound text once. `onError` hears of connections that were lost while idle.
 */
export function guardPool(pool: pg.Pool, onError: (error: Error) => void = () => {}): void {
  const out = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => out.add(client));
  pool.on('release', (_error, client) => out.delete(client));
  // Idle clients report a killed server here; without a listener the process would end.
  pool.on('error', onError);
  const drop = (client: pg.PoolClient): void => {
    setTimeout(() => {
      if (out.has(client)) client.release(true);
    }, DROP_AFTER_MS).unref();
  };
  pool.on('connect', (client) => {
    client.on('error', onError);
    client.once('end', () => drop(client));
    wrapQuery(client, (error) => {
      // Nobody knows whether it is still in a transaction: however it is released, the pool then lets it go.
      if (databaseErrorCode(error) === undefined) hangUp(client);
      drop(client);
    });
  });
}

/** Ends the client's connection; the type of a borrowed client hides that it can. */
function hangUp(client: pg.PoolClient): void {
  const end: unknown = Reflect.get(client, 'end');
  if (typeof end !== 'function') return;
  // With a callback it answers nothing that could be rejected.
  Reflect.apply(end, client, [() => undefined]);
}

/** Replaces the client's `query`: names bound statements, and reports a transaction boundary that failed. */
function wrapQuery(client: pg.PoolClient, onBoundaryFailure: (error: unknown) => void): void {
  const original = client.query.bind(client);
  const query = (...args: unknown[]): unknown => {
    const [text, values, callback] = args;
    const bound = typeof text === 'string' && Array.isArray(values) && values.length > 0 && callback === undefined;
    const name = bound ? statementName(text) : undefined;
    const result: unknown = Reflect.apply(original, undefined, name === undefined ? args : [{ name, text, values }]);
    if (BOUNDARY.test(textOf(text)) && result instanceof Promise) result.catch(onBoundaryFailure);
    return result;
  };
  Object.assign(client, { query });
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  if (typeof query !== 'object' || query === null) return '';
  const text: unknown = Reflect.get(query, 'text');
  return typeof text === 'string' ? text : '';
}

/** A named statement stays in each server process; texts beyond this many are not fixed ones and go unnamed. */
const MAX_NAMES = 2000;
const names = new Map<string, string>();

function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_NAMES) return known;
  const name = createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

const gathering = new WeakSet<pg.PoolClient>();

/**
 * What is asked of the client from here until this process has nothing more to do at once goes out in one write: each
 * of its own costs both sides a system call and a change of context. Call it before each `query`.
 */
export function gather(client: pg.PoolClient): void {
  const stream = streamOf(client);
  if (stream === undefined || gathering.has(client)) return;
  gathering.add(client);
  stream.cork();
  process.nextTick(() => {
    gathering.delete(client);
    stream.uncork();
  });
}

/** The socket of a client; the type of a borrowed client hides its connection. */
function streamOf(client: pg.PoolClient): Writable | undefined {
  const connection: unknown = Reflect.get(client, 'connection');
  if (typeof connection !== 'object' || connection === null) return undefined;
  const stream: unknown = Reflect.get(connection, 'stream');
  return stream instanceof Writable ? stream : undefined;
}
