import { readJson, textMember } from '../json.ts';
import { exchange, type FetchLike } from '../transport.ts';
import type { ConfigurationError, Retryable, SunatCallOptions, SunatCredentials, SunatEndpoints } from '../types.ts';

const SCOPE = 'https://api-cpe.sunat.gob.pe';
/** A token is renewed this long before SUNAT lets it expire, so that no call travels with a dying one. */
const MARGIN_MS = 60_000;
const DEFAULT_SECONDS = 300;

/** No token means that the guía has not left: never `unknown`. */
export type TokenFailure = Retryable | ConfigurationError;
export type TokenResult = { readonly kind: 'token'; readonly token: string; readonly expiresAt: number } | TokenFailure;

export interface GreTokens {
  /** A token of the company; `refused` is one that SUNAT has just turned down. Never rejects. */
  get(
    endpoints: SunatEndpoints,
    credentials: SunatCredentials,
    options: SunatCallOptions,
    refused?: string,
  ): Promise<TokenResult>;
}

interface Access extends SunatCredentials {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Keeps one token an issuer (SUNAT's password grant: client of SOL's menu "API SUNAT", RUC and SOL user). Callers at once
 * share one request; it is not bound to any caller's signal, so that one who leaves does not fail the others.
 */
export function createGreTokens(
  fetch: FetchLike,
  timeoutMs: number,
  observe: (kind: string, seconds: number) => void,
  now: () => number = Date.now,
): GreTokens {
  const known = new Map<string, Promise<TokenResult>>();

  async function renew(access: Access, key: string, requestId: string | undefined): Promise<TokenResult> {
    const start = now();
    const pending = requestToken(fetch, timeoutMs, access, requestId, now);
    known.set(key, pending);
    const result = await pending;
    if (result.kind !== 'token' && known.get(key) === pending) known.delete(key);
    observe(result.kind === 'token' ? 'accepted' : result.kind, (now() - start) / 1000);
    return result;
  }

  return {
    async get(endpoints, credentials, { requestId }, refused) {
      const access = accessOf(endpoints, credentials);
      if ('kind' in access) return access;
      // The password is part of it: a token of an earlier one must not hide that the new one is wrong.
      const key = [access.url, access.clientId, access.ruc, access.solUser, access.solPassword].join('\n');
      for (;;) {
        const pending = known.get(key);
        if (pending === undefined) return renew(access, key, requestId);
        const result = await pending;
        if (result.kind !== 'token') return result;
        if (result.expiresAt > now() && result.token !== refused) return result;
        // The first one to see it spent renews it; the others find the renewal and wait for that.
        if (known.get(key) === pending) return renew(access, key, requestId);
      }
    },
  };
}

function accessOf({ greToken: url }: SunatEndpoints, credentials: SunatCredentials): Access | ConfigurationError {
  const { clientId, clientSecret } = credentials;
  if (url === undefined) {
    const description = 'Este entorno no recibe guías de remisión.';
    return { kind: 'configuration_error', code: 'gre_not_available', description, cause: 'endpoint' };
  }
  if (!clientId || !clientSecret) {
    const description = 'Faltan las credenciales de API SUNAT para guías de remisión.';
    return { kind: 'configuration_error', code: 'gre_client_missing', description, cause: 'credentials' };
  }
  return { ...credentials, url, clientId, clientSecret };
}

async function requestToken(
  fetch: FetchLike,
  timeoutMs: number,
  access: Access,
  requestId: string | undefined,
  now: () => number,
): Promise<TokenResult> {
  const { url, clientId, clientSecret, ruc, solUser, solPassword } = access;
  const form = { grant_type: 'password', scope: SCOPE, client_id: clientId, client_secret: clientSecret };
  const result = await exchange(fetch, timeoutMs, {
    method: 'POST',
    url: `${url}/${encodeURIComponent(clientId)}/oauth2/token/`,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'application/json',
      ...(requestId === undefined ? {} : { 'X-Request-Id': requestId }),
    },
    body: new URLSearchParams({ ...form, username: `${ruc}${solUser}`, password: solPassword }).toString(),
    signal: undefined,
  });
  if (result.kind === 'failed') return notSent(result.outcome);
  const { status, bytes } = result;
  if (status === 400 || status === 401 || status === 403) return refusedClient(`http_${status}`);
  const answer = readJson(bytes);
  const token = textMember(answer, 'access_token');
  if (status !== 200 || token === '') return unanswered(status);
  const seconds = Number(answer?.['expires_in']);
  const lifeMs = (seconds > 0 ? seconds : DEFAULT_SECONDS) * 1000;
  return { kind: 'token', token, expiresAt: now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 2) };
}

function notSent(outcome: Retryable | ConfigurationError | { readonly kind: 'unknown' }): TokenFailure {
  if (outcome.kind !== 'unknown') return outcome;
  return { kind: 'retryable', description: 'SUNAT no entregó el token para enviar guías.' };
}

const unanswered = (status: number): Retryable => ({
  kind: 'retryable',
  description: `SUNAT no entregó el token para enviar guías (HTTP ${status}).`,
});

/** The same words for a wrong client, a client of another API and a wrong SOL password: SUNAT does not tell them apart. */
export const refusedClient = (code: string): ConfigurationError => ({
  kind: 'configuration_error',
  code,
  description: 'SUNAT no aceptó las credenciales de API o la clave SOL para guías de remisión.',
  cause: 'credentials',
});
