import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { transportOutcome } from './errors.ts';

const coded = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more });
const fetchFailed = (cause: unknown): Error => new TypeError('fetch failed', { cause });

describe('an error of the transport', () => {
  test.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  ])('%s came before the request left: retryable', (code) => {
    expect(transportOutcome(fetchFailed(coded(code))).kind).toBe('retryable');
    expect(transportOutcome(fetchFailed(new AggregateError([coded(code), coded(code)]))).kind).toBe('retryable');
  });

  test.each([
    'ECONNRESET',
    'EPIPE',
    'UND_ERR_SOCKET',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
    'SOMETHING_NEW',
  ])('%s may have come after it left: unknown', (code) => {
    expect(transportOutcome(fetchFailed(coded(code))).kind).toBe('unknown');
  });

  test('a time-out is retryable only while connecting', () => {
    expect(transportOutcome(fetchFailed(coded('ETIMEDOUT', { syscall: 'connect' }))).kind).toBe('retryable');
    expect(transportOutcome(fetchFailed(coded('ETIMEDOUT', { syscall: 'read' }))).kind).toBe('unknown');
  });

  test('a connection lost before TLS stood is retryable', () => {
    const message = 'Client network socket disconnected before secure TLS connection was established';
    expect(transportOutcome(fetchFailed(Object.assign(new Error(message), { code: 'ECONNRESET' }))).kind).toBe(
      'retryable',
    );
  });

  test('of any shape, cyclic ones too, yields an outcome', () => {
    const cyclic: { cause?: unknown } = {};
    cyclic.cause = cyclic;
    expect(transportOutcome(cyclic).kind).toBe('unknown');
    fc.assert(fc.property(fc.anything(), (error) => transportOutcome(error).kind === 'unknown'));
  });
});
