import { ApplicationFailure, Context } from '@temporalio/activity';
import type { SendResult } from '../../services/sunat/send-result.ts';

/** Retries inside one activity, so that a short failure costs no history; then the process waits by its own timers. */
const QUICK_ATTEMPTS = 5;
const HEARTBEAT_MS = 1000;

/**
 * Runs one look at SUNAT as an activity: it beats all the while, and a first look that ends with `retry` is repeated within
 * the activity before its process waits.
 */
export async function lookOnce(first: boolean, look: (activity: Context) => Promise<SendResult>): Promise<SendResult> {
  const activity = Context.current();
  const beat = setInterval(() => activity.heartbeat(), HEARTBEAT_MS);
  activity.heartbeat();
  try {
    const result = await look(activity);
    const quick = first && activity.info.attempt < QUICK_ATTEMPTS;
    if (result.state === 'retry' && quick) throw tryAgain(activity.info.attempt);
    return result;
  } finally {
    clearInterval(beat);
  }
}

/** SUNAT's failures are expected: they stay out of the error metrics. 1, 2, 4, 8 s. */
function tryAgain(attempt: number): ApplicationFailure {
  return ApplicationFailure.create({
    message: 'SUNAT has no answer yet; it is asked again shortly',
    type: 'SunatNotAnswering',
    nextRetryDelay: 1000 * 2 ** (attempt - 1),
    category: 'BENIGN',
  });
}

/** The process's time, moved on by what the activity's own retries waited. */
export function processTime(activity: Context, now: string): Date {
  const { currentAttemptScheduledTimestampMs, scheduledTimestampMs } = activity.info;
  return new Date(Date.parse(now) + Math.max(0, currentAttemptScheduledTimestampMs - scheduledTimestampMs));
}
