import { ApplicationFailure, type Context } from '@temporalio/activity';

/** Retries inside one activity, so that a short failure costs no history; then the process waits by its own timers. */
const QUICK_ATTEMPTS = 5;
const HEARTBEAT_MS = 1000;

/** Runs a look at SUNAT under a heartbeat a second, so that a dead worker costs seconds. */
export async function underHeartbeat<T>(activity: Context, look: () => Promise<T>): Promise<T> {
  // None at once: the server counts from the start, and a first beat would cost it a write for most answers.
  const beat = setInterval(() => activity.heartbeat(), HEARTBEAT_MS);
  try {
    return await look();
  } finally {
    clearInterval(beat);
  }
}

/** Whether the activity looks again by itself before its process waits. */
export const looksAgain = ({ info }: Context, first: boolean): boolean => first && info.attempt < QUICK_ATTEMPTS;

/** SUNAT's failures are expected: they stay out of the error metrics. 1, 2, 4, 8 s. */
export function tryAgain({ info }: Context): ApplicationFailure {
  return ApplicationFailure.create({
    message: 'SUNAT did not answer; it is asked again shortly',
    type: 'SunatNotAnswering',
    nextRetryDelay: 1000 * 2 ** (info.attempt - 1),
    category: 'BENIGN',
  });
}

/** The process's time at this attempt: deadlines are its, not the activity's. `now`: its time at scheduling, RFC 3339. */
export function timeOf({ info }: Context, now: string): Date {
  const waited = Math.max(0, info.currentAttemptScheduledTimestampMs - info.scheduledTimestampMs);
  return new Date(Date.parse(now) + waited);
}
