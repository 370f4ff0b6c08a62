import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextTryMs, untilNextMoment } from '../../workflows/document-to-cdr/waits.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DEADLINE = Date.parse('2026-11-28T04:59:59Z');

describe('the back-off', () => {
  test('grows from 15 seconds to an hour and never beyond', () => {
    expect([1, 2, 3].map(nextTryMs)).toEqual([15_000, 30_000, 60_000]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (tries) => {
        expect(nextTryMs(tries)).toBeLessThanOrEqual(HOUR);
        expect(nextTryMs(tries + 1)).toBeGreaterThanOrEqual(nextTryMs(tries));
      }),
    );
  });
});

describe('a wait', () => {
  test('ends at the warning, in the last minute and at the end, whichever comes first', () => {
    expect(untilNextMoment(DEADLINE - DAY - 1000, HOUR, DEADLINE)).toBe(1000);
    expect(untilNextMoment(DEADLINE - 5 * 60_000, HOUR, DEADLINE)).toBe(4 * 60_000);
    expect(untilNextMoment(DEADLINE - 30_000, HOUR, DEADLINE)).toBe(31_000);
    expect(untilNextMoment(DEADLINE + HOUR, HOUR, DEADLINE)).toBe(HOUR);
  });

  test('is always positive and never longer than asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10 * DAY, max: 10 * DAY }), (offset) => {
        const wait = untilNextMoment(DEADLINE + offset, HOUR, DEADLINE);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(HOUR);
      }),
    );
  });
});
