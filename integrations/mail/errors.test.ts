import { describe, expect, test } from '@jest/globals';
import { faultOf, smtpStatusOf } from './errors.ts';

const failure = (fields: object): Error => Object.assign(new Error('550 <rosa@example.com> unknown'), fields);

describe('what nodemailer tells', () => {
  test.each([
    [{ code: 'EDNS', command: 'CONN' }, 'retryable', 'connection_failed'],
    [{ code: 'ETIMEDOUT', command: 'CONN' }, 'retryable', 'connection_failed'],
    [{ code: 'EPROTOCOL', command: 'CONN', responseCode: 554, response: '554 no service' }, 'retryable', 'server_busy'],
    [{ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 454 }, 'retryable', 'server_busy'],
    [{ code: 'EAUTH', command: 'API' }, 'configuration_error', 'authentication_failed'],
    [{ code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'configuration_error', 'tls_failed'],
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'retryable', 'connection_failed'],
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 }, 'configuration_error', 'sender_refused'],
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, 'rejected', 'recipient_refused'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 552 }, 'rejected', 'message_refused'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 421 }, 'retryable', 'server_busy'],
  ])('%j before the content left is %s, %s', (fields, kind, code) => {
    expect(faultOf(failure(fields), false)).toMatchObject({ kind, code });
  });

  test.each([{ code: 'ECONNECTION' }, { code: 'ETIMEDOUT' }, { code: 'EABORT' }, {}])(
    '%j after the content left is unknown',
    (fields) => {
      expect(faultOf(failure(fields), true)).toEqual({ kind: 'unknown', code: 'answer_lost' });
    },
  );

  test('an answer counts also after the content left', () => {
    const refused = failure({ code: 'EMESSAGE', command: 'DATA', responseCode: 554, response: '554 5.7.1 spam' });
    expect(faultOf(refused, true)).toEqual({ kind: 'rejected', code: 'message_refused', smtpStatus: '554 5.7.1' });
  });

  test.each([undefined, null, 'text', 7])('%p, which is no error, is retryable', (thrown) => {
    expect(faultOf(thrown, false)).toMatchObject({ kind: 'retryable' });
  });
});

test("of the server's line only the digits are kept", () => {
  expect(smtpStatusOf('550 5.1.1 <rosa@example.com>: unknown')).toBe('550 5.1.1');
  expect(smtpStatusOf('450-4.2.0 wait\n450 rosa')).toBe('450 4.2.0');
  expect(smtpStatusOf('rosa@example.com', 550)).toBe('550');
  expect(smtpStatusOf('')).toBeUndefined();
});
