import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CompanyAccount, completenessFindings, rangeName } from './completeness.ts';

const NONE = { count: 0, names: [] };
const NOW = new Date('2026-11-25T10:30:00Z');
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const SOUND: CompanyAccount = {
  ...{ issuing: true, missing: 0, missingNames: [], waiting: { atRisk: NONE, overdue: NONE, inDoubt: NONE } },
  ...{ certificateUntil: inDays(200), hasCredentials: true, gateClosedBy: undefined },
};
const codes = (change: Partial<CompanyAccount>) => completenessFindings({ ...SOUND, ...change }, NOW);

describe('the daily account', () => {
  test('finds nothing where all is well', () => expect(codes({})).toEqual([]));

  test('names what has no document and what is about to be late', () => {
    const waiting = { atRisk: { count: 7, names: ['F001-3', 'F001-4'] }, overdue: NONE, inDoubt: NONE };
    expect(codes({ missing: 1, missingNames: ['F001-2'], waiting })).toMatchObject([
      { code: 'numbers_missing', severity: 'critical', count: 1, detail: expect.stringContaining('F001-2') },
      { code: 'documents_at_risk', severity: 'warning', count: 7, detail: expect.stringContaining('F001-4 y otros') },
    ]);
  });

  test('speaks of the certificate 30, 7 and 1 days before its end, and not the same twice in between', () => {
    const at = (days: number) => codes({ certificateUntil: inDays(days) });
    expect(at(31)).toEqual([]);
    expect(at(30)[0]?.detail).toContain('menos de 30 días');
    expect(at(7)[0]?.detail).toContain('menos de 7 días');
    expect(at(1)).toMatchObject([{ code: 'certificate_expiring', severity: 'critical' }]);
    expect(at(-1)).toMatchObject([{ code: 'certificate_expired' }]);
    expect(codes({ certificateUntil: undefined })).toMatchObject([{ code: 'certificate_missing' }]);
    const until = inDays(29);
    const next = (days: number) => completenessFindings({ ...SOUND, certificateUntil: until }, inDays(days));
    expect(next(1)).toEqual(next(20));
  });

  test('tells absent credentials from refused ones, which have an entry of their own', () => {
    expect(codes({ hasCredentials: false })).toMatchObject([{ code: 'credentials_missing', severity: 'critical' }]);
    expect(codes({ gateClosedBy: '0102' })).toMatchObject([{ code: 'credentials_refused', severity: 'info' }]);
  });

  test('does not trouble a company that issues nothing yet', () => {
    const found = codes({ issuing: false, certificateUntil: undefined, hasCredentials: false });
    expect(found.map(({ severity }) => severity)).toEqual(['info', 'info']);
  });

  test('has one finding a code, and each has a count and a sentence', () => {
    const waiting = fc.record({ count: fc.nat(9), names: fc.constant(['F001-1']) });
    const account = fc.record({
      issuing: fc.boolean(),
      missing: fc.nat(9),
      missingNames: fc.constant(['F001-2']),
      waiting: fc.record({ atRisk: waiting, overdue: waiting, inDoubt: waiting }),
      certificateUntil: fc.option(fc.integer({ min: -5, max: 60 }).map(inDays), { nil: undefined }),
      hasCredentials: fc.boolean(),
      gateClosedBy: fc.option(fc.constant('0102'), { nil: undefined }),
    });
    fc.assert(
      fc.property(account, (one) => {
        const found = completenessFindings(one, NOW);
        expect(new Set(found.map(({ code }) => code)).size).toBe(found.length);
        for (const { count, detail } of found) {
          expect(count).toBeGreaterThan(0);
          expect(detail).toMatch(/^\S.*\.$/);
        }
      }),
    );
  });
});

test('a range of one number is that number', () => {
  expect(rangeName('F001', { from: 2, to: 2 })).toBe('F001-2');
  expect(rangeName('F001', { from: 2, to: 5 })).toBe('F001-2..5');
});
