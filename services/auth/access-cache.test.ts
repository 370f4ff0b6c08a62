import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createAccessCache } from './access-cache.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Counts how often the rows are looked at; answers what they say then. */
function rows() {
  const seen = { looks: 0, refused: false };
  const load = async () => {
    seen.looks += 1;
    if (seen.refused) throw new Error('refused');
    return { look: seen.looks };
  };
  return { seen, load };
}

test('what a credential may do is looked up again before it is three seconds old, and nobody waits for it', async () => {
  const cache = createAccessCache();
  const { seen, load } = rows();
  expect(await cache.get('k', load)).toEqual({ look: 1 });
  jest.advanceTimersByTime(2500);
  expect(await cache.get('k', load)).toEqual({ look: 1 });
  expect(await cache.get('k', load)).toEqual({ look: 2 });
  expect(seen.looks).toBe(2);
});

test('nothing older than three seconds is believed', async () => {
  const cache = createAccessCache();
  const { load } = rows();
  await cache.get('k', load);
  jest.advanceTimersByTime(3000);
  expect(await cache.get('k', load)).toEqual({ look: 2 });
});

test('a credential that is refused meanwhile is out with the next call', async () => {
  const cache = createAccessCache();
  const { seen, load } = rows();
  await cache.get('k', load);
  seen.refused = true;
  jest.advanceTimersByTime(2500);
  await cache.get('k', load);
  await Promise.resolve();
  await expect(cache.get('k', load)).rejects.toThrow('refused');
});

test('a look that began before the cache was cleared is not remembered', async () => {
  const cache = createAccessCache();
  const { load } = rows();
  await cache.get('k', load);
  jest.advanceTimersByTime(2500);
  const renewing = cache.get('k', load);
  cache.clear();
  await renewing;
  expect(await cache.get('k', load)).toEqual({ look: 3 });
});
