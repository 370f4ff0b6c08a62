import { createHash } from 'node:crypto';
import type pg from 'pg';

const BOUNDARY = /^(begin|start transaction|commit|rollback)\b/i;

/** Grace before a client whose transaction boundary failed is thrown away; a normal release comes first. */
const DROP_AFTER_MS = 100;

type Release = pg.PoolClient & { release(destroy?: boolean | Error): void };

/**
 * Hook for every pool that MikroORM makes. It cures a leak: a transaction whose begin, commit or rollback fails never
 * gives its connection back, and after `max` of them the pool is dead for good. It also names statements, so that
 * PostgreSQL plans each bound text once.
 */
export function guardPool(pool: pg.Pool): void {
  const out = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => out.add(client));
  pool.on('release', (_error, client) => out.delete(client));
  // Idle clients report a killed server here; without a listener the process would end.
  pool.on('error', () => undefined);
  const drop = (client: pg.PoolClient): void => {
    setTimeout(() => {
      if (out.has(client)) (client as Release).release(true);
    }, DROP_AFTER_MS).unref();
  };
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    client.once('end', () => drop(client));
    nameStatements(client, () => drop(client));
  });
}

type Query = (...args: unknown[]) => unknown;

function nameStatements(client: pg.PoolClient, onBoundaryFailure: () => void): void {
  const query = client.query.bind(client) as Query;
  const replaced: Query = (text, values, callback) => {
    const bound = typeof text === 'string' && Array.isArray(values) && values.length > 0 && callback === undefined;
    const result = bound ? query({ name: statementName(text), text, values }) : query(...trim(text, values, callback));
    const sql = typeof text === 'string' ? text : textOf(text);
    if (BOUNDARY.test(sql) && result instanceof Promise) result.catch(onBoundaryFailure);
    return result;
  };
  Object.assign(client, { query: replaced });
}

const trim = (...args: unknown[]): unknown[] => args.filter((arg, index) => index === 0 || arg !== undefined);

function textOf(query: unknown): string {
  return typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : '';
}

const names = new Map<string, string>();
const MAX_NAMES = 2000;

function statementName(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = createHash('sha1').update(text).digest('base64url');
  if (names.size < MAX_NAMES) names.set(text, name);
  return name;
}

/** The chain of an error: itself, then every `cause` and `previous` below it. */
function* chain(error: unknown): Generator<Record<string, unknown>> {
  const seen = new Set<unknown>();
  let current = error;
  while (typeof current === 'object' && current !== null && !seen.has(current)) {
    seen.add(current);
    const link = current as Record<string, unknown>;
    yield link;
    current = link.cause ?? link.previous;
  }
}

/** The SQLSTATE or system code of an error, looked for along its causes. */
export function databaseErrorCode(error: unknown): string | undefined {
  for (const link of chain(error)) if (typeof link.code === 'string') return link.code;
  return undefined;
}

/** The name of the violated constraint, when the error is one of those. */
export function violatedConstraint(error: unknown): string | undefined {
  for (const link of chain(error)) if (typeof link.constraint === 'string') return link.constraint;
  return undefined;
}

/** Deadlock or serialization failure: the whole transaction may be run again at once. */
export function isSerializationFailure(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code === '40P01' || code === '40001';
}

const RETRYABLE_CODES =
  /^(08...|40001|40P01|53...|55P03|57014|57P0[1-5]|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EAI_AGAIN)$/;
const RETRYABLE_TEXTS =
  /not queryable|Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|the database system is (starting up|shutting down|in recovery)/i;

/**
 * True when the database was away, busy or overtaken: the same work may be done again later. A connection lost in the
 * middle carries no code, so its text is looked at. At commit the result is unknown: run again under the same key.
 */
export function isRetryableDatabaseError(error: unknown): boolean {
  const code = databaseErrorCode(error);
  if (code !== undefined && RETRYABLE_CODES.test(code)) return true;
  for (const link of chain(error)) if (RETRYABLE_TEXTS.test(String(link.message ?? ''))) return true;
  return false;
}
