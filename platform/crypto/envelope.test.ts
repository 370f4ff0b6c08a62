import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  createBlindIndex,
  createCompanyCipher,
  needsRewrap,
  newDataKey,
  newMasterKey,
  normaliseEmail,
  parseMasterKeys,
  Sealed,
  UnsealError,
  unwrapDataKey,
  wrapDataKey,
} from './envelope.ts';

const older = newMasterKey('2025');
const newer = newMasterKey('2026');
const company = '0192f0c4-0000-7000-8000-000000000001';

const flipped = (sealed: Sealed, bit: number): Sealed => {
  const bytes = Buffer.from(sealed.bytes);
  const at = (bit >> 3) % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
  return new Sealed(bytes);
};

describe('a company cipher', () => {
  const cipher = createCompanyCipher(newDataKey(), 7);

  test('gives back what was sealed, at the place it was sealed for and nowhere else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (text, aad, other) => {
        const sealed = cipher.seal(text, aad);
        expect(cipher.open(sealed, aad)).toBe(Buffer.from(text).toString('utf8'));
        if (Buffer.compare(Buffer.from(aad), Buffer.from(other)) !== 0) {
          expect(() => cipher.open(sealed, other)).toThrow(UnsealError);
        }
      }),
    );
    const bytes = Buffer.from([0, 255, 128]);
    expect(cipher.openBytes(cipher.seal(bytes, 'a'), 'a')).toEqual(bytes);
  });

  test('refuses a value with any bit changed or any byte cut off', () => {
    const sealed = cipher.seal('ventas@example.pe', 'customer.email/1');
    for (let bit = 0; bit < sealed.bytes.length * 8; bit += 1) {
      expect(() => cipher.open(flipped(sealed, bit), 'customer.email/1')).toThrow(UnsealError);
    }
    for (let length = 0; length < sealed.bytes.length; length += 1) {
      const cut = new Sealed(sealed.bytes.subarray(0, length));
      expect(() => cipher.open(cut, 'customer.email/1')).toThrow(UnsealError);
    }
  });

  test('has the documented layout and a fresh nonce each time', () => {
    const [a, b] = [cipher.seal('abc', ''), cipher.seal('abc', '')];
    expect(a.bytes.length).toBe(1 + 4 + 12 + 3 + 16);
    expect([a.bytes[0], a.bytes.readUInt32BE(1)]).toEqual([1, 7]);
    expect(a.bytes.equals(b.bytes)).toBe(false);
  });

  test('opens values of a retired data key and seals under the new one', () => {
    const oldKey = newDataKey();
    const sealed = createCompanyCipher(oldKey, 1).seal('x', 'a');
    const rotated = createCompanyCipher(newDataKey(), 2, new Map([[1, oldKey]]));
    expect(rotated.open(sealed, 'a')).toBe('x');
    expect(rotated.seal('x', 'a').bytes.readUInt32BE(1)).toBe(2);
    expect(() => createCompanyCipher(newDataKey(), 2).open(sealed, 'a')).toThrow(UnsealError);
  });

  test('indexes equal values equally, within the company only', () => {
    expect(cipher.blindIndex('a')).toEqual(cipher.blindIndex('a'));
    expect(cipher.blindIndex('a').length).toBe(16);
    expect(cipher.blindIndex('a')).not.toEqual(cipher.blindIndex('b'));
    expect(cipher.blindIndex('a')).not.toEqual(createCompanyCipher(newDataKey(), 7).blindIndex('a'));
  });

  test('shows nothing of a sealed value as JSON', () => {
    expect(JSON.stringify({ email: cipher.seal('x', 'a') })).toBe('{"email":"[sealed]"}');
  });
});

describe('data keys under the master key', () => {
  test('open for their company only', () => {
    const masters = parseMasterKeys(newer);
    const key = newDataKey();
    const wrapped = wrapDataKey(masters, company, key);
    expect(unwrapDataKey(masters, company, wrapped)).toEqual(key);
    expect(() => unwrapDataKey(masters, 'another company', wrapped)).toThrow(UnsealError);
    for (let bit = 0; bit < wrapped.bytes.length * 8; bit += 1) {
      expect(() => unwrapDataKey(masters, company, flipped(wrapped, bit))).toThrow(UnsealError);
    }
  });

  test('survive a rotation of the master key while the old one is in the ring', () => {
    const key = newDataKey();
    const wrapped = wrapDataKey(parseMasterKeys(older), company, key);
    const both = parseMasterKeys(`${newer},${older}`);
    expect(unwrapDataKey(both, company, wrapped)).toEqual(key);
    expect(needsRewrap(both, wrapped)).toBe(true);
    expect(needsRewrap(both, wrapDataKey(both, company, key))).toBe(false);
    expect(() => unwrapDataKey(parseMasterKeys(newer), company, wrapped)).toThrow(UnsealError);
  });
});

describe('master keys', () => {
  test('are refused when misspelt, and the message repeats nothing of them', () => {
    const secret = newMasterKey('k').slice(2);
    for (const text of ['', 'k', `k:${secret.slice(4)}`, `${secret}`, `k:${secret},k:${secret}`, `a b:${secret}`]) {
      expect(() => parseMasterKeys(text)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(secret.slice(8, 30)) }),
      );
    }
  });

  test('do not show in JSON', () => {
    expect(JSON.stringify(parseMasterKeys(newer))).toBe('"[master keys]"');
  });
});

describe('the global blind index', () => {
  test('finds rows written before a rotation by its candidates', () => {
    const before = createBlindIndex(parseMasterKeys(older));
    const after = createBlindIndex(parseMasterKeys(`${newer},${older}`));
    const email = normaliseEmail('  Ventas@Example.PE ');
    expect(email).toBe('ventas@example.pe');
    expect(after.candidates(email)).toContainEqual(before(email));
    expect(after.candidates(email)[0]).toEqual(after(email));
    expect(after(email)).not.toEqual(before(email));
  });
});
