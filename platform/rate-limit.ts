import type { Redis } from 'ioredis';
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

export interface RateLimiterOptions {
  /** Shared by all processes; each process counts for itself when absent, or while it is away. */
  readonly redis?: Redis;
  /** Tells limiters apart within one Redis. */
  readonly name: string;
  /** Requests per `duration`. */
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
  /** Requests beyond `points` that a quiet caller may make once within `duration` of its own. */
  readonly burst?: { readonly points: number; readonly duration: number };
}

/** What a limiter says of one request; feeds `RateLimit-*` and `Retry-After`. */
export interface RateVerdict {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the window is over, at least 1. */
  readonly resetSeconds: number;
}

export interface RateLimiter {
  /** Takes `cost` points of `key` (an API key's id, an address, an account's blind index). Never throws. */
  take(key: string, cost?: number): Promise<RateVerdict>;
  /** Gives back one point: what was taken beforehand turned out not to count. Never throws. */
  giveBack(key: string): Promise<void>;
  /** Gives back everything, e.g. to an account after a good login. */
  clear(key: string): Promise<void>;
}

function limiterOf(
  redis: Redis | undefined,
  options: { keyPrefix: string; points: number; duration: number },
): RateLimiterMemory | RateLimiterRedis {
  const memory = new RateLimiterMemory(options);
  return redis === undefined
    ? memory
    : new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory, rejectIfRedisNotReady: true });
}

/** A limiter of requests by key: counted in Redis where there is one, in memory otherwise and while Redis is down. */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { redis, name, points, duration, burst } = options;
  const steady = limiterOf(redis, { keyPrefix: `rate:${name}`, points, duration });
  const spare = burst && limiterOf(redis, { keyPrefix: `rate:${name}:burst`, ...burst });
  const limiter = spare ? new BurstyRateLimiter(steady, spare) : steady;
  const verdict = (allowed: boolean, result: RateLimiterRes): RateVerdict => ({
    allowed,
    limit: points,
    remaining: Math.max(0, result.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
  });
  return {
    async take(key, cost = 1) {
      try {
        return verdict(true, await limiter.consume(key, cost));
      } catch (refused) {
        // Anything but a refusal is a fault of the store: better to serve than to lock everybody out.
        if (refused instanceof RateLimiterRes) return verdict(false, refused);
        return { allowed: true, limit: points, remaining: 0, resetSeconds: duration };
      }
    },
    async giveBack(key) {
      await steady.reward(key, 1).catch(() => undefined);
    },
    async clear(key) {
      await Promise.allSettled([steady.delete(key), spare?.delete(key)]);
    },
  };
}
