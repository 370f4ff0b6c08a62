import { expect, test } from '@jest/globals';
import { AFFECTATIONS, TAXES } from '../fiscal/affectation.ts';
import { catalog02 } from './generated/cat-02.ts';
import { catalog03 } from './generated/cat-03.ts';
import { catalog05 } from './generated/cat-05.ts';
import { catalog06 } from './generated/cat-06.ts';
import { catalog07 } from './generated/cat-07.ts';
import { catalog13 } from './generated/cat-13.ts';
import { catalog51 } from './generated/cat-51.ts';
import { isInCatalog } from './is-in-catalog.ts';

test('the catalogues hold the codes a shop uses every day', () => {
  for (const code of ['NIU', 'ZZ', 'KGM', 'LTR', 'MTR', 'BX', 'GRM']) expect(isInCatalog(catalog03, code)).toBe(true);
  for (const code of ['PEN', 'USD', 'EUR']) expect(isInCatalog(catalog02, code)).toBe(true);
  for (const code of ['0', '1', '4', '6', '7', 'A']) expect(isInCatalog(catalog06, code)).toBe(true);
  expect(isInCatalog(catalog51, '0101')).toBe(true);
  expect(isInCatalog(catalog13, '150101')).toBe(true);
});

test('a code inherited from JavaScript is in no catalogue', () => {
  for (const code of ['toString', 'constructor', '__proto__', '']) expect(isInCatalog(catalog03, code)).toBe(false);
});

test('every affectation and tax the hub sells with stands in SUNAT’s list', () => {
  for (const code of AFFECTATIONS.keys()) expect(isInCatalog(catalog07, code)).toBe(true);
  for (const code of Object.keys(TAXES)) expect(isInCatalog(catalog05, code)).toBe(true);
  expect(Object.keys(catalog07).filter((code) => !AFFECTATIONS.has(code))).toEqual([]);
});
