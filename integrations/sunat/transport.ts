import { transportOutcome } from './errors.ts';
import type { ConfigurationError, Retryable, Unknown } from './types.ts';

export type FetchLike = typeof globalThis.fetch;

export interface HttpRequest {
  readonly method: 'POST' | 'GET';
  readonly url: string;
  readonly headers: Record<string, string>;
  /** Absent on a GET. */
  readonly body?: string;
  readonly signal: AbortSignal | undefined;
}

export type HttpResult =
  | { readonly kind: 'answer'; readonly status: number; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly outcome: Retryable | ConfigurationError | Unknown };

/** Larger than any CDR; the rest of a larger answer is not read. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/**
 * Sends one request and reads the whole answer within `timeoutMs`. Redirects are not followed: credentials go to the
 * configured host and nowhere else.
 */
export async function exchange(fetch: FetchLike, timeoutMs: number, request: HttpRequest): Promise<HttpResult> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  const { url, method, headers, body } = request;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
  } catch (error) {
    return { kind: 'failed', outcome: transportOutcome(error) };
  }
  try {
    const bytes = await readAll(response);
    if (bytes !== undefined) return { kind: 'answer', status: response.status, bytes };
    return { kind: 'failed', outcome: { kind: 'unknown', description: 'La respuesta de SUNAT es demasiado grande.' } };
  } catch (error) {
    return { kind: 'failed', outcome: afterHeaders(error) };
  }
}

/** Whatever broke once an answer had begun, the request had arrived. */
function afterHeaders(error: unknown): Unknown {
  const outcome = transportOutcome(error);
  return outcome.kind === 'unknown'
    ? outcome
    : { kind: 'unknown', description: 'La respuesta de SUNAT llegó incompleta.' };
}

async function readAll(response: Response): Promise<Uint8Array | undefined> {
  if (response.body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.byteLength;
    if (size > MAX_ANSWER_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

/**
 * Outcome of an answer that is not what the service speaks: HTML pages, proxies, empty bodies. 401 and 429 are refused
 * before the document is looked at; everything else may have been processed.
 */
export function foreignAnswer(status: number): Retryable | ConfigurationError | Unknown {
  if (status === 401) {
    const description = 'SUNAT no aceptó el usuario o la clave SOL.';
    return { kind: 'configuration_error', code: 'http_401', description, cause: 'credentials' };
  }
  if (status === 429) return { kind: 'retryable', code: 'http_429', description: 'SUNAT pidió reducir el ritmo.' };
  return { kind: 'unknown', description: `SUNAT respondió algo que no es su servicio (HTTP ${status}).` };
}
