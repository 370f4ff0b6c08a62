import { expect, test } from '@jest/globals';
import { Decimal, parseUnsigned, round2, toAmount, toQuantity } from './decimal.ts';

test('money is rounded half up and always shows two decimals', () => {
  expect(toAmount('1.005')).toBe('1.01');
  expect(toAmount('2.675')).toBe('2.68');
  expect(toAmount('118')).toBe('118.00');
  expect(toAmount('0.1')).toBe('0.10');
  expect(round2(new Decimal('0.004999')).toFixed(2)).toBe('0.00');
});

test('quantities keep up to ten decimals, plain and without trailing zeros', () => {
  expect(toQuantity('2.500')).toBe('2.5');
  expect(toQuantity('1000000000')).toBe('1000000000');
  expect(toQuantity(new Decimal('10').dividedBy(3))).toBe('3.3333333333');
  expect(toQuantity('0.00000000001')).toBe('0');
});

test('only plain unsigned decimals are read', () => {
  expect(parseUnsigned('12.50')?.toString()).toBe('12.5');
  for (const text of [
    '',
    '-1',
    '+1',
    '1e3',
    ' 1',
    '1,5',
    'NaN',
    'uno',
    '1.',
    '.5',
    'Infinity',
    '0x10',
    '9'.repeat(60),
  ]) {
    expect(parseUnsigned(text)).toBeNull();
  }
});
