import { attentionAt } from '../../domain/fiscal/deadlines.ts';

const MINUTE_MS = 60_000;

/** A sale behind a closed gate looks for itself this often, in case the relay's signal was lost. */
export const FALLBACK_MS = 30 * MINUTE_MS;

/** A boleta past its time waits for a daily summary; once a day it looks whether it was informed. */
export const SUMMARY_MS = 24 * 60 * MINUTE_MS;

/** The last try within the legal time begins this long before its end. */
const LAST_TRY_MS = MINUTE_MS;

/** Back-off after the activity's own quick retries: 15 s doubling to an hour. */
export function nextTryMs(tries: number): number {
  return Math.min(15_000 * 2 ** Math.min(tries - 1, 8), 60 * MINUTE_MS);
}

/**
 * How long to wait when something must happen at a certain moment: the warning a day before the legal time ends, the
 * last try in its last minute, the end itself.
 */
export function untilNextMoment(now: number, wait: number, deadline: number): number {
  const moments = [attentionAt(new Date(deadline)).getTime(), deadline - LAST_TRY_MS, deadline + 1000];
  const ahead = moments.map((moment) => moment - now).filter((left) => left > 0);
  return Math.min(wait, ...ahead);
}
