import { describe, expect, test } from '@jest/globals';
import type { Cdr } from '../../integrations/sunat/index.ts';
import { judgeAnswer, judgeFinding, type OpenAnswer } from './judge-answer.ts';

const FACTURA = { type: '01', series: 'F001' } as const;
const BOLETA = { type: '03', series: 'B001' } as const;

const cdr: Cdr = {
  zip: Buffer.from('PK'),
  code: '0',
  description: 'aceptada',
  observations: [],
  referenceId: 'F001-1',
};
const coded = { code: '2017', description: 'texto' };

describe('a plain answer', () => {
  test('of acceptance keeps the CDR as evidence', () => {
    expect(judgeAnswer({ kind: 'observed', cdr }, false)).toMatchObject({
      kind: 'observed',
      evidence: 'cdr',
      code: '0',
      cdr: cdr.zip,
    });
  });

  test('of rejection keeps its proof where there is one', () => {
    expect(judgeAnswer({ kind: 'rejected', ...coded, cdr }, false)).toEqual({
      kind: 'rejected',
      ...coded,
      cdr: cdr.zip,
    });
    expect(judgeAnswer({ kind: 'rejected', ...coded }, false)).toEqual({ kind: 'rejected', ...coded });
  });

  test('of a refused set-up says whether the certificate is at fault', () => {
    const answer = { kind: 'configuration_error', ...coded } as const;
    expect(judgeAnswer({ ...answer, cause: 'certificate' }, false)).toMatchObject({ certificate: true });
    expect(judgeAnswer({ ...answer, cause: 'credentials' }, false)).toMatchObject({ certificate: false });
  });

  test('of an open breaker waits; an earlier open question stays open', () => {
    const open = { kind: 'retryable', code: 'breaker_open', description: '' } as const;
    expect(judgeAnswer(open, true)).toEqual({ kind: 'waiting', unresolved: true });
    expect(judgeAnswer({ kind: 'retryable', description: 'x' }, true)).toMatchObject({ unresolved: true });
  });
});

describe('an open answer', () => {
  const registered: OpenAnswer = { kind: 'already_registered', code: '1033', description: 'ya' };
  const bare: OpenAnswer = { kind: 'consult_first', ...coded };

  test('is what was found, where something was found', () => {
    const settlement = { kind: 'rejected', ...coded } as const;
    expect(judgeFinding(bare, FACTURA, { kind: 'ours', settlement })).toBe(settlement);
  });

  test('1033 is an alarm where SUNAT holds something else, or lists no such boleta', () => {
    expect(judgeFinding(registered, FACTURA, { kind: 'other', code: '1033', description: 'd' }).kind).toBe(
      'numbering_alarm',
    );
    expect(judgeFinding(registered, BOLETA, { kind: 'not_listed' }).kind).toBe('numbering_alarm');
  });

  test('1033 is asked again where the answers contradict each other or the question failed', () => {
    expect(judgeFinding(registered, FACTURA, { kind: 'absent' }).kind).toBe('unknown');
    const settlement = { kind: 'unknown', description: 'd' } as const;
    expect(judgeFinding(registered, FACTURA, { kind: 'later', settlement })).toMatchObject({
      kind: 'unknown',
      code: '1033',
    });
  });

  test('1033 that nobody can explain waits for a person', () => {
    expect(judgeFinding(registered, BOLETA, { kind: 'unsupported' }).kind).toBe('validity_query_missing');
  });

  test('a bare fault leaves the number of a factura free when SUNAT does not hold it', () => {
    expect(judgeFinding(bare, FACTURA, { kind: 'absent' }).kind).toBe('not_registered');
    expect(judgeFinding(bare, FACTURA, { kind: 'unsupported' }).kind).toBe('not_registered');
    expect(judgeFinding(bare, BOLETA, { kind: 'unsupported' }).kind).toBe('rejected');
  });
});
