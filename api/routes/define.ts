import type { z } from 'zod';
import type { Permission } from '../../domain/access/permissions.ts';
import { notFound } from '../../domain/errors.ts';
import type { Actor, IdempotencyHandle, ServiceContext } from '../../services/context.ts';
import { parseInput } from '../../services/input.ts';
import type { Answer } from '../answer.ts';
import type { AppDeps } from '../deps.ts';

/*
 * How to add a route:
 * 1. One file `api/routes/v1/<resource>/<verb>.ts` that exports `defineRoute({...})` (a company's credential),
 *    `defineOperatorRoute` or `definePublicRoute`; add it to the list in `<resource>/index.ts`, and that list to
 *    `api/routes/index.ts`. Model: `api/routes/v1/products/{create,list,get,update}.ts`.
 * 2. `path` is the full template (`/api/v1/products/{id}`). Faulty `params` answer 404, faulty `query` and `body` 422.
 * 3. Every POST of a company or the operator takes an Idempotency-Key by itself. Where the verb makes one resource,
 *    give `rebuild(call, resourceId)`, and let the verb call `bindResource(tx, ctx, id)` in its transaction.
 * 4. A route with `target` loads the row first: it throws 404 before the body is looked at, and makes If-Match
 *    mandatory (428, 412); the handler passes `call.version` on, so that the verb checks it again in its transaction.
 *    A POST below an id (`/sales/{id}/cancel`) has `exists` instead: 404 before the body's 422, without If-Match.
 * 5. A list spreads `pageQuery` into its query, reads it with `pageOf` and answers with `listAnswer` (api/paging.ts).
 *    `reveal: true` adds `?reveal=true`; `call.ctx.reveal` is only set for who may. `wait: true` reads `Prefer: wait`.
 * 6. Throw HubError (or let the verb throw); never build an error answer by hand. The common tests walk all routes.
 */

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One documented outcome: text, and the body's schema unless it has none (or is not JSON: `contentType`). */
export interface DocumentedAnswer {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly contentType?: string;
}

/** What the pipeline hands to a route: not yet validated. */
export interface RawCall {
  readonly deps: AppDeps;
  readonly requestId: string;
  readonly actor: Actor;
  readonly companyId: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly idempotency?: IdempotencyHandle;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly reveal: boolean;
  readonly wait: number;
  /** The caller's address, for counters only. */
  readonly address: string;
  readonly header: (name: string) => string | undefined;
  /** Holds If-Match against the version (428, 412). */
  checkVersion(version: number): void;
}

interface Common<P, Q, B> {
  readonly deps: AppDeps;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly requestId: string;
  readonly address: string;
  readonly header: (name: string) => string | undefined;
}

/** A validated call by a company's user or API key. `version` is what `target` found and If-Match named. */
export interface Call<P = unknown, Q = unknown, B = unknown> extends Common<P, Q, B> {
  readonly ctx: ServiceContext;
  readonly version: number;
  readonly wait: number;
}
export type OperatorContext = Pick<ServiceContext, 'actor' | 'requestId' | 'idempotency'>;
export interface OperatorCall<P = unknown, Q = unknown, B = unknown> extends Common<P, Q, B> {
  readonly ctx: OperatorContext;
}
export type PublicCall<P = unknown, Q = unknown, B = unknown> = Common<P, Q, B>;

type Shape<S> = S extends z.ZodType ? z.output<S> : undefined;
type Maybe = z.ZodType | undefined;

interface BaseSpec<P extends Maybe, Q extends Maybe, B extends Maybe> {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Successful outcomes by status; the problems are documented by themselves. */
  readonly answers: Readonly<Record<number, DocumentedAnswer>>;
}

export interface RouteSpec<P extends Maybe, Q extends Maybe, B extends Maybe> extends BaseSpec<P, Q, B> {
  /** `null`: any credential of a company will do. */
  readonly permission: Permission | null;
  readonly reveal?: boolean;
  readonly wait?: boolean;
  /** The answer holds a new secret: the same Idempotency-Key gives it to nobody but who asked first. */
  readonly secret?: boolean;
  /** Loads the row that the path names: 404 when there is none, its version for If-Match. */
  readonly target?: (call: { deps: AppDeps; ctx: ServiceContext; params: Shape<P> }) => Promise<{ version: number }>;
  /** The same 404 before the body is looked at, for a route without If-Match (a POST below an id). */
  readonly exists?: (call: { deps: AppDeps; ctx: ServiceContext; params: Shape<P> }) => Promise<unknown>;
  readonly handler: (call: Call<Shape<P>, Shape<Q>, Shape<B>>) => Promise<Answer>;
  /** The first answer made again from the resource that it made (status and Location included). */
  readonly rebuild?: (call: { deps: AppDeps; ctx: ServiceContext }, resourceId: string) => Promise<Answer>;
}
export interface OperatorSpec<P extends Maybe, Q extends Maybe, B extends Maybe> extends BaseSpec<P, Q, B> {
  readonly handler: (call: OperatorCall<Shape<P>, Shape<Q>, Shape<B>>) => Promise<Answer>;
  readonly rebuild?: (call: { deps: AppDeps; ctx: OperatorContext }, resourceId: string) => Promise<Answer>;
}
export interface PublicSpec<P extends Maybe, Q extends Maybe, B extends Maybe> extends BaseSpec<P, Q, B> {
  /** Not counted by the rate limit: what probes ask. */
  readonly unlimited?: boolean;
  readonly handler: (call: PublicCall<Shape<P>, Shape<Q>, Shape<B>>) => Promise<Answer>;
}

export type Access =
  | { readonly kind: 'company'; readonly permission: Permission | null }
  | { readonly kind: 'operator' }
  | { readonly kind: 'public' };

/** A route with its types folded away: what the pipeline, the OpenAPI document and the common tests see. */
export interface Route {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answers: Readonly<Record<number, DocumentedAnswer>>;
  /** False where the body may be left out (no schema, or one that takes nothing). */
  readonly bodyRequired: boolean;
  readonly idempotent: boolean;
  readonly unlimited: boolean;
  readonly reveal: boolean;
  readonly wait: boolean;
  readonly secret?: boolean;
  readonly ifMatch: boolean;
  run(raw: RawCall): Promise<Answer>;
  readonly rebuild?: (raw: RawCall, resourceId: string) => Promise<Answer>;
}

/** The typed helper behind `Shape`: an absent schema yields undefined. */
function shape<S extends Maybe>(schema: S | undefined, value: unknown): Shape<S> {
  return (schema === undefined ? undefined : parseInput(schema, value)) as Shape<S>;
}

function pathParams<P extends Maybe>(schema: P | undefined, raw: RawCall): Shape<P> {
  if (schema !== undefined && !schema.safeParse(raw.params).success) throw notFound();
  return shape(schema, raw.params);
}

function contextOf(raw: RawCall): ServiceContext {
  const { companyId, actor, permissions, requestId, idempotency, reveal } = raw;
  return { companyId, actor, permissions, requestId, reveal, ...(idempotency && { idempotency }) };
}

function commonOf(raw: RawCall) {
  return { deps: raw.deps, requestId: raw.requestId, address: raw.address, header: raw.header };
}

function describe<P extends Maybe, Q extends Maybe, B extends Maybe>(spec: BaseSpec<P, Q, B>) {
  const { method, path, tag, summary, description, params, query, body, answers } = spec;
  return {
    method,
    path,
    tag,
    summary,
    answers,
    ...(description !== undefined && { description }),
    ...(params && { params }),
    ...(query && { query }),
    ...(body && { body }),
    bodyRequired: body !== undefined && !body.safeParse(undefined).success,
    unlimited: false,
    reveal: false,
    wait: false,
    ifMatch: false,
  };
}

/** A route for a company's users and API keys. */
export function defineRoute<P extends Maybe = undefined, Q extends Maybe = undefined, B extends Maybe = undefined>(
  spec: RouteSpec<P, Q, B>,
): Route {
  const { target, rebuild } = spec;
  return {
    ...describe(spec),
    access: { kind: 'company', permission: spec.permission },
    idempotent: spec.method === 'post',
    reveal: spec.reveal ?? false,
    wait: spec.wait ?? false,
    secret: spec.secret ?? false,
    ifMatch: target !== undefined,
    async run(raw) {
      const ctx = contextOf(raw);
      const params = pathParams(spec.params, raw);
      const version = target ? (await target({ deps: raw.deps, ctx, params })).version : 0;
      if (target) raw.checkVersion(version);
      await spec.exists?.({ deps: raw.deps, ctx, params });
      const query = shape(spec.query, raw.query);
      const body = shape(spec.body, raw.body);
      return spec.handler({ ...commonOf(raw), ctx, params, query, body, version, wait: raw.wait });
    },
    ...(rebuild && { rebuild: (raw: RawCall, id: string) => rebuild({ deps: raw.deps, ctx: contextOf(raw) }, id) }),
  };
}

/** A route for the hub's operator key; it belongs to no company. */
export function defineOperatorRoute<
  P extends Maybe = undefined,
  Q extends Maybe = undefined,
  B extends Maybe = undefined,
>(spec: OperatorSpec<P, Q, B>): Route {
  const { rebuild } = spec;
  return {
    ...describe(spec),
    access: { kind: 'operator' },
    idempotent: spec.method === 'post',
    ...(rebuild && { rebuild: (raw: RawCall, id: string) => rebuild({ deps: raw.deps, ctx: contextOf(raw) }, id) }),
    async run(raw) {
      const ctx = contextOf(raw);
      const params = pathParams(spec.params, raw);
      const query = shape(spec.query, raw.query);
      return spec.handler({ ...commonOf(raw), ctx, params, query, body: shape(spec.body, raw.body) });
    },
  };
}

/** A route without credentials (log-in, health, look-ups). */
export function definePublicRoute<
  P extends Maybe = undefined,
  Q extends Maybe = undefined,
  B extends Maybe = undefined,
>(spec: PublicSpec<P, Q, B>): Route {
  return {
    ...describe(spec),
    access: { kind: 'public' },
    idempotent: false,
    unlimited: spec.unlimited ?? false,
    async run(raw) {
      const params = pathParams(spec.params, raw);
      const query = shape(spec.query, raw.query);
      return spec.handler({ ...commonOf(raw), params, query, body: shape(spec.body, raw.body) });
    },
  };
}
