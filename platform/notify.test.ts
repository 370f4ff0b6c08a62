import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { debounce } from './notify.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('many nudges in one window make one call, and a nudge after it makes another', () => {
  const calls = jest.fn();
  const nudge = debounce(calls, 20);
  for (let i = 0; i < 10; i += 1) nudge();
  expect(calls).toHaveBeenCalledTimes(0);
  jest.advanceTimersByTime(20);
  expect(calls).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(100);
  nudge();
  jest.advanceTimersByTime(20);
  expect(calls).toHaveBeenCalledTimes(2);
});

test('a steady stream of nudges cannot put the call off', () => {
  const calls = jest.fn();
  const nudge = debounce(calls, 20);
  for (let i = 0; i < 100; i += 1) {
    nudge();
    jest.advanceTimersByTime(5);
  }
  expect(calls).toHaveBeenCalledTimes(25);
});

test('a pending nudge is made at the end, and one that fails is reported', async () => {
  const errors: unknown[] = [];
  const nudge = debounce(
    () => Promise.reject(new Error('down')),
    20,
    (error) => errors.push(error),
  );
  await nudge.flush();
  expect(errors).toEqual([]);
  nudge();
  await nudge.flush();
  expect(errors).toEqual([expect.objectContaining({ message: 'down' })]);
});
