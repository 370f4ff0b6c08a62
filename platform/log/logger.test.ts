import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createLogger, type Logger, logLevel, setLogLevel } from './logger.ts';
import { watchLogLevel } from './watch-level.ts';

function capture(level: 'debug' | 'info' = 'info'): {
  logger: Logger;
  lines: Record<string, unknown>[];
  text: () => string;
} {
  const raw: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => {
    raw.push(line);
    lines.push(JSON.parse(line));
  };
  return { logger: createLogger({ level, name: 'test', destination: { write } }), lines, text: () => raw.join('') };
}

describe('a log line', () => {
  test('is JSON with time, level by name and the request of its child', () => {
    const { logger, lines } = capture();
    logger.child({ request_id: 'r1', company_id: 'c1' }).info({ status: 200 }, 'request');
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'info',
        name: 'test',
        request_id: 'r1',
        company_id: 'c1',
        status: 200,
        msg: 'request',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      }),
    ]);
  });

  test('hides secrets and personal data by name at any depth, in children and inside texts', () => {
    const { logger, text } = capture();
    const secret = 'SECRETO-123';
    logger.info({
      password: secret,
      a: { b: [{ sol_password: secret, Email: secret }] },
      headers: { 'x-api-key': secret },
    });
    logger.child({ token: secret, email: secret }).info('x');
    logger.info({ customer: { name: secret }, buffer: Buffer.from(secret) });
    logger.info({ url: `postgres://hub:${secret}@db/hub` }, `failed at postgres://hub:${secret}@db/hub`);
    logger.info(`hk_${'a'.repeat(43)} used by juana.perez@example.pe`);
    logger.error(new Error(`cannot reach redis://:${secret}@host`));
    expect(text()).not.toContain(secret);
    expect(text()).not.toContain('aaaaaaaaaa');
    expect(text()).not.toContain('juana');
    expect(text()).not.toContain(
      secret
        .split('')
        .map((c) => c.charCodeAt(0))
        .join(','),
    );
  });

  test('of a database error holds its class, SQLSTATE and names, never statements or values', () => {
    const { logger, lines, text } = capture();
    const database = Object.assign(new Error('invalid input syntax for type uuid: "44556677"'), {
      name: 'error',
      severity: 'ERROR',
      code: '22P02',
      table: 'customer',
      constraint: 'customer_key',
      detail: 'Key (dni)=(44556677)',
      query: "select '44556677'",
    });
    const wrapped = Object.assign(new Error(`select * from x where dni = '44556677' - ${database.message}`), {
      name: 'DriverException',
      severity: 'ERROR',
      code: '22P02',
      previous: database,
    });
    logger.error(wrapped);
    logger.error({ err: database });
    logger.error({ cause: wrapped }, 'failed');
    expect(text()).not.toContain('44556677');
    expect(lines[0]).toMatchObject({
      msg: 'database refused: SQLSTATE 22P02',
      err: { type: 'DriverException', code: '22P02', cause: { table: 'customer', constraint: 'customer_key' } },
    });
  });

  test('of an own error keeps message, code, frames and causes, and a circular cause does not hang', () => {
    const { logger, lines } = capture();
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const error = new Error('cannot send', { cause });
    cause.cause = error;
    logger.warn({ err: error }, 'retrying');
    expect(lines[0]).toMatchObject({
      msg: 'retrying',
      err: {
        type: 'Error',
        message: 'cannot send',
        cause: { code: 'ECONNREFUSED' },
        stack: expect.stringContaining('at '),
      },
    });
  });
});

describe('the log level', () => {
  test('changes at run time for children that were made before', () => {
    const { logger, lines } = capture();
    const child = logger.child({ part: 'relay' });
    child.debug('unseen');
    setLogLevel(child, 'debug');
    child.debug('seen');
    expect(lines.map((line) => line['msg'])).toEqual(['seen']);
    expect(logLevel(logger)).toBe('debug');
  });

  test('is switched by SIGHUP, or read from its file', () => {
    const { logger } = capture();
    const stop = watchLogLevel(logger);
    process.emit('SIGHUP');
    expect(logLevel(logger)).toBe('debug');
    process.emit('SIGHUP');
    expect(logLevel(logger)).toBe('info');
    stop();

    const folder = mkdtempSync(join(tmpdir(), 'level-'));
    const file = join(folder, 'level');
    const stopFile = watchLogLevel(logger, { file });
    writeFileSync(file, 'warn\n');
    process.emit('SIGHUP');
    expect(logLevel(logger)).toBe('warn');
    writeFileSync(file, 'nonsense');
    process.emit('SIGHUP');
    expect(logLevel(logger)).toBe('warn');
    stopFile();
    rmSync(folder, { recursive: true });
    expect(process.listenerCount('SIGHUP')).toBe(0);
  });
});
