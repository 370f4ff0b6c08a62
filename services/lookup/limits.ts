import { isIPv6 } from 'node:net';
import type { Redis } from 'ioredis';
import { HubError } from '../../domain/errors.ts';
import { createRateLimiter, type RateLimiter } from '../../platform/rate-limit.ts';
import type { LookUpInput } from './look-up-input.ts';

/** What bounds guessing, shared by all processes where there is a Redis. */
export interface LookupLimits {
  /** Look-ups of one address. */
  readonly addressMinute: RateLimiter;
  readonly addressDay: RateLimiter;
  /** Wrong guesses about one number, whether it exists or not. */
  readonly number: RateLimiter;
}

const DAY = 24 * 3600;

/** 20 look-ups a minute and 200 a day for an address; 10 wrong ones a day about one RUC, series and number. */
export function createLookupLimits(redis?: Redis): LookupLimits {
  const shared = redis && { redis };
  return {
    addressMinute: createRateLimiter({ ...shared, name: 'lookup-minute', points: 20, duration: 60 }),
    addressDay: createRateLimiter({ ...shared, name: 'lookup-day', points: 200, duration: DAY }),
    number: createRateLimiter({ ...shared, name: 'lookup-number', points: 10, duration: DAY }),
  };
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const [left, right] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean));
  const gap = Array.from({ length: 8 - (left?.length ?? 0) - (right?.length ?? 0) }, () => '0');
  return tail === undefined ? (left ?? []) : [...(left ?? []), ...gap, ...(right ?? [])];
}

/** Whom an address stands for: itself, but under IPv6 its network, as each customer holds 2^64 addresses. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const groups = groupsOf(address.toLowerCase()).slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

async function within(limiter: RateLimiter, key: string): Promise<void> {
  const verdict = await limiter.take(key);
  if (verdict.allowed) return;
  const detail = 'Demasiadas consultas. Espere antes de volver a intentar.';
  throw new HubError('rate_limited', 'too_many_attempts', detail, { retryAfter: verdict.resetSeconds });
}

/** Counts a look-up against its address. @throws HubError 429 `too_many_attempts` */
export async function countAddress(limits: LookupLimits, address: string): Promise<void> {
  const network = networkOf(address);
  await within(limits.addressMinute, network);
  await within(limits.addressDay, network);
}

/**
 * Runs one guess about a number, counted before it is judged: many at once cannot slip in before the first miss counts.
 * A hit is given back.
 * @throws HubError 429 `too_many_attempts`
 */
export async function countGuess<T>(
  limits: LookupLimits,
  { ruc, series, number }: Pick<LookUpInput, 'ruc' | 'series' | 'number'>,
  guess: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const key = `${ruc}-${series}-${Number(number)}`;
  await within(limits.number, key);
  const found = await guess();
  if (found !== undefined) await limits.number.giveBack(key);
  return found;
}
