import type { Permission } from '../domain/access/permissions.ts';
import { forbidden, HubError } from '../domain/errors.ts';

/** Who acts. `process` is a workflow's activity on behalf of the company; `operator` runs the hub itself. */
export type Actor =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'api_key'; readonly id: string }
  | { readonly kind: 'operator'; readonly id: null }
  | { readonly kind: 'process'; readonly id: null; readonly workflowId: string }
  | { readonly kind: 'system'; readonly id: null };

/** Ties a verb's commit to the caller's Idempotency-Key: the verb binds the resource in its own transaction. */
export interface IdempotencyHandle {
  readonly recordId: string;
}

/** Everything a verb knows about its caller. Built once a request (api) or once an activity (worker). */
export interface ServiceContext {
  readonly companyId: string;
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
  readonly requestId: string;
  readonly idempotency?: IdempotencyHandle;
  /** True when the caller asked to see personal data in clear (`?reveal=true`). */
  readonly reveal?: boolean;
}

/** Names what is missing, so that the owner knows which role to give. */
export const missingPermission = (permission: Permission): string =>
  `No tiene permiso para esta acción: falta ${permission}.`;

/** First line of every verb: 403 unless the caller holds the permission; processes act for the company. */
export function authorise(ctx: ServiceContext, permission: Permission): void {
  if (ctx.actor.kind === 'process' || ctx.actor.kind === 'system') return;
  if (!ctx.permissions.has(permission)) throw forbidden(missingPermission(permission));
}

/** Guards verbs that only the hub's operator may call (a company is made, a log level changed for all). */
export function authoriseOperator(ctx: { readonly actor: Actor }): void {
  if (ctx.actor.kind !== 'operator') throw new HubError('forbidden', 'forbidden', 'Solo el operador puede hacer esto.');
}

/** The context in which a process acts for its company; its permissions are those of who started it, checked then. */
export function processContext(companyId: string, workflowId: string, requestId: string): ServiceContext {
  return { companyId, actor: { kind: 'process', id: null, workflowId }, permissions: new Set(), requestId };
}
