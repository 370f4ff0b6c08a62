import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';

/**
 * A step's refusal under its stable code; undefined for a failure that is no decision of a rule. A local activity's
 * failure comes bare, a normal one's wrapped.
 */
export function refusalOf(error: unknown): { readonly code: string; readonly detail: string } | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure && cause.type) return { code: cause.type, detail: cause.message };
  return undefined;
}
