import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** One key of the ring that signs access tokens. `retiring` keys verify until the last token they signed is over. */
export interface SigningKey {
  readonly kid: string;
  /** PKCS#8; absent where a process only verifies. */
  readonly privateKeyPem?: string;
  /** SPKI. */
  readonly publicKeyPem: string;
  readonly state: 'active' | 'retiring';
}

/** A public key as `GET /auth/jwks` shows it (RFC 8037). */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

function coordinate(publicKey: KeyObject): string {
  const { x } = publicKey.export({ format: 'jwk' });
  if (x === undefined || publicKey.asymmetricKeyType !== 'ed25519') throw new Error('Not an Ed25519 public key.');
  return x;
}

/** The public half of a signing key as a JWK. */
export function publicJwk(key: SigningKey): PublicJwk {
  const x = coordinate(createPublicKey(key.publicKeyPem));
  return { kty: 'OKP', crv: 'Ed25519', x, kid: key.kid, alg: 'EdDSA', use: 'sig' };
}

/** A fresh active Ed25519 key; its kid is the key's own thumbprint (RFC 7638), so that it never clashes. */
export function generateSigningKey(): SigningKey & { readonly privateKeyPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const members = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: coordinate(publicKey) });
  return {
    kid: createHash('sha256').update(members).digest('base64url'),
    privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicKeyPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    state: 'active',
  };
}
