import { createMiddleware } from 'hono/factory';
import { HubError } from '../../domain/errors.ts';
import type { HubEnv } from '../env.ts';

/**
 * Ends a request that takes too long with 503 and Retry-After. What it began may still commit: the caller
 * repeats it under the same Idempotency-Key and gets that answer. Longer than the longest `Prefer: wait` (30 s).
 */
export const timeout = (milliseconds: number) =>
  createMiddleware<HubEnv>(async (_c, next) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(
          new HubError('unavailable', 'timeout', 'La operación tardó demasiado. Repita la solicitud.', {
            retryAfter: 2,
          }),
        );
      }, milliseconds);
    });
    try {
      await Promise.race([next(), late]);
    } finally {
      clearTimeout(timer);
    }
  });
