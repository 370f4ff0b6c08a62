import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, startOfLimaDay } from '../time/lima.ts';
import { directAct, type VoidableDocument, voidDeadline, voidOptions } from './void-options.ts';

const FACTURA: VoidableDocument = {
  ...{ type: '01', series: 'F001', status: 'accepted', issueDate: '2026-11-20', liveNotes: 0, voiding: false },
};
const BOLETA: VoidableDocument = { ...FACTURA, type: '03', series: 'B001' };
const at = (text: string) => new Date(`${text}-05:00`);
const SOON = at('2026-11-21T10:00:00');

const actOf = (document: VoidableDocument, delivered: boolean, now = SOON) => {
  const { act, reasonCode } = voidOptions(document, delivered, now).recommended ?? {};
  return { act, reasonCode };
};

const KINDS = fc.constantFrom(
  ...([
    ['01', 'F001'],
    ['03', 'B001'],
    ['07', 'FC01'],
    ['07', 'BC01'],
    ['08', 'FD01'],
    ['08', 'BD01'],
  ] as const),
);
const LIVE = fc.constantFrom('accepted', 'observed');

describe('the act by which a document is taken back', () => {
  test('what the buyer holds is taken back by a credit note', () => {
    expect(actOf(FACTURA, true)).toEqual({ act: 'credit_note', reasonCode: '01' });
    expect(actOf(BOLETA, true)).toEqual({ act: 'credit_note', reasonCode: '01' });
  });

  test('paper that the buyer never had is voided whatever its age, for 2957 is of electronic series', () => {
    const paper = { ...FACTURA, series: '0001', issueDate: '2026-01-02' };
    expect(actOf(paper, false)).toEqual({ act: 'voided_documents', reasonCode: undefined });
    expect(actOf({ ...paper, type: '03' }, false)).toEqual({ act: 'daily_summary', reasonCode: undefined });
    expect(actOf(paper, true)).toEqual({ act: 'credit_note', reasonCode: '01' });
  });

  test('what the buyer does not hold is voided: a factura by an RA, a boleta by a summary', () => {
    expect(actOf(FACTURA, false)).toEqual({ act: 'voided_documents', reasonCode: undefined });
    expect(actOf(BOLETA, false)).toEqual({ act: 'daily_summary', reasonCode: undefined });
  });

  test('the seventh day ends at 23:59:59 in Lima; from 00:00:00 on it is a credit note', () => {
    for (const [now, act] of [
      ['2026-11-27T23:59:59', 'voided_documents'],
      ['2026-11-27T23:59:59.999', 'voided_documents'],
      ['2026-11-28T00:00:00', 'credit_note'],
    ] as const)
      expect(actOf(FACTURA, false, at(now)).act).toBe(act);
    expect(voidDeadline('2026-11-20')).toEqual(at('2026-11-27T23:59:59'));
  });

  test.each([
    ['rejected', 'document_rejected'],
    ['expired', 'document_expired'],
    ['voided', 'document_voided'],
    ['unknown', 'document_not_accepted'],
    ['pending', 'document_not_accepted'],
    ['issued', 'document_not_accepted'],
    ['sending', 'document_not_accepted'],
  ])('of a document that is %s there is none, and the reason is said', (status, code) => {
    const answer = voidOptions({ ...FACTURA, status }, false, SOON);
    expect(answer).toMatchObject({ recommended: undefined, refusal: { code } });
    expect(answer.options.every(({ allowed }) => !allowed)).toBe(true);
  });

  test('a document with live notes, or one that is being voided, waits for that', () => {
    expect(voidOptions({ ...FACTURA, liveNotes: 1 }, true, SOON).refusal?.code).toBe('document_has_notes');
    expect(voidOptions({ ...FACTURA, voiding: true }, true, SOON).refusal?.code).toBe('void_in_progress');
  });

  test('certificates of retention and perception are reversed, at any age and whoever has them', () => {
    for (const [type, series] of [
      ['20', 'R001'],
      ['40', 'P001'],
    ] as const) {
      const certificate = { ...FACTURA, type, series, issueDate: '2026-01-05' };
      for (const delivered of [true, false])
        expect(voidOptions(certificate, delivered, SOON)).toMatchObject({
          options: [{ act: 'reversal', allowed: true }],
          recommended: { act: 'reversal' },
        });
      expect(voidOptions({ ...certificate, status: 'rejected' }, true, SOON).refusal?.code).toBe('document_rejected');
    }
  });

  test('guides have acts of their own', () => {
    for (const type of ['09', '31'])
      expect(voidOptions({ ...FACTURA, type }, false, SOON)).toMatchObject({
        options: [],
        refusal: { code: 'void_not_supported' },
      });
  });

  test('a note is never taken back by a note', () => {
    const note = { ...FACTURA, type: '07', series: 'FC01' };
    expect(actOf(note, false).act).toBe('voided_documents');
    expect(voidOptions(note, true, SOON)).toMatchObject({
      recommended: undefined,
      refusal: { code: 'note_not_voidable' },
    });
  });
});

describe('for every live document', () => {
  test('exactly the sales documents keep a way back at any age; the direct one only undelivered and within seven days', () => {
    const days = fc.integer({ min: 0, max: 20 });
    const second = fc.integer({ min: 0, max: 86_399 });
    fc.assert(
      fc.property(KINDS, LIVE, fc.boolean(), days, second, ([type, series], status, delivered, age, seconds) => {
        const now = new Date(startOfLimaDay(addDays(FACTURA.issueDate, age)).getTime() + seconds * 1000);
        const { options, recommended, refusal } = voidOptions({ ...FACTURA, type, series, status }, delivered, now);
        const own = options.find(({ act }) => act !== 'credit_note');
        const isNote = type === '07' || type === '08';
        expect(own?.allowed).toBe(!delivered && age <= 7);
        expect(own?.act).toBe(series.startsWith('B') ? 'daily_summary' : 'voided_documents');
        expect(options.filter(({ act }) => act === 'credit_note')).toHaveLength(isNote ? 0 : 3);
        expect(recommended === undefined).toBe(isNote && !own?.allowed);
        expect(refusal === undefined).toBe(recommended !== undefined);
        expect(recommended?.allowed ?? true).toBe(true);
        if (own?.allowed) expect(recommended).toBe(own);
      }),
    );
  });

  test('an RA never names a boleta', () => {
    fc.assert(
      fc.property(KINDS, ([type, series]) => {
        expect(directAct(type, series) === 'daily_summary').toBe(series.startsWith('B'));
      }),
    );
  });
});
