import { describe, expect, test } from '@jest/globals';
import { RETURN_CODES } from './generated/return-codes.ts';
import { type Action, actionOf, faultOutcome, type ReturnCodeChannel, type ReturnCodeOperation } from './outcomes.ts';
import type { SoapFault } from './soap-answer.ts';

const codes = RETURN_CODES.map(([code]) => code);
const fault = (code: string | undefined, more: Partial<SoapFault> = {}): SoapFault => ({
  kind: 'fault',
  code,
  blames: 'client',
  security: false,
  text: '',
  ...more,
});
const range = (from: number, to: number): string[] =>
  codes.filter((code) => Number(code) >= from && Number(code) <= to);

describe('the table of return codes', () => {
  test("holds SUNAT's 2,002 codes and the two its list leaves out, each once and in order", () => {
    expect(codes).toHaveLength(2004);
    expect(new Set(codes).size).toBe(2004);
    expect(codes).toEqual(codes.toSorted());
    expect(range(100, 1999)).toHaveLength(147);
    expect(range(2000, 3999)).toHaveLength(1427);
    expect(range(4000, 9999)).toHaveLength(415);
  });

  test('classes every code on every channel by a letter of its own, and gives it a text', () => {
    for (const [, actions, text] of RETURN_CODES) {
      expect(actions).toMatch(/^[OJNDWLRXCQUS]{7}$/);
      expect(text).not.toBe('');
    }
  });
});

const EXPECTED: readonly (readonly [string, ReturnCodeOperation, ReturnCodeChannel, Action, readonly string[]])[] = [
  [
    "SUNAT's own failure",
    'sendBill',
    'fault',
    'R',
    ['0100', '0109', ...range(130, 138), ...range(200, 204), ...range(250, 254)],
  ],
  ['own failure or file, by who is blamed', 'sendBill', 'fault', 'X', ['0303', '0304', '0305']],
  ['same file in process', 'sendBill', 'fault', 'U', ['0140']],
  ['sent before, or in process by its text', 'sendBill', 'fault', 'W', ['0402']],
  [
    'credentials and profile',
    'sendBill',
    'fault',
    'C',
    ['0101', '0102', '0103', '0104', '0105', '0106', '0107', '0108', '0110', '0111', '0112', '0113', '0126', '0154'],
  ],
  ['issuer not allowed here', 'sendBill', 'fault', 'C', ['1078', '1080', '1086']],
  ['certificate', 'sendBill', 'fault', 'C', range(2325, 2328)],
  [
    'file and format',
    'sendBill',
    'fault',
    'N',
    [
      ...range(151, 153),
      ...range(155, 161),
      '0300',
      '0301',
      '0302',
      '0306',
      ...range(1001, 1031),
      ...range(1034, 1049),
      '1059',
      '1083',
    ],
  ],
  ['number burnt', 'sendBill', 'fault', 'J', ['1032']],
  ['already registered', 'sendBill', 'fault', 'D', ['1033']],
  ['already registered in summaries', 'getStatus', 'cdr', 'D', ['2282', '2223', '2324']],
  ['already registered in summaries', 'sendSummary', 'fault', 'D', ['2282', '2223', '2324']],
  ['out of time', 'sendBill', 'fault', 'L', ['1079', '2108', '2957']],
  ['out of time', 'sendBill', 'cdr', 'L', ['1079', '2108', '2957']],
  ['bare fault of a rejection', 'sendBill', 'fault', 'Q', ['2017', '2335', '3202', '3462', '3244']],
  ['rejection by CDR', 'sendBill', 'cdr', 'J', ['2017', '2325', '2335', '3202', '3462']],
  ['exception inside a CDR', 'getStatus', 'cdr', 'R', ['0109', '0130']],
  ['observation', 'sendBill', 'cdr', 'O', range(4000, 9999)],
  ['observation as a fault makes no sense', 'sendBill', 'fault', 'U', range(4000, 9999)],
  ['ticket not known yet', 'getStatus', 'fault', 'U', ['0127']],
  ['constancia not at hand', 'getStatus', 'fault', 'R', ['0125', '0307']],
  ['codes of the consult services', 'sendBill', 'fault', 'U', range(1, 15)],
  ['codes of the consult services', 'consult', 'fault', 'S', range(1, 15)],
];

describe('what a code asks for', () => {
  test.each(EXPECTED)('%s (%s, %s) is %s', (_name, operation, channel, action, some) => {
    expect(some.filter((code) => actionOf(operation, channel, code) !== action)).toEqual([]);
  });

  test('a bare 2xxx or 3xxx fault of sendBill is never a plain rejection', () => {
    expect(range(2000, 3999).filter((code) => actionOf('sendBill', 'fault', code) === 'J')).toEqual([]);
  });

  test('a code newer than the table is read like its family', () => {
    expect(actionOf('sendBill', 'fault', '3899')).toBe('Q');
    expect(actionOf('sendBill', 'cdr', '3899')).toBe('J');
    expect(actionOf('sendBill', 'cdr', '4899')).toBe('O');
    expect(actionOf('sendBill', 'fault', '1899')).toBe('U');
  });
});

describe('a fault', () => {
  test('0305 is retried as a server fault and mended as a client fault', () => {
    expect(faultOutcome('sendBill', fault('0305', { blames: 'server' })).kind).toBe('retryable');
    expect(faultOutcome('sendBill', fault('0305', { blames: undefined })).kind).toBe('retryable');
    expect(faultOutcome('sendBill', fault('0305')).kind).toBe('not_registered');
  });

  test('0402 with "98" in its text is in process, without it already registered', () => {
    expect(faultOutcome('sendBill', fault('0402', { text: 'error: 98' }))).toMatchObject({
      kind: 'unknown',
      code: '0402',
    });
    for (const text of ['ya fue enviado y se encuentra en estado 98; por favor espere', 'error: 0098']) {
      expect(faultOutcome('sendSummary', fault('0402', { text }))).toMatchObject({ kind: 'unknown', code: '0402' });
    }
    expect(faultOutcome('sendBill', fault('0402', { text: 'El documento F001-98 ya fue enviado' })).kind).toBe(
      'already_registered',
    );
    expect(faultOutcome('sendBill', fault('0402', { text: 'ticket: 1980' })).kind).toBe('already_registered');
  });

  test("carries the catalogue's text and not SUNAT's, which repeats values", () => {
    const outcome = faultOutcome('sendBill', fault('1033', { text: "value='F001-1 de 45678912'" }));
    expect(outcome).toEqual({
      kind: 'already_registered',
      code: '1033',
      description: 'El comprobante fue registrado previamente con otros datos',
    });
  });

  test('without a number is unknown, and by WS-Security a matter of credentials', () => {
    expect(faultOutcome('sendBill', fault(undefined)).kind).toBe('unknown');
    expect(faultOutcome('sendBill', fault(undefined, { security: true }))).toMatchObject({
      kind: 'configuration_error',
      cause: 'credentials',
    });
  });

  test.each([
    ['0102', 'credentials'],
    ['2325', 'certificate'],
    ['1078', 'issuer'],
  ])('%s blames the %s', (code, cause) => {
    expect(faultOutcome('sendBill', fault(code))).toMatchObject({ kind: 'configuration_error', cause });
  });
});
