import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import {
  databaseErrorCode,
  gather,
  guardPool,
  isRetryableDatabaseError,
  isSerializationFailure,
  violatedConstraint,
} from './database-pool.ts';

/** A client without a server: what it was asked, and an answer to be set. */
class FakeClient extends EventEmitter {
  asked: unknown[][] = [];
  answer: () => Promise<unknown> = () => Promise.resolve({ rows: [] });
  released: unknown[] = [];
  query(...args: unknown[]): Promise<unknown> {
    this.asked.push(args);
    return this.answer();
  }
  release(destroy?: unknown): void {
    this.released.push(destroy);
  }
}

function guarded(): { pool: pg.Pool; client: FakeClient; errors: unknown[] } {
  const pool = new pg.Pool();
  const client = new FakeClient();
  const errors: unknown[] = [];
  guardPool(pool, (error) => errors.push(error));
  pool.emit('connect', client);
  pool.emit('acquire', client);
  return { pool, client, errors };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('a guarded pool', () => {
  test.each(['begin', 'commit', 'rollback', 'start transaction isolation level serializable'])(
    'throws the connection away when %s fails and nobody releases it',
    async (text) => {
      const { client } = guarded();
      client.answer = () => Promise.reject(new Error('Connection terminated unexpectedly'));
      await expect(client.query(text)).rejects.toThrow('terminated');
      jest.advanceTimersByTime(100);
      expect(client.released).toEqual([true]);
    },
  );

  test('does not release twice what was released in time', async () => {
    const { pool, client } = guarded();
    client.answer = () => Promise.reject(new Error('lost'));
    await expect(client.query({ text: 'commit' })).rejects.toThrow('lost');
    pool.emit('release', undefined, client);
    jest.advanceTimersByTime(1000);
    expect(client.released).toEqual([]);
  });

  test('throws away a connection that ends while it is out, and leaves it after a failed statement', async () => {
    const { client, errors } = guarded();
    client.answer = () => Promise.reject(new Error('duplicate key'));
    await expect(client.query('insert into x')).rejects.toThrow('duplicate');
    jest.advanceTimersByTime(1000);
    expect(client.released).toEqual([]);
    client.emit('error', new Error('reset'));
    client.emit('end');
    jest.advanceTimersByTime(100);
    expect(client.released).toEqual([true]);
    expect(errors).toHaveLength(1);
  });

  test('names bound texts, the same text by the same name, and passes all else as it is', async () => {
    const { client } = guarded();
    const callback = (): void => {};
    await client.query('select $1', [1]);
    await client.query('select $1', [2]);
    await client.query('select $1, 2', [3]);
    await client.query('select 1', []);
    await client.query('select 1');
    await client.query('select $1', [1], callback);
    await client.query({ text: 'select $1', values: [1] });
    const [first, second, third, ...others] = client.asked;
    expect(first).toEqual([{ name: expect.stringMatching(/^[\w-]{27}$/), text: 'select $1', values: [1] }]);
    expect(second?.[0]).toMatchObject({ name: Reflect.get(Object(first?.[0]), 'name') });
    expect(third?.[0]).not.toMatchObject({ name: Reflect.get(Object(first?.[0]), 'name') });
    expect(others).toEqual([
      ['select 1', []],
      ['select 1'],
      ['select $1', [1], callback],
      [{ text: 'select $1', values: [1] }],
    ]);
  });

  test('outlives a server that is killed while connections are idle', () => {
    const { pool, errors } = guarded();
    pool.emit('error', new Error('terminating connection due to administrator command'), new pg.Client());
    expect(errors).toHaveLength(1);
  });
});

describe('database errors', () => {
  const coded = (code: string, extra: object = {}): Error => Object.assign(new Error('x'), { code, ...extra });

  test('are retryable by code anywhere along cause and previous, or by the text of a lost connection', () => {
    for (const code of ['57014', '55P03', '40P01', '40001', '57P01', '57P03', '08006', '53300', 'ECONNREFUSED']) {
      expect(isRetryableDatabaseError(coded(code))).toBe(true);
      expect(isRetryableDatabaseError(new Error('outer', { cause: coded(code) }))).toBe(true);
      expect(isRetryableDatabaseError(Object.assign(new Error('outer'), { previous: coded(code) }))).toBe(true);
    }
    for (const message of [
      'Client has encountered a connection error and is not queryable',
      'Connection terminated unexpectedly',
      'timeout exceeded when trying to connect',
      'Query read timeout',
    ]) {
      expect(isRetryableDatabaseError(new Error('outer', { cause: new Error(message) }))).toBe(true);
    }
    expect(isRetryableDatabaseError(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')], ''))).toBe(true);
  });

  test('are final when the statement itself is refused, or when it is no database error', () => {
    for (const error of [coded('23505'), coded('42501'), coded('22P02'), new Error('x'), undefined, null, 'x', {}]) {
      expect(isRetryableDatabaseError(error)).toBe(false);
    }
  });

  test('tell their code, constraint and whether to run the transaction again', () => {
    const error = new Error('outer', { cause: coded('23505', { constraint: 'sale_key' }) });
    expect([databaseErrorCode(error), violatedConstraint(error)]).toEqual(['23505', 'sale_key']);
    expect([isSerializationFailure(coded('40001')), isSerializationFailure(error)]).toEqual([true, false]);
    expect([databaseErrorCode('x'), violatedConstraint(undefined)]).toEqual([undefined, undefined]);
  });
});

test('what is asked of a client before the process waits goes out in one write', async () => {
  jest.useRealTimers();
  const sent: string[][] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => done(void sent.push([String(chunk)])),
    writev: (chunks, done) => done(void sent.push(chunks.map(({ chunk }) => String(chunk)))),
  });
  const client = asPoolClient(Object.assign(new EventEmitter(), { connection: { stream } }));
  for (const text of ['a', 'b', 'c']) {
    gather(client);
    stream.write(text);
    await Promise.resolve();
  }
  await new Promise((resolve) => process.nextTick(resolve));
  gather(client);
  stream.write('d');
  await new Promise((resolve) => process.nextTick(resolve));
  expect(sent).toEqual([['a', 'b', 'c'], ['d']]);
});

/** As much of a client as `gather` looks at. */
function asPoolClient(value: unknown): pg.PoolClient {
  return value as pg.PoolClient;
}
