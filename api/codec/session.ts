import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { forbidden, HubError } from '../../domain/errors.ts';
import { authenticateCredentials, type Principal } from '../../services/auth/authenticate.ts';
import { readTokenUse } from '../../services/auth/codec-token.ts';
import type { AppDeps } from '../deps.ts';
import type { HubContext } from '../env.ts';
import { authenticate } from '../middleware/authenticate.ts';

const COOKIE = 'hub_codec';
/** A working day: whoever reads histories should not log in every quarter of an hour. */
export const CODEC_SESSION_SECONDS = 8 * 60 * 60;

/** The cookie goes to the codec's own paths only, and never along from another site. */
export function keepSession(c: HubContext, token: string): void {
  const secure = c.req.url.startsWith('https:') || c.req.header('x-forwarded-proto') === 'https';
  setCookie(c, COOKIE, token, {
    httpOnly: true,
    sameSite: 'Strict',
    secure,
    path: '/codec',
    maxAge: CODEC_SESSION_SECONDS,
  });
}

export const dropSession = (c: HubContext): void => {
  deleteCookie(c, COOKIE, { path: '/codec' });
};

type Reader = Extract<Principal, { kind: 'company' }>;

/**
 * Who reads: by the cookie of `/codec/login`, or by a credential of the API.
 * @throws HubError 401, 403 without `operations:decode`
 */
export async function readerOf(c: HubContext, deps: AppDeps): Promise<Reader> {
  const cookie = getCookie(c, COOKIE);
  const principal =
    cookie === undefined
      ? await authenticate(c, deps)
      : await authenticateCredentials(deps.services, { bearer: cookie, use: readTokenUse });
  if (principal.kind !== 'company' || !principal.permissions.has('operations:decode')) throw forbidden();
  return principal;
}

/** Our own origin as the browser sees it: a trusted proxy may end TLS before us. */
function ownOrigin(c: HubContext, trustProxy: boolean): string {
  const { protocol, host } = new URL(c.req.url);
  const secure = trustProxy && c.req.header('x-forwarded-proto') === 'https';
  return `${secure ? 'https:' : protocol}//${host}`;
}

/** @throws HubError 403 for a page of an origin that is neither the Web UI's nor our own: cookies would come along */
export function checkOrigin(c: HubContext, origins: readonly string[], trustProxy: boolean): string | undefined {
  const origin = c.req.header('origin');
  if (origin === undefined || origin === ownOrigin(c, trustProxy)) return undefined;
  if (origins.includes(origin)) return origin;
  throw new HubError('forbidden', 'origin_not_allowed', 'El origen no está permitido.');
}
