import { ApplicationFailure } from '@temporalio/common';
import { HubError } from '../domain/errors.ts';

/** What Temporal may try again: the hub's own parts are away. Everything else a caller or a rule decided is final. */
const PASSING: readonly string[] = ['unavailable', 'rate_limited'];

/**
 * An error as Temporal should see it: a rule's refusal ends the activity under its stable code, all else (database away,
 * lost connection, a fault of ours) is tried again.
 */
export function asFailure(error: unknown): unknown {
  if (!(error instanceof HubError)) return error;
  const retryable = PASSING.includes(error.kind);
  return ApplicationFailure.create({ message: error.message, type: error.code, nonRetryable: !retryable });
}

/** Wraps each activity of a set, so that none forgets the mapping. */
export function guarded<T extends Record<string, (...args: never[]) => Promise<unknown>>>(activities: T): T {
  const wrapped = Object.entries(activities).map(([name, run]) => [
    name,
    async (...args: never[]): Promise<unknown> => {
      try {
        return await run(...args);
      } catch (error) {
        throw asFailure(error);
      }
    },
  ]);
  return asSame<T>(Object.fromEntries(wrapped));
}

/** The wrapped functions keep names, parameters and results of the given ones. */
function asSame<T>(value: unknown): T {
  return value as T;
}
