import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, requestHash } from '../canonical.ts';
import { acceptsGzip } from './compress.ts';
import { checkIfMatch } from './if-match.ts';
import { preferWait } from './prefer.ts';

describe('Prefer: wait', () => {
  test.each([
    ['wait=20', 20],
    ['respond-async, wait=5', 5],
    ['wait=10; foo', 10],
    ['wait="7"', 7],
    ['WAIT = 3', 3],
    ['wait=90', 30],
    ['wait=0', 0],
    ['wait=-1', 0],
    ['wait=soon', 0],
    ['await=9', 0],
    [undefined, 0],
  ])('%s holds %i seconds', (header, seconds) => expect(preferWait(header)).toBe(seconds));
});

describe('If-Match', () => {
  test('takes the strong tag of the version, alone or in a list, and any version by *', () => {
    for (const header of ['"3"', '"1", "3"', '*', ' "3" ']) expect(() => checkIfMatch(header, 3)).not.toThrow();
  });
  test('refuses weak tags, other versions and bare numbers', () => {
    for (const header of ['W/"3"', '"30"', '3']) expect(() => checkIfMatch(header, 3)).toThrow(/cambió/);
    for (const header of [undefined, '', ' ']) expect(() => checkIfMatch(header, 3)).toThrow(/If-Match/);
  });
});

test('gzip is used where it is accepted only', () => {
  for (const yes of ['gzip', 'br, gzip', 'gzip;q=0.5', 'GZIP']) expect(acceptsGzip(yes)).toBe(true);
  for (const no of [undefined, '', 'br', 'gzip;q=0', 'gzip; q=0.0', 'xgzip']) expect(acceptsGzip(no)).toBe(false);
});

describe('the hash of a request', () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, inner]) => [key, shuffled(inner)]),
    );
  };
  test('does not depend on the order of members', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(value) === canonicalJson(shuffled(value))));
  });
  test('differs where the values differ', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = JSON.stringify(JSON.parse(canonicalJson(a))) === JSON.stringify(JSON.parse(canonicalJson(b)));
        return (canonicalJson(a) === canonicalJson(b)) === same;
      }),
    );
    expect(requestHash('POST', '/a', {})).not.toEqual(requestHash('POST', '/b', {}));
  });
});
