import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Decimal, sum } from '../decimal.ts';
import { roundToSum, shareByWeight, spreadByWeight } from './spread.ts';

const cents = (max: number) => fc.integer({ min: 2, max }).map((value) => new Decimal(value).dividedBy(100));

test('a spread amount arrives whole, and every line keeps at least a céntimo', () => {
  const cases = fc.tuple(
    fc.array(cents(10_000), { minLength: 1, maxLength: 40 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(cases, ([weights, share]) => {
      const most = sum(weights).minus(new Decimal(weights.length).dividedBy(100));
      const amount = most.times(String(share)).toDecimalPlaces(2, Decimal.ROUND_FLOOR);
      const parts = spreadByWeight(amount, weights);
      expect(sum(parts).toFixed(2)).toBe(amount.toFixed(2));
      for (const [index, part] of parts.entries()) {
        expect(part.greaterThanOrEqualTo(0)).toBe(true);
        expect(part.lessThan(weights[index] ?? 0)).toBe(true);
      }
    }),
  );
});

test('larger remainders come first, then earlier lines', () => {
  const weights = ['10.00', '10.00', '10.00'].map((text) => new Decimal(text));
  expect(spreadByWeight(new Decimal('1.00'), weights).map((part) => part.toFixed(2))).toEqual(['0.34', '0.33', '0.33']);
});

test('values rounded to a sum stay within a céntimo of what they were', () => {
  const exact = ['0.014', '0.014', '0.014', '5.005'].map((text) => new Decimal(text));
  const values = roundToSum(exact, new Decimal('5.05'));
  expect(sum(values).toFixed(2)).toBe('5.05');
  for (const [index, value] of values.entries()) {
    expect(
      value
        .minus(exact[index] ?? 0)
        .abs()
        .lessThanOrEqualTo('0.01'),
    ).toBe(true);
  }
});

describe('sharing an amount that may use a weight up', () => {
  const share = (amount: string, ...weights: string[]): string[] =>
    shareByWeight(
      new Decimal(amount),
      weights.map((weight) => new Decimal(weight)),
    ).map((part) => part.toFixed(2));

  test('all of it is all of each, and small weights may get nothing', () => {
    expect(share('30.00', '10.00', '20.00')).toEqual(['10.00', '20.00']);
    expect(share('0.01', '5.00', '5.00')).toEqual(['0.01', '0.00']);
    expect(share('10.00', '0.00', '5.00', '10.00')).toEqual(['0.00', '3.33', '6.67']);
    expect(share('1.00', '0.00')).toEqual(['0.00']);
  });
});
