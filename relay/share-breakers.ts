import type pg from 'pg';
import { type BreakerRow, type SharedBreakerState, shareBreakerState } from '../services/sunat/breaker-state.ts';
import type { ServiceDeps } from '../services/deps.ts';

/** The part of the circuit breakers that is shared with other workers. */
export interface LocalBreakers {
  force(endpoint: string, state: SharedBreakerState): void;
}

export interface BreakerShare {
  /** Reports what this process decided; writings keep their order, and a failed one is reported by the next. */
  report(endpoint: string, state: SharedBreakerState): void;
  /** Takes over what other workers decided. */
  follow(pool: pg.Pool, breakers: LocalBreakers): Promise<void>;
}

/** Keeps this process's breakers and the shared rows in step; own writings are recognised by their stamp. */
export function createBreakerShare(deps: Pick<ServiceDeps, 'orm'>, onError: (error: unknown) => void): BreakerShare {
  const seen = new Map<string, string>();
  let writing: Promise<void> = Promise.resolve();
  let pending = 0;

  const write = async (endpoint: string, state: SharedBreakerState): Promise<void> => {
    try {
      seen.set(endpoint, await shareBreakerState(deps, endpoint, state));
    } catch (error) {
      onError(error);
    } finally {
      pending -= 1;
    }
  };

  return {
    report(endpoint, state) {
      pending += 1;
      writing = writing.then(() => write(endpoint, state));
    },
    async follow(pool, breakers) {
      const { rows } = await pool.query<BreakerRow>('select endpoint, state, updated_at::text as stamp from breaker');
      // What this process is just writing is newer than what was read.
      if (pending > 0) return;
      for (const { endpoint, state, stamp } of rows) {
        if (seen.get(endpoint) === stamp) continue;
        seen.set(endpoint, stamp);
        breakers.force(endpoint, state);
      }
    },
  };
}
