import type { ConfigurationError, Retryable, Unknown } from './types.ts';

/** Codes of node and undici for a request that cannot have reached the other side: no address, no connection. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EAFNOSUPPORT',
  'EADDRNOTAVAIL',
  'EMFILE',
  'UND_ERR_CONNECT_TIMEOUT',
  'EPROTO',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_HANDSHAKE_TIMEOUT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

const BEFORE_TLS = 'before secure TLS connection was established';

/**
 * Turns what `fetch` threw into an outcome. Refused, DNS and TLS failures happen before the request leaves: retryable.
 * A time-out, a cut connection and everything not recognised may have reached SUNAT: unknown.
 */
export function transportOutcome(error: unknown): Retryable | ConfigurationError | Unknown {
  const chain = causes(error);
  if (chain.some(({ code }) => code === 'ERR_INVALID_URL'))
    return {
      kind: 'configuration_error',
      code: 'invalid_endpoint',
      description: 'La dirección del servicio de SUNAT no es válida.',
      cause: 'endpoint',
    };
  if (chain.some(neverLeft)) {
    return { kind: 'retryable', description: 'No se pudo conectar con SUNAT.' };
  }
  if (chain.some(({ name, code }) => name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT')) {
    return { kind: 'unknown', description: 'SUNAT no respondió a tiempo.' };
  }
  if (chain.some(({ name }) => name === 'AbortError')) {
    return { kind: 'unknown', description: 'El envío se interrumpió antes de la respuesta.' };
  }
  return { kind: 'unknown', description: 'La conexión con SUNAT se cortó antes de la respuesta.' };
}

interface Cause {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly syscall: string;
}

const neverLeft = ({ code, syscall, message }: Cause): boolean =>
  NEVER_LEFT.has(code) || (code === 'ETIMEDOUT' && syscall === 'connect') || message.includes(BEFORE_TLS);

/** The error and what stands along `cause`; a cyclic or absurdly long chain ends after a few steps. */
function causes(error: unknown): Cause[] {
  const found: Cause[] = [];
  for (let current = error, depth = 0; isRecord(current) && depth < 8; current = firstInner(current), depth += 1) {
    found.push({
      name: textField(current, 'name'),
      message: textField(current, 'message'),
      code: textField(current, 'code'),
      syscall: textField(current, 'syscall'),
    });
  }
  return found;
}

/** A connection tried on several addresses fails with an AggregateError: its first error stands for all. */
function firstInner(error: Record<string, unknown>): unknown {
  return error.cause ?? (Array.isArray(error.errors) ? error.errors[0] : undefined);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function textField(record: Record<string, unknown>, name: string): string {
  const value = record[name];
  return typeof value === 'string' ? value : '';
}
