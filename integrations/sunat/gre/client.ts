import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { exchange, type FetchLike, type HttpRequest, type HttpResult } from '../transport.ts';
import type { SunatCallOptions, SunatCredentials, SunatEndpoints, SunatObserver, SunatOperation } from '../types.ts';
import { sendOutcome, statusOutcome } from './outcomes.ts';
import { createGreTokens, refusedClient, type TokenFailure } from './tokens.ts';
import type { GreClient } from './types.ts';

export interface GreClientOptions {
  /** Bounds each HTTP exchange from connecting to the last byte. */
  readonly timeoutMs: number;
  readonly fetch?: FetchLike;
  readonly observe?: SunatObserver;
  readonly now?: () => number;
}

type Request = Pick<HttpRequest, 'method' | 'url' | 'body'>;
type Answer = { readonly kind: 'answer'; readonly status: number; readonly bytes: Uint8Array };
type Result =
  | Answer
  | Extract<HttpResult, { kind: 'failed' }>
  | { readonly kind: 'no_token'; readonly outcome: TokenFailure };

/** Makes the client of SUNAT's REST service for guías (manual of the service, 2022). */
export function createGreClient(options: GreClientOptions): GreClient {
  const { timeoutMs, fetch = globalThis.fetch, observe, now = Date.now } = options;
  const tokens = createGreTokens(fetch, timeoutMs, (kind, seconds) => observe?.('gre.token', kind, seconds), now);

  /** With the issuer's token; a 401 gets a new one, once. */
  async function call(
    endpoints: SunatEndpoints,
    credentials: SunatCredentials,
    request: Request,
    { signal, requestId }: SunatCallOptions,
  ): Promise<Result> {
    let refused: string | undefined;
    for (const last of [false, true]) {
      const token = await tokens.get(endpoints, credentials, { ...(requestId && { requestId }) }, refused);
      if (token.kind !== 'token') return { kind: 'no_token', outcome: token };
      const headers = {
        Authorization: `Bearer ${token.token}`,
        Accept: 'application/json',
        ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(requestId === undefined ? {} : { 'X-Request-Id': requestId }),
      };
      const result = await exchange(fetch, timeoutMs, { ...request, headers, signal });
      if (result.kind === 'failed' || result.status !== 401) return result;
      if (last) break;
      refused = token.token;
    }
    return { kind: 'no_token', outcome: refusedClient('http_401') };
  }

  async function timed<T extends { readonly kind: string }>(
    operation: SunatOperation,
    run: () => Promise<T>,
  ): Promise<T> {
    const start = performance.now();
    const outcome = await run();
    observe?.(operation, outcome.kind, (performance.now() - start) / 1000);
    return outcome;
  }

  return {
    send: (endpoints, credentials, fileName, zip, callOptions = {}) =>
      timed('gre.send', async () => {
        const request = sendRequest(endpoints.gre, fileName, zip);
        const result = await call(endpoints, credentials, request, callOptions);
        return result.kind === 'answer' ? sendOutcome(result.status, result.bytes) : result.outcome;
      }),
    status: (endpoints, credentials, { fileName, ticket }, callOptions = {}) =>
      timed('gre.status', async () => {
        const url = `${endpoints.gre}/envios/${encodeURIComponent(ticket)}`;
        const result = await call(endpoints, credentials, { method: 'GET', url }, callOptions);
        return result.kind === 'answer' ? statusOutcome(result.status, result.bytes, fileName) : result.outcome;
      }),
  };
}

function sendRequest(root: string | undefined, fileName: string, zip: Uint8Array): Request {
  const archivo = {
    nomArchivo: `${fileName}.zip`,
    arcGreZip: Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength).toString('base64'),
    hashZip: createHash('sha256').update(zip).digest('hex'),
  };
  return { method: 'POST', url: `${root}/${encodeURIComponent(fileName)}`, body: JSON.stringify({ archivo }) };
}
