import type { Redis } from 'ioredis';
import { createTokenSigner } from '../../platform/auth/tokens.ts';
import { createRateLimiter } from '../../platform/rate-limit.ts';
import type { ServiceDeps } from '../deps.ts';
import { createAccessCache } from './access-cache.ts';
import type { AuthDeps } from './deps.ts';
import { createKeyRing } from './key-ring.ts';

export interface AuthOptions {
  readonly redis?: Redis | undefined;
  /** Hex; the operator's API key. */
  readonly operatorKeySha256?: string | undefined;
}

const FIFTEEN_MINUTES = 15 * 60;

/** What identity needs on top of the services' dependencies. The key ring is read before the first token. */
export async function createAuthDeps(services: ServiceDeps, options: AuthOptions = {}): Promise<AuthDeps> {
  const { operatorKeySha256 } = options;
  const redis = options.redis && { redis: options.redis };
  const keyRing = createKeyRing(services.orm, services.masterKeys);
  await keyRing.load();
  return {
    ...services,
    keyRing,
    signer: createTokenSigner({
      ring: () => keyRing.keys(),
      issuer: 'retail-hub',
      audience: 'retail-hub-api',
      now: () => services.now().getTime(),
    }),
    limits: {
      address: createRateLimiter({ ...redis, name: 'login-address', points: 100, duration: FIFTEEN_MINUTES }),
      account: createRateLimiter({ ...redis, name: 'login-account', points: 30, duration: FIFTEEN_MINUTES }),
      success: createRateLimiter({ ...redis, name: 'login-success', points: 30, duration: 60 }),
      apiKey: createRateLimiter({ ...redis, name: 'api-key-address', points: 60, duration: 60 }),
    },
    access: createAccessCache(),
    operatorKeySha256: operatorKeySha256 === undefined ? null : Buffer.from(operatorKeySha256, 'hex'),
  };
}
