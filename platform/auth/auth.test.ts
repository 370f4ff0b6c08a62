import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HubError } from '../../domain/errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { hashPassword, needsRehash, verifyPassword } from './password.ts';
import { createTokenSigner, generateSigningKey, newSecret, type SigningKey, secretMatches, sha256 } from './tokens.ts';

const refusal = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    if (error instanceof HubError) return error.code;
    throw error;
  }
  return undefined;
};

/** Every text that differs from `text` in one character by a character of the same alphabet, or is one shorter. */
function* neighbours(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) {
    for (const letter of ['A', 'B', '_', '.', '=']) {
      if (text[at] !== letter) yield text.slice(0, at) + letter + text.slice(at + 1);
    }
    yield text.slice(0, at) + text.slice(at + 1);
  }
}

describe('access tokens', () => {
  let clock = 1_800_000_000_000;
  let ring: SigningKey[] = [generateSigningKey()];
  const options = { issuer: 'https://hub.test', audience: 'hub', now: () => clock };
  const signer = createTokenSigner({ ...options, ring: () => ring });

  test('carry the claims they were signed with', () => {
    const token = signer.sign({ sub: 'u1', company: 'c1', roles: ['owner'] }, 900);
    const claims = { sub: 'u1', company: 'c1', roles: ['owner'], iss: 'https://hub.test', aud: 'hub' };
    expect(signer.verify(token)).toMatchObject({ ...claims, iat: clock / 1000, exp: clock / 1000 + 900 });
    expect(signer.verify(token)).toBe(signer.verify(token));
  });

  test('are refused with any character changed or left out', () => {
    for (const forged of neighbours(signer.sign({ sub: 'u1' }, 900))) {
      expect(refusal(() => signer.verify(forged))).toBe('invalid_token');
    }
  });

  test('are refused when they name another algorithm, issuer, audience or an unknown key', () => {
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const [, payload, signature] = signer.sign({}, 900).split('.');
    const others = [
      `${none}.${payload}.${signature}`,
      `${none}.${payload}.`,
      '',
      'a.b.c',
      createTokenSigner({ ...options, issuer: 'x', ring: () => ring }).sign({}, 900),
      createTokenSigner({ ...options, audience: 'x', ring: () => ring }).sign({}, 900),
      createTokenSigner({ ...options, ring: () => [generateSigningKey()] }).sign({}, 900),
    ];
    for (const token of others) expect(refusal(() => signer.verify(token))).toBe('invalid_token');
  });

  test('end at their time, also when they were verified before', () => {
    const token = signer.sign({}, 60);
    signer.verify(token);
    clock += 60_000;
    expect(refusal(() => signer.verify(token))).toBe('token_expired');
    expect(refusal(() => signer.verify(token))).toBe('token_expired');
  });

  test('survive a rotation while their key retires, and end with it', () => {
    const token = signer.sign({ sub: 'u1' }, 900);
    const old = ring;
    ring = [...old.map((key) => ({ ...key, state: 'retiring' as const })), generateSigningKey()];
    expect(signer.verify(token)['sub']).toBe('u1');
    const newer = signer.sign({}, 900);
    expect(signer.jwks().keys.map(({ kid }) => kid)).toEqual(ring.map(({ kid }) => kid));
    ring = ring.slice(1);
    expect(refusal(() => signer.verify(token))).toBe('invalid_token');
    expect(refusal(() => signer.verify(newer))).toBeUndefined();
    expect(JSON.stringify(signer.jwks())).not.toContain('PRIVATE');
  });

  test('cannot be signed without an active key', () => {
    expect(() => createTokenSigner({ ...options, ring: () => [] }).sign({}, 900)).toThrow('no active signing key');
  });
});

describe('passwords', () => {
  const cheap = { memoryKib: 64, passes: 1, parallelism: 1 };

  test('verify against their own hash only, which is a PHC string that never repeats', async () => {
    const stored = await hashPassword('contraseña', cheap);
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await hashPassword('contraseña', cheap)).not.toBe(stored);
    expect(await verifyPassword(stored, 'contraseña')).toBe(true);
    expect(await verifyPassword(stored, 'contrasen\u0303a')).toBe(true);
    expect(await verifyPassword(stored, 'contrasena')).toBe(false);
  });

  test('of unknown users and damaged hashes never verify', async () => {
    for (const stored of [undefined, '', '$argon2id$v=19$m=64,t=1,p=1$AA$AA', 'plain']) {
      expect(await verifyPassword(stored, 'x')).toBe(false);
    }
    expect(await verifyPassword(await hashPassword('x', cheap), 'y'.repeat(2000))).toBe(false);
    await expect(hashPassword('y'.repeat(2000), cheap)).rejects.toThrow(RangeError);
  });

  test('of another cost ask to be hashed again', async () => {
    const stored = await hashPassword('x', cheap);
    expect([needsRehash(stored), needsRehash(stored, cheap), needsRehash('plain')]).toEqual([true, false, true]);
  });

  test('hashed by many at once all come out', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, (_, i) => hashPassword(`p${i}`, cheap)));
    const checks = await Promise.all(all.map((stored, i) => verifyPassword(stored, `p${i}`)));
    expect(checks.every(Boolean)).toBe(true);
  });

  test('fit the published Argon2id vector of another implementation', async () => {
    // The reference implementation's own test: password "password", salt "somesalt", m=64 MiB, t=2, p=1.
    const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword(stored, 'password')).toBe(true);
  });
});

describe('opaque secrets', () => {
  test('are random, named by their prefix, and match their hash only', () => {
    const [a, b] = [newSecret('hrt'), newSecret('hrt')];
    expect(a).toMatch(/^hrt_[\w-]{43}$/);
    expect(a).not.toBe(b);
    expect([secretMatches(a, sha256(a)), secretMatches(b, sha256(a)), secretMatches(a, Buffer.alloc(0))]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('cursors', () => {
  const key = sha256('cursor key');

  test('give back what was encoded, in their own list only', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.string(), (payload, scope, other) => {
        const cursor = encodeCursor(key, payload, scope);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(key, cursor, scope)).toEqual(JSON.parse(JSON.stringify(payload)));
        if (scope !== other) expect(refusal(() => decodeCursor(key, cursor, other))).toBe('invalid_cursor');
      }),
    );
  });

  test('are refused with the pointer of the field when forged', () => {
    const cursor = encodeCursor(key, ['2026-01-01', 'id']);
    for (const forged of neighbours(cursor)) {
      expect(() => decodeCursor(key, forged)).toThrow(expect.objectContaining({ kind: 'invalid' }));
    }
    for (const text of ['', '{}', 'AAAA', encodeCursor(sha256('other'), 1)]) {
      expect(() => decodeCursor(key, text)).toThrow(
        expect.objectContaining({ issues: [expect.objectContaining({ pointer: '/cursor', code: 'invalid_cursor' })] }),
      );
    }
  });
});
