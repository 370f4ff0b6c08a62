import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Payload } from '@temporalio/common';
import { HubError } from '../../domain/errors.ts';
import { codecCall } from '../../platform/temporal/wire-payloads.ts';
import { codecToken } from '../../services/auth/codec-token.ts';
import { login } from '../../services/auth/login.ts';
import { parseInput } from '../../services/input.ts';
import type { AppDeps } from '../deps.ts';
import type { HubContext, HubEnv } from '../env.ts';
import { clientAddress } from '../middleware/client-address.ts';
import { limitRate } from '../middleware/limit-rate.ts';
import { readBody, readBytes } from '../middleware/read-body.ts';
import { loginPage, PAGE_CSP, welcomePage } from './page.ts';
import { companyOf, isPlain, type WirePayload, WirePayloads } from './payloads.ts';
import { checkOrigin, CODEC_SESSION_SECONDS, dropSession, keepSession, readerOf } from './session.ts';

const FORM_LIMIT_BYTES = 16 * 1024;
/** A history page with large payloads; Temporal itself takes at most 4 MB a message. */
const LIMIT_BYTES = 6 * 1024 * 1024;
const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Namespace',
  'Access-Control-Max-Age': '600',
};

function cors(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {};
  return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' };
}

const html = (c: HubContext, text: string, status: 200 | 401 | 403 | 422 | 429): Response =>
  c.body(text, status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': PAGE_CSP });

async function decodeOne(deps: AppDeps, companyId: string, wire: WirePayload): Promise<WirePayload> {
  if (isPlain(wire) || companyOf(wire) !== companyId) return wire;
  try {
    const { payloads } = await codecCall(deps.codec, 'decode', { payloads: [wire] });
    const [plain] = payloads;
    return plain ? { ...wire, metadata: { ...plain.metadata }, data: plain.data } : wire;
  } catch {
    // Damaged, moved, or sealed by a key that is gone: it stays shut, and the others open.
    return wire;
  }
}

async function decode(c: HubContext, deps: AppDeps): Promise<Response> {
  const headers = cors(checkOrigin(c, deps.codecOrigins, deps.trustProxy));
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  const reader = await readerOf(c, deps);
  c.set('companyId', reader.companyId);
  await limitRate(deps.limiter, reader.credential);
  const { payloads } = parseInput(WirePayloads, await readBody(c, true, LIMIT_BYTES));
  const answer = await Promise.all(payloads.map((wire) => decodeOne(deps, reader.companyId, wire)));
  const decoded = answer.filter((wire, index) => wire !== payloads[index]).length;
  const { actor, companyId } = reader;
  const request = { request_id: c.get('requestId'), company_id: companyId, actor_kind: actor.kind, actor_id: actor.id };
  deps.logger.info({ ...request, payloads: payloads.length, decoded }, 'payloads decoded');
  return c.json({ payloads: answer }, 200, headers);
}

async function encode(c: HubContext, deps: AppDeps): Promise<Response> {
  const headers = cors(checkOrigin(c, deps.codecOrigins, deps.trustProxy));
  const reader = await readerOf(c, deps);
  await limitRate(deps.limiter, reader.credential);
  const { payloads } = parseInput(WirePayloads, await readBody(c, true, LIMIT_BYTES));
  const namespace = c.req.header('x-namespace') ?? 'default';
  const context = { type: 'workflow', namespace, workflowId: `${reader.companyId}/web-ui` } as const;
  const codec = { ...deps.codec, encode: (plain: Payload[]) => deps.codec.encode(plain, context) };
  return c.json(await codecCall(codec, 'encode', { payloads }), 200, headers);
}

async function enter(c: HubContext, deps: AppDeps): Promise<Response> {
  checkOrigin(c, [], deps.trustProxy);
  await limitRate(deps.limiter, `address:${clientAddress(c, deps.trustProxy)}`);
  const form = new URLSearchParams(new TextDecoder().decode(await readBytes(c.req.raw, FORM_LIMIT_BYTES)));
  const text = (name: string): string => (form.get(name) ?? '').trim();
  const ruc = text('company_ruc');
  const password = form.get('password') ?? '';
  const input = { email: text('email'), password, ...(ruc !== '' && { company_ruc: ruc }) };
  const origin = { address: clientAddress(c, deps.trustProxy), requestId: c.get('requestId') };
  try {
    const session = await login(deps.services, input, origin);
    if (!session.user.permissions.includes('operations:decode'))
      return html(c, loginPage('Su usuario no tiene permiso para ver contenidos.'), 403);
    keepSession(c, codecToken(deps.services, session, CODEC_SESSION_SECONDS));
    return html(c, welcomePage(session.user.name), 200);
  } catch (error) {
    if (!(error instanceof HubError) || error.kind === 'unavailable') throw error;
    dropSession(c);
    const status = error.kind === 'rate_limited' ? 429 : error.kind === 'invalid' ? 422 : 401;
    return html(c, loginPage(error.message), status);
  }
}

/**
 * Temporal's codec protocol for the Web UI, behind a log-in: a person with `operations:decode` sees the payloads of
 * his own company, and each look is logged with who looked, never with what.
 */
export function registerCodec(app: OpenAPIHono<HubEnv>, deps: AppDeps): void {
  for (const path of ['/codec/decode', '/codec/encode'] as const) {
    app.options(path, (c) => {
      c.set('route', path);
      const origin = checkOrigin(c, deps.codecOrigins, deps.trustProxy);
      return c.body(null, 204, { ...cors(origin), ...(origin !== undefined && PREFLIGHT) });
    });
  }
  const route =
    (path: string, run: (c: HubContext, deps: AppDeps) => Promise<Response> | Response) => (c: HubContext) => {
      c.set('route', path);
      return run(c, deps);
    };
  app.post('/codec/decode', route('/codec/decode', decode));
  app.post('/codec/encode', route('/codec/encode', encode));
  app.get(
    '/codec/login',
    route('/codec/login', (c) => html(c, loginPage(), 200)),
  );
  app.post('/codec/login', route('/codec/login', enter));
}
