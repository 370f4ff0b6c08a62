import type { Permission } from '../domain/access/permissions.ts';
import { type FieldIssue, forbidden, invalid } from '../domain/errors.ts';
import { type Actor, type IdempotencyHandle, missingPermission } from '../services/context.ts';
import { pointerOf } from '../services/input.ts';
import type { Answer } from './answer.ts';
import { requestHash } from './canonical.ts';
import type { Principal } from '../services/auth/authenticate.ts';
import type { AppDeps } from './deps.ts';
import type { HubContext } from './env.ts';
import { authenticate } from './middleware/authenticate.ts';
import { clientAddress } from './middleware/client-address.ts';
import { idempotencyKey, withIdempotency } from './middleware/idempotency.ts';
import { checkIfMatch } from './middleware/if-match.ts';
import { limitRate } from './middleware/limit-rate.ts';
import { preferWait } from './middleware/prefer.ts';
import { readBody } from './middleware/read-body.ts';
import type { RawCall, Route } from './routes/define.ts';

const NOBODY: ReadonlySet<Permission> = new Set();

interface Caller {
  readonly companyId: string;
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
}

function callerOf(principal: Principal | undefined): Caller {
  if (principal?.kind === 'company') return principal;
  return { companyId: '', actor: { kind: 'operator', id: null }, permissions: NOBODY };
}

/** 403 unless the credential is of the kind the route is for and holds its permission. Verbs check again. */
function checkAccess(route: Route, principal: Principal | undefined, reveal: boolean): void {
  const { access } = route;
  if (access.kind === 'public') return;
  if (access.kind !== principal?.kind) throw forbidden();
  if (principal.kind !== 'company' || access.kind !== 'company') return;
  if (access.permission !== null && !principal.permissions.has(access.permission))
    throw forbidden(missingPermission(access.permission));
  if (reveal && !principal.permissions.has('personal_data:reveal'))
    throw forbidden('No tiene permiso para ver datos personales.');
}

/** Characters that PostgreSQL cannot store: NUL and halves of surrogate pairs. */
function unstorable(value: unknown, path: readonly string[] = []): FieldIssue[] {
  if (typeof value === 'string') {
    if (value.isWellFormed() && !value.includes('\0')) return [];
    return [{ pointer: pointerOf(path), code: 'invalid_character', detail: 'Contiene caracteres no permitidos.' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...unstorable(key, [...path, key]),
    ...unstorable(inner, [...path, key]),
  ]);
}

interface Prepared {
  readonly caller: Caller;
  readonly body: unknown;
  readonly reveal: boolean;
}

function rawCall(
  c: HubContext,
  deps: AppDeps,
  route: Route,
  prepared: Prepared,
  idempotency?: IdempotencyHandle,
): RawCall {
  const header = (name: string) => c.req.header(name);
  return {
    ...prepared.caller,
    deps,
    requestId: c.get('requestId'),
    ...(idempotency && { idempotency }),
    params: c.req.param(),
    query: c.req.query(),
    body: prepared.body,
    reveal: prepared.reveal,
    wait: route.wait ? preferWait(header('prefer')) : 0,
    address: clientAddress(c, deps.trustProxy),
    header,
    checkVersion: (version) => checkIfMatch(header('if-match'), version),
  };
}

async function runRoute(route: Route, raw: RawCall): Promise<Answer> {
  const faults = unstorable(raw.query).concat(unstorable(raw.body));
  if (faults.length > 0) throw invalid(faults);
  return route.run(raw);
}

async function keyed(c: HubContext, deps: AppDeps, route: Route, prepared: Prepared): Promise<Answer> {
  const { companyId, actor } = prepared.caller;
  const request = {
    companyId: companyId === '' ? null : companyId,
    route: `${c.req.method} ${route.path}`,
    key: idempotencyKey(c.req.header('idempotency-key')),
    hash: requestHash(c.req.method, c.req.path, route.secret ? { by: actor, body: prepared.body } : prepared.body),
  };
  const call = (recordId: string) => rawCall(c, deps, route, prepared, { recordId });
  const { rebuild } = route;
  return withIdempotency(deps, request, c.get('requestId'), {
    run: (recordId) => runRoute(route, call(recordId)),
    ...(rebuild && { rebuild: (recordId, resourceId) => rebuild(call(recordId), resourceId) }),
  });
}

/**
 * The way of every request through its route, in the published order of checks: 401, 429, 413/415/400, 403,
 * idempotency, and then in the route itself 404, 428, 412, 422, 409.
 */
export async function handle(c: HubContext, deps: AppDeps, route: Route): Promise<Answer> {
  const isPublic = route.access.kind === 'public';
  const principal = isPublic ? undefined : await authenticate(c, deps);
  if (principal?.kind === 'company') c.set('companyId', principal.companyId);
  if (!route.unlimited)
    await limitRate(deps.limiter, principal?.credential ?? `address:${clientAddress(c, deps.trustProxy)}`);
  const takesBody = route.method !== 'get' && route.method !== 'delete';
  const body = takesBody ? await readBody(c, route.bodyRequired) : undefined;
  const reveal = route.reveal && c.req.query('reveal') === 'true';
  checkAccess(route, principal, reveal);
  const prepared = { caller: callerOf(principal), body, reveal };
  if (route.idempotent) return keyed(c, deps, route, prepared);
  return runRoute(route, rawCall(c, deps, route, prepared));
}
