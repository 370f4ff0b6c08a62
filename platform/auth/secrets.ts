import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a secret: what the database keeps of it. A plain hash is enough for 256 random bits. */
export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * A fresh opaque secret of 32 random bytes, e.g. `hrt_…` (refresh token), `hk_…` (API key), `ha_…` (activation).
 * The prefix lets a secret scanner and a person see what it is.
 */
export const newSecret = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`;

/** Compares a presented secret with a stored SHA-256 in constant time. */
export function secretMatches(secret: string, storedSha256: Buffer): boolean {
  return storedSha256.length === 32 && timingSafeEqual(sha256(secret), storedSha256);
}
