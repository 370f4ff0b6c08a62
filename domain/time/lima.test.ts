import { describe, expect, test } from '@jest/globals';
import { attentionAt, sendDeadline } from '../fiscal/deadlines.ts';
import { addDays, endOfLimaDay, isDate, limaDate, limaTime, startOfLimaDay } from './lima.ts';

test('an evening sale keeps its Lima date although UTC is a day ahead', () => {
  const evening = new Date('2026-11-26T03:30:05Z');
  expect(limaDate(evening)).toBe('2026-11-25');
  expect(limaTime(evening)).toBe('22:30:05');
});

test('a Lima day runs from 05:00 UTC to 04:59:59 UTC', () => {
  expect(startOfLimaDay('2026-12-31').toISOString()).toBe('2026-12-31T05:00:00.000Z');
  expect(endOfLimaDay('2026-12-31').toISOString()).toBe('2027-01-01T04:59:59.000Z');
});

test('days are counted across months, years and leap days', () => {
  expect(addDays('2026-12-30', 3)).toBe('2027-01-02');
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
});

test('only dates that exist are dates', () => {
  expect(['2026-11-25', '2028-02-29'].every(isDate)).toBe(true);
  expect(
    ['0000-01-01', '2026-02-29', '2026-13-01', '2026-1-1', '25/11/2026', '', '2026-11-25T00:00:00Z'].some(isDate),
  ).toBe(false);
});

describe('the time to send counts from the day after issue, to 23:59:59 in Lima', () => {
  test.each([
    ['01', 'F001', '2026-11-29T04:59:59.000Z'],
    ['03', 'B001', '2026-12-01T04:59:59.000Z'],
    ['07', 'FC01', '2026-11-29T04:59:59.000Z'],
    ['08', 'BD01', '2026-12-01T04:59:59.000Z'],
  ] as const)('type %s series %s', (type, series, expected) => {
    expect(sendDeadline(type, '2026-11-25', series).toISOString()).toBe(expected);
  });

  test('a person is told 24 hours before', () => {
    expect(attentionAt(sendDeadline('01', '2026-11-25')).toISOString()).toBe('2026-11-28T04:59:59.000Z');
  });
});
