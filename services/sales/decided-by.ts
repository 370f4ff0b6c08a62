import type { ServiceContext } from '../context.ts';

/** The person (or machine) behind a decision that a process carries out. */
export interface DecidedBy {
  readonly kind: 'user' | 'api_key' | 'operator';
  readonly id: string | null;
  readonly requestId: string;
}

/** The process' context with the decider as actor, so that the audit names who decided and under which request. */
export function asDecider(ctx: ServiceContext, by: DecidedBy | undefined): ServiceContext {
  if (by === undefined) return ctx;
  const { requestId } = by;
  if (by.kind === 'operator' || by.id === null) return { ...ctx, requestId, actor: { kind: 'operator', id: null } };
  return { ...ctx, requestId, actor: { kind: by.kind, id: by.id } };
}

/** The caller as decider. */
export function deciderOf(ctx: ServiceContext): DecidedBy {
  const { actor, requestId } = ctx;
  if (actor.kind === 'user' || actor.kind === 'api_key') return { kind: actor.kind, id: actor.id, requestId };
  return { kind: 'operator', id: null, requestId };
}
