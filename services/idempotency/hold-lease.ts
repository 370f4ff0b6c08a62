import type { ServiceDeps } from '../deps.ts';
import { type IdempotencyRequest, LEASE, NO_WAIT, recordsOf } from './records.ts';

/** A third of the lease: two renewals may fail before it runs out. */
const EVERY_MS = 10_000;

/**
 * Renews the lease of a running request, so that one that takes long (`Prefer: wait=30`) is not taken for dead and run
 * a second time. A renewal that fails is only reported: the next one comes in time.
 * @returns what ends it, after the renewal that is under way
 */
export function holdLease(
  deps: ServiceDeps,
  request: IdempotencyRequest,
  recordId: string,
  options: { readonly report: (error: unknown) => void; readonly everyMs?: number },
): () => Promise<void> {
  const records = recordsOf(deps, request.companyId);
  let renewal: Promise<unknown> = Promise.resolve();
  const renew = () =>
    records.transaction((tx) =>
      tx.sql(
        `update ${records.table} set lease_until = now() + ${LEASE} where id = $1 and state = 'running'
         returning ${NO_WAIT}`,
        [recordId],
      ),
    );
  const timer = setInterval(() => {
    renewal = renewal.then(renew).catch(options.report);
  }, options.everyMs ?? EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await renewal;
  };
}
