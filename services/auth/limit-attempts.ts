import { HubError } from '../../domain/errors.ts';
import type { RateLimiter } from '../../platform/rate-limit.ts';

/** The refusal of who tried too often; `retryAfter` in seconds. */
export const tooManyAttempts = (retryAfter: number): HubError =>
  new HubError('rate_limited', 'too_many_attempts', 'Demasiados intentos. Espere antes de volver a intentar.', {
    retryAfter,
  });

/** Counts one attempt. @throws HubError 429 `too_many_attempts` */
export async function within(limiter: RateLimiter, key: string): Promise<void> {
  const verdict = await limiter.take(key);
  if (!verdict.allowed) throw tooManyAttempts(verdict.resetSeconds);
}

/**
 * Runs one look at an API key, counted before it is judged; only a refusal stays counted.
 * @throws HubError 429 `too_many_attempts`, and what `judge` throws
 */
export async function countRefusals<T>(limiter: RateLimiter, address: string, judge: () => Promise<T>): Promise<T> {
  await within(limiter, address);
  try {
    const result = await judge();
    await limiter.giveBack(address);
    return result;
  } catch (error) {
    if (!(error instanceof HubError && error.kind === 'unauthorized')) await limiter.giveBack(address);
    throw error;
  }
}
