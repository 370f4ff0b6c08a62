import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cdrZip, faultEnvelope, sendBillResponse, sunatFixture } from '../../test/support/sunat-answers.ts';
import { codeIn, readSoapAnswer } from './soap-answer.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('a SOAP fault', () => {
  test.each([
    ['fault-client-1033.xml', '1033', 'client'],
    ['fault-server-0130.xml', '0130', 'server'],
    ['fault-number-in-string.xml', '0111', 'client'],
    ['fault-latin1-2335.xml', '2335', 'client'],
    ['fault-in-process-0402.xml', '0402', 'client'],
  ])('%s gives its number and whom it blames, by any prefix', (name, code, blames) => {
    expect(readSoapAnswer(sunatFixture(name))).toMatchObject({ kind: 'fault', code, blames });
  });

  test('gets a lost leading zero back', () => {
    expect(readSoapAnswer(bytes(faultEnvelope('soap-env:Server.109', 'x')))).toMatchObject({ code: '0109' });
  });

  test('takes no year, ticket or amount for a code', () => {
    const answer = readSoapAnswer(
      bytes(faultEnvelope('soap-env:Server', 'Fallo el 25/11/2026, ticket 20261125, 1500.00')),
    );
    expect(answer).toMatchObject({ kind: 'fault', code: undefined });
  });

  test('of WS-Security is recognised', () => {
    expect(readSoapAnswer(bytes(faultEnvelope('wsse:FailedAuthentication', 'x')))).toMatchObject({ security: true });
  });
});

test.each([
  ['0111', '0111'],
  ['2335 - El documento ha sido alterado', '2335'],
  ['Error: 1033', '1033'],
  ['Código 0306', '0306'],
  ['9999', undefined],
  ['', undefined],
])('the code in "%s" is %s', (text, code) => {
  expect(codeIn(text)).toBe(code);
});

describe('what is no envelope is not read and never throws', () => {
  test.each(['', ' ', '<', '<html><body>Envelope</body></html>', '<Envelope/>', '{"Envelope":1}'])('%j', (text) => {
    expect(readSoapAnswer(bytes(text))).toBeUndefined();
  });

  test('garbage', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (some) => readSoapAnswer(some) === undefined));
    fc.assert(fc.property(fc.string(), (some) => readSoapAnswer(bytes(`<Envelope>${some}`)) === undefined));
  });

  test('an answer cut anywhere', () => {
    const whole = bytes(sendBillResponse(cdrZip('cdr-accepted-latin1.xml')));
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), (at) => readSoapAnswer(whole.subarray(0, at)) === undefined),
      { numRuns: 100 },
    );
  });
});
