import { HubError } from '../../domain/errors.ts';
import type { RateLimiter } from '../../platform/rate-limit.ts';

/** @throws HubError 429 with the seconds to wait when the credential (or address) asked too often */
export async function limitRate(limiter: RateLimiter, key: string): Promise<void> {
  const verdict = await limiter.take(key);
  if (verdict.allowed) return;
  const detail = `Demasiadas solicitudes: el límite es ${verdict.limit} por minuto.`;
  throw new HubError('rate_limited', 'rate_limited', detail, { retryAfter: verdict.resetSeconds });
}
