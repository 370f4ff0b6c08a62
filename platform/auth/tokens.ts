import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { HubError } from '../../domain/errors.ts';
import { Lru } from '../lru.ts';
import { fromBase64url } from './base64url.ts';
import { type PublicJwk, publicJwk, type SigningKey } from './signing-keys.ts';

export { newSecret, secretMatches, sha256 } from './secrets.ts';
export { generateSigningKey, type PublicJwk, publicJwk, type SigningKey } from './signing-keys.ts';

/** What a verified token says: the registered claims, checked, and the caller's own as they were signed. */
export interface VerifiedClaims {
  readonly iss: string;
  readonly aud: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
  readonly [claim: string]: unknown;
}

export interface TokenSigner {
  /** Signs with the ring's first active key; throws Error when there is none. */
  sign(claims: Readonly<Record<string, unknown>>, ttlSeconds: number): string;
  /** Throws HubError unauthorized: `token_expired` for a good token that is over, else `invalid_token`. */
  verify(token: string): VerifiedClaims;
  jwks(): { readonly keys: readonly PublicJwk[] };
}

export interface TokenSignerOptions {
  /** Read at every call, so that a rotation needs no restart; must be cheap. */
  readonly ring: () => readonly SigningKey[];
  readonly issuer: string;
  readonly audience: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const TOKEN = /^([\w-]{1,512})\.([\w-]{1,8192})\.([\w-]{86})$/;

const unauthorized = (code: string, detail: string): HubError => new HubError('unauthorized', code, detail);
const invalidToken = (): HubError => unauthorized('invalid_token', 'El token de acceso no es válido.');
const expired = (): HubError => unauthorized('token_expired', 'La sesión ha vencido; vuelva a iniciarla.');

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decode(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(fromBase64url(part)?.toString('utf8') ?? '');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Not JSON: refused below like every other malformed token.
  }
  throw invalidToken();
}

/** Key objects are parsed once per PEM; a ring has a handful. */
function keyCache(parse: (pem: string) => KeyObject): (pem: string) => KeyObject {
  const parsed = new Lru<string, KeyObject>(32);
  return (pem) => {
    const key = parsed.get(pem) ?? parse(pem);
    parsed.set(pem, key);
    return key;
  };
}

/**
 * Signs and verifies access tokens: JWT (RFC 7519) with EdDSA over Ed25519 (RFC 8037), by hand on node:crypto, since
 * WebCrypto's promises cost several times the signature. The algorithm is fixed; a token cannot choose it.
 */
export function createTokenSigner(options: TokenSignerOptions): TokenSigner {
  const { ring, issuer, audience, now = Date.now } = options;
  const privateKey = keyCache(createPrivateKey);
  const publicKey = keyCache(createPublicKey);
  const verified = new Lru<string, { readonly kid: string; readonly claims: VerifiedClaims }>(10_000);

  function check(token: string): { kid: string; claims: VerifiedClaims } {
    const [, header = '', payload = '', signature = ''] = TOKEN.exec(token) ?? [];
    const { alg, kid, crit } = decode(header);
    const key = ring().find((candidate) => candidate.kid === kid);
    const bytes = fromBase64url(signature);
    if (alg !== 'EdDSA' || crit !== undefined || !key || !bytes) throw invalidToken();
    if (!verify(null, Buffer.from(`${header}.${payload}`), publicKey(key.publicKeyPem), bytes)) throw invalidToken();
    const claims = decode(payload);
    const { iss, aud, iat, exp } = claims;
    if (iss !== issuer || aud !== audience || typeof iat !== 'number' || typeof exp !== 'number') throw invalidToken();
    return { kid: key.kid, claims: { ...claims, iss, aud, iat, exp } };
  }

  return {
    sign(claims, ttlSeconds) {
      const key = ring().find((candidate) => candidate.state === 'active' && candidate.privateKeyPem !== undefined);
      if (key?.privateKeyPem === undefined) throw new Error('The ring has no active signing key.');
      const iat = Math.floor(now() / 1000);
      const header = encode({ alg: 'EdDSA', typ: 'JWT', kid: key.kid });
      const payload = encode({ ...claims, iss: issuer, aud: audience, iat, exp: iat + ttlSeconds });
      const text = `${header}.${payload}`;
      return `${text}.${sign(null, Buffer.from(text), privateKey(key.privateKeyPem)).toString('base64url')}`;
    },
    verify(token) {
      const cached = verified.get(token);
      const known = cached && ring().some(({ kid }) => kid === cached.kid) ? cached : check(token);
      if (known.claims.exp * 1000 <= now()) {
        verified.delete(token);
        throw expired();
      }
      if (known !== cached) verified.set(token, known);
      return known.claims;
    },
    jwks: () => ({ keys: ring().map(publicJwk) }),
  };
}
