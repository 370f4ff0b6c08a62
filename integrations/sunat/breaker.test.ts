import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Breakers, createBreakers } from './breaker.ts';

const URL_A = 'https://a/bill';
const FAILED = { kind: 'unknown' };
const DONE = { kind: 'accepted' };

let breakers: Breakers;
let changes: string[];

beforeEach(() => {
  jest.useFakeTimers();
  changes = [];
  breakers = createBreakers({ onChange: (_endpoint, state) => changes.push(state) });
});

afterEach(() => {
  breakers.close();
  jest.useRealTimers();
});

const run = (key: string, outcome: { kind: string; code?: string }, endpoint = URL_A) =>
  breakers.run(endpoint, key, async () => outcome);

async function fail(times: number, endpoint = URL_A): Promise<void> {
  for (let n = 0; n < times; n += 1) await run(`document-${n}`, FAILED, endpoint);
}

describe('the breaker of an endpoint', () => {
  test('opens at ten failing documents, answers at once while open, and leaves other endpoints alone', async () => {
    await fail(9);
    expect(breakers.state(URL_A)).toBe('closed');
    await run('document-9', FAILED);
    expect(changes).toEqual(['open']);
    let called = false;
    const answer = await breakers.run(URL_A, 'next', async () => {
      called = true;
      return DONE;
    });
    expect(answer).toMatchObject({ kind: 'retryable', code: 'breaker_open' });
    expect(called).toBe(false);
    expect(await run('next', DONE, 'https://b/bill')).toBe(DONE);
  });

  test('is never opened by the retries of one document, and those do not hide an outage', async () => {
    for (let n = 0; n < 50; n += 1) await run('stubborn', FAILED);
    expect(breakers.state(URL_A)).toBe('closed');
    await fail(9);
    expect(breakers.state(URL_A)).toBe('open');
  });

  test('opens at half of the calls, not below', async () => {
    for (let n = 0; n < 11; n += 1) await run(`good-${n}`, DONE);
    await fail(10);
    expect(breakers.state(URL_A)).toBe('closed');
    await run('document-10', FAILED);
    expect(breakers.state(URL_A)).toBe('open');
  });

  test('forgets failures after 30 s', async () => {
    await fail(9);
    jest.advanceTimersByTime(30_001);
    await run('late', FAILED);
    expect(breakers.state(URL_A)).toBe('closed');
  });

  test.each([
    { kind: 'rejected', code: '2017' },
    { kind: 'not_registered', code: '0306' },
    { kind: 'configuration_error', code: '0102' },
    { kind: 'already_registered', code: '1033' },
    { kind: 'unknown', code: '0140' },
  ])("is not opened by SUNAT's own answers: %j", async (outcome) => {
    for (let n = 0; n < 30; n += 1) await run(`document-${n}`, outcome);
    expect(changes).toEqual([]);
  });

  test("counts SUNAT's internal errors and thrown errors", async () => {
    for (let n = 0; n < 9; n += 1) await run(`document-${n}`, { kind: 'retryable', code: '0109' });
    const thrown = breakers.run(URL_A, 'thrown', () => Promise.reject(new Error('broken')));
    await expect(thrown).rejects.toThrow('broken');
    expect(breakers.state(URL_A)).toBe('open');
  });
});

describe('an open breaker', () => {
  test('lets one probe through after 5 s and closes by its success', async () => {
    await fail(10);
    jest.advanceTimersByTime(4_999);
    expect(breakers.state(URL_A)).toBe('open');
    jest.advanceTimersByTime(1);
    expect(breakers.state(URL_A)).toBe('half_open');
    let finish = (): void => undefined;
    const probe = breakers.run(
      URL_A,
      'probe',
      () => new Promise<typeof DONE>((resolve) => (finish = () => resolve(DONE))),
    );
    expect(await run('second', DONE)).toMatchObject({ code: 'breaker_open' });
    finish();
    expect(await probe).toBe(DONE);
    expect(changes).toEqual(['open', 'half_open', 'closed']);
    await fail(9);
    expect(breakers.state(URL_A)).toBe('closed');
  });

  test('waits twice as long after each failed probe, 60 s at most, and 5 s again after a success', async () => {
    await fail(10);
    for (const wait of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
      jest.advanceTimersByTime(wait - 1);
      expect(breakers.state(URL_A)).toBe('open');
      jest.advanceTimersByTime(1);
      expect(breakers.state(URL_A)).toBe('half_open');
      expect(await run('same document', FAILED)).toBe(FAILED);
    }
    jest.advanceTimersByTime(60_000);
    await run('probe', { kind: 'rejected' });
    await fail(10);
    jest.advanceTimersByTime(5_000);
    expect(breakers.state(URL_A)).toBe('half_open');
  });

  test('is not decided by a call that began before it opened', async () => {
    let finish = (): void => undefined;
    const straggler = breakers.run(
      URL_A,
      'old',
      () => new Promise<typeof FAILED>((resolve) => (finish = () => resolve(FAILED))),
    );
    await fail(10);
    jest.advanceTimersByTime(5_000);
    finish();
    await straggler;
    expect(breakers.state(URL_A)).toBe('half_open');
    expect(await run('probe', DONE)).toBe(DONE);
    expect(breakers.state(URL_A)).toBe('closed');
  });

  test('passes on what a probe throws, and opens again', async () => {
    await fail(10);
    jest.advanceTimersByTime(5_000);
    await expect(breakers.run(URL_A, 'p', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(breakers.state(URL_A)).toBe('open');
  });
});

describe('a state decided elsewhere', () => {
  test('is taken over without being reported back', async () => {
    breakers.force(URL_A, 'open');
    expect(await run('a', DONE)).toMatchObject({ code: 'breaker_open' });
    breakers.force(URL_A, 'half_open');
    expect(breakers.state(URL_A)).toBe('half_open');
    breakers.force(URL_A, 'open');
    breakers.force(URL_A, 'closed');
    expect(await run('a', DONE)).toBe(DONE);
    expect(changes).toEqual([]);
  });

  test('half-open lets exactly one probe through', async () => {
    breakers.force(URL_A, 'half_open');
    const probe = run('a', DONE);
    expect(await run('b', DONE)).toMatchObject({ code: 'breaker_open' });
    expect(await probe).toBe(DONE);
    expect(changes).toEqual(['closed']);
  });

  test('open ends by its own timer, which is reported', () => {
    breakers.force(URL_A, 'open');
    jest.advanceTimersByTime(5_000);
    expect(changes).toEqual(['half_open']);
  });
});
