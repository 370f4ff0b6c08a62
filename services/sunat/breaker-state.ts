import { outsideCompanies } from '../../db/tx.ts';
import type { ServiceDeps } from '../deps.ts';

export type SharedBreakerState = 'closed' | 'open' | 'half_open';

export interface BreakerRow {
  readonly endpoint: string;
  readonly state: SharedBreakerState;
  /** Tells one writing from the next. */
  readonly stamp: string;
}

const FIRST_OPEN_SECONDS = 5;
const LONGEST_OPEN_SECONDS = 60;

/**
 * Shares the state of an endpoint's breaker with all workers. `open_until` doubles from 5 s to 60 s, as the breaker's
 * own timer does; it only counts where the process that holds that timer has died. Answers the stamp of the writing.
 */
export async function shareBreakerState(
  deps: Pick<ServiceDeps, 'orm'>,
  endpoint: string,
  state: SharedBreakerState,
): Promise<string> {
  const [row] = await outsideCompanies(deps.orm, (tx) =>
    tx.sql<{ stamp: string }>(
      `insert into breaker as b (endpoint, state, open_until, openings, updated_at)
       values ($1, $2, case when $2 = 'open' then clock_timestamp() + make_interval(secs => $3) end,
               case when $2 = 'open' then 1 else 0 end, clock_timestamp())
       on conflict (endpoint) do update set state = excluded.state, updated_at = excluded.updated_at,
         openings = case when $2 = 'open' then b.openings + 1 when $2 = 'closed' then 0 else b.openings end,
         open_until = case when $2 = 'open'
           then clock_timestamp() + make_interval(secs => least($4, $3 * power(2, least(b.openings, 6)))) end
       returning updated_at::text as stamp`,
      [endpoint, state, FIRST_OPEN_SECONDS, LONGEST_OPEN_SECONDS],
    ),
  );
  return row?.stamp ?? '';
}

/** All breakers that any worker ever reported. */
export async function readBreakerStates(deps: Pick<ServiceDeps, 'orm'>): Promise<BreakerRow[]> {
  return outsideCompanies(deps.orm, (tx) =>
    tx.sql<BreakerRow>('select endpoint, state, updated_at::text as stamp from breaker'),
  );
}
