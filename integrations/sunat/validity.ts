import { safeText } from './describe.ts';
import { exchange, type FetchLike } from './transport.ts';
import type {
  ConfigurationError,
  Retryable,
  SunatCallOptions,
  SunatCredentials,
  SunatEndpoints,
  Unknown,
  ValidityOutcome,
  ValidityQuestion,
} from './types.ts';

const SCOPE = 'https://api.sunat.gob.pe/v1/contribuyente/contribuyentes';
/** A token is renewed this long before SUNAT lets it expire. */
const TOKEN_MARGIN_MS = 60_000;
const DEFAULT_TOKEN_SECONDS = 300;

type Failure = Retryable | ConfigurationError | Unknown;
type TokenResult = { readonly kind: 'token'; readonly token: string; readonly expiresAt: number } | Failure;
type Access = {
  readonly token: string;
  readonly validity: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

/**
 * The validity query ("consulta integrada de validez", SUNAT's manual of that service). Tokens are kept per client id
 * and shared by concurrent calls; a 401 renews the token once.
 */
export function createValidityQuery(fetch: FetchLike, timeoutMs: number, now: () => number = Date.now) {
  const tokens = new Map<string, Promise<TokenResult>>();

  async function tokenFor(access: Access, signal: AbortSignal | undefined, renew: boolean): Promise<TokenResult> {
    const key = `${access.token} ${access.clientId}`;
    const known = await tokens.get(key);
    if (!renew && known?.kind === 'token' && known.expiresAt > now()) return known;
    const pending = requestToken(fetch, timeoutMs, access, signal, now);
    tokens.set(key, pending);
    return await pending;
  }

  async function ask(access: Access, token: string, ruc: string, body: string, options: SunatCallOptions) {
    const url = `${access.validity}/${encodeURIComponent(ruc)}/validarcomprobante`;
    const headers = {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      ...(options.requestId === undefined ? {} : { 'X-Request-Id': options.requestId }),
    };
    return await exchange(fetch, timeoutMs, { method: 'POST', url, headers, body, signal: options.signal });
  }

  return async function queryValidity(
    endpoints: SunatEndpoints,
    credentials: SunatCredentials,
    question: ValidityQuestion,
    options: SunatCallOptions = {},
  ): Promise<ValidityOutcome> {
    const access = accessOf(endpoints, credentials);
    if (access === undefined) {
      const description = 'La consulta de validez no está configurada.';
      return { kind: 'not_supported', code: 'no_validity_query', description };
    }
    for (const renew of [false, true]) {
      const token = await tokenFor(access, options.signal, renew);
      if (token.kind !== 'token') return token;
      const result = await ask(access, token.token, credentials.ruc, requestBody(question), options);
      if (result.kind === 'failed') return result.outcome;
      if (result.status === 200) return readValidity(result.bytes);
      if (result.status !== 401) return unanswered(`HTTP ${result.status}`);
    }
    return refusedClient('http_401');
  };
}

function accessOf(endpoints: SunatEndpoints, credentials: SunatCredentials): Access | undefined {
  const { token, validity } = endpoints;
  const { clientId, clientSecret } = credentials;
  if (token === undefined || validity === undefined || !clientId || !clientSecret) return undefined;
  return { token, validity, clientId, clientSecret };
}

const requestBody = ({ ruc, type, series, number, issueDate, total }: ValidityQuestion): string =>
  JSON.stringify({
    numRuc: ruc,
    codComp: type,
    numeroSerie: series,
    numero: String(number),
    fechaEmision: issueDate.split('-').reverse().join('/'),
    monto: total,
  });

async function requestToken(
  fetch: FetchLike,
  timeoutMs: number,
  access: Access,
  signal: AbortSignal | undefined,
  now: () => number,
): Promise<TokenResult> {
  const { clientId, clientSecret } = access;
  const form = { grant_type: 'client_credentials', scope: SCOPE, client_id: clientId, client_secret: clientSecret };
  const result = await exchange(fetch, timeoutMs, {
    method: 'POST',
    url: `${access.token}/${encodeURIComponent(clientId)}/oauth2/token/`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams(form).toString(),
    signal,
  });
  if (result.kind === 'failed') return result.outcome;
  if (result.status === 400 || result.status === 401) return refusedClient(`http_${result.status}`);
  const answer = readJson(result.bytes);
  const token = answer?.access_token;
  if (result.status !== 200 || typeof token !== 'string' || token === '') return unanswered(`HTTP ${result.status}`);
  const seconds = Number(answer?.expires_in);
  const lifeMs = (seconds > 0 ? seconds : DEFAULT_TOKEN_SECONDS) * 1000;
  return { kind: 'token', token, expiresAt: now() + lifeMs - Math.min(TOKEN_MARGIN_MS, lifeMs / 2) };
}

/** Reads the answer: `estadoCp` 0 not informed, 1 accepted, 2 voided; everything else leaves the matter open. */
export function readValidity(bytes: Uint8Array): ValidityOutcome {
  const answer = readJson(bytes);
  const data = isRecord(answer?.data) ? answer.data : undefined;
  const code = typeof data?.estadoCp === 'number' ? String(data.estadoCp) : data?.estadoCp;
  if (answer?.success !== true || typeof code !== 'string') return unanswered('sin estado');
  const observations = Array.isArray(data?.observaciones)
    ? data.observaciones.filter((text) => typeof text === 'string').map(safeText)
    : [];
  switch (code) {
    case '0':
      return { kind: 'not_found', code, description: 'El comprobante no figura informado a SUNAT.' };
    case '1':
      return {
        kind: 'registered',
        state: 'accepted',
        code,
        description: 'SUNAT registra el comprobante.',
        observations,
      };
    case '2':
      return { kind: 'registered', state: 'voided', code, description: 'El comprobante está de baja.', observations };
    default:
      return unanswered('estado que no corresponde a un comprobante electrónico');
  }
}

const unanswered = (reason: string): Unknown => ({
  kind: 'unknown',
  description: `La consulta de validez no dio respuesta (${reason}).`,
});

const refusedClient = (code: string): ConfigurationError => ({
  kind: 'configuration_error',
  code,
  description: 'SUNAT no aceptó las credenciales de la consulta de validez.',
  cause: 'credentials',
});

function readJson(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
