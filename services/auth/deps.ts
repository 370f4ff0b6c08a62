import type { TokenSigner } from '../../platform/auth/tokens.ts';
import type { RateLimiter } from '../../platform/rate-limit.ts';
import type { ServiceDeps } from '../deps.ts';
import type { AccessCache } from './access-cache.ts';
import type { KeyRing } from './key-ring.ts';

/** Counters of the log-in, shared by all processes where there is a Redis. */
export interface LoginLimits {
  /** Failures of one address. */
  readonly address: RateLimiter;
  /** Failures of one e-mail, whether it exists or not. */
  readonly account: RateLimiter;
  /** Successes of one e-mail. */
  readonly success: RateLimiter;
  /** Refused API keys of one network. */
  readonly apiKey: RateLimiter;
}

/** What the verbs of identity need besides the database. */
export interface AuthDeps extends ServiceDeps {
  readonly signer: TokenSigner;
  readonly keyRing: KeyRing;
  readonly limits: LoginLimits;
  readonly access: AccessCache;
  /** SHA-256 of the operator's API key; without it nobody is the operator. */
  readonly operatorKeySha256: Buffer | null;
}

export const ACCESS_TOKEN_SECONDS = 15 * 60;
