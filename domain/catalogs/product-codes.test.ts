import { expect, test } from '@jest/globals';
import { isProductCode, isProductGroup } from './product-codes.ts';

test.each(['10000000', '10101501', '50201706', '95141904', '99999999', '00000000'])('%s is a code', (code) => {
  expect(isProductCode(code)).toBe(true);
});

test.each(['10000001', '95141905', '99999998', '1010150', '101015011', '', 'abcdefgh'])('%s is none', (code) => {
  expect(isProductCode(code)).toBe(false);
});

test('a segment or a family is not a product', () => {
  expect(['10000000', '10100000'].every(isProductGroup)).toBe(true);
  expect(['10101500', '10101501', '99999999', '00000000'].some(isProductGroup)).toBe(false);
});
