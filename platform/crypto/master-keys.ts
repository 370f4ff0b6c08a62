import { createHash, hkdfSync, randomBytes } from 'node:crypto';

/**
 * The ring of master keys. The first one seals, all of them open, so that a key is rotated by putting the new one in
 * front. Nothing is encrypted with a master key itself: each purpose has a key of its own, derived by HKDF-SHA256.
 */
export class MasterKeys {
  /** Name of the key that seals. */
  readonly active: string;
  readonly kids: readonly string[];
  readonly #secrets: ReadonlyMap<string, Buffer>;
  readonly #derived = new Map<string, Buffer>();

  constructor(secrets: ReadonlyMap<string, Buffer>) {
    const [active] = secrets.keys();
    if (active === undefined) throw new Error('There is no master key.');
    this.active = active;
    this.kids = [...secrets.keys()];
    this.#secrets = new Map(secrets);
  }

  /** The 32-byte key for one purpose, or undefined when the ring does not hold `kid`. */
  derive(kid: string, purpose: string): Buffer | undefined {
    const cached = this.#derived.get(`${kid}\n${purpose}`);
    if (cached) return cached;
    const secret = this.#secrets.get(kid);
    if (!secret) return undefined;
    const key = deriveKey(secret, purpose);
    this.#derived.set(`${kid}\n${purpose}`, key);
    return key;
  }

  /** The active key's 32-byte key for one purpose. */
  deriveActive(purpose: string): Buffer {
    const key = this.derive(this.active, purpose);
    if (!key) throw new Error('The active master key is not in the ring.');
    return key;
  }

  toJSON(): string {
    return '[master keys]';
  }
}

/** A 32-byte key for one purpose out of a 32-byte key (HKDF-SHA256, RFC 5869, no salt). */
export function deriveKey(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, 32));
}

/** The four bytes that stand for a master key in a sealed value: the start of the SHA-256 of its name. */
export function keyIdOf(kid: string): number {
  return createHash('sha256').update(kid).digest().readUInt32BE();
}

const ENTRY = /^([A-Za-z0-9._-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/**
 * Reads `kid:base64 of 32 bytes`, several separated by commas or lines; the first one seals.
 * Throws a plain Error that never repeats the text.
 */
export function parseMasterKeys(text: string): MasterKeys {
  const secrets = new Map<string, Buffer>();
  const ids = new Set<number>();
  for (const entry of text.split(/[,\s]+/).filter(Boolean)) {
    const [, kid, encoded] = ENTRY.exec(entry) ?? [];
    if (kid === undefined || encoded === undefined) throw new Error('A master key must read kid:base64 of 32 bytes.');
    if (secrets.has(kid) || ids.has(keyIdOf(kid))) throw new Error(`The master key's name ${kid} is taken.`);
    secrets.set(kid, Buffer.from(encoded, 'base64'));
    ids.add(keyIdOf(kid));
  }
  return new MasterKeys(secrets);
}

/** A fresh master key in the text form that `parseMasterKeys` reads. */
export const newMasterKey = (kid: string): string => `${kid}:${randomBytes(32).toString('base64')}`;
