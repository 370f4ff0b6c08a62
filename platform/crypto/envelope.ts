import { createHmac, randomBytes } from 'node:crypto';
import { deriveKey, keyIdOf, type MasterKeys } from './master-keys.ts';
import { type Sealed, sealBytes, sealedKeyId, UnsealError, unsealBytes } from './sealed.ts';

export { MasterKeys, newMasterKey, parseMasterKeys } from './master-keys.ts';
export { Sealed, UnsealError } from './sealed.ts';

const WRAP = 'hub/wrap-data-key';
const SEAL = 'hub/seal';
const INDEX = 'hub/blind-index';
const INDEX_BYTES = 16;

/** A fresh 32-byte data key; each company has its own. */
export const newDataKey = (): Buffer => randomBytes(32);

/** The company's data key, encrypted under the active master key and bound to the company's id. */
export function wrapDataKey(masterKeys: MasterKeys, companyId: string, dataKey: Buffer): Sealed {
  return sealBytes(masterKeys.deriveActive(WRAP), keyIdOf(masterKeys.active), dataKey, `data-key/${companyId}`);
}

/** Opens a wrapped data key with whichever master key wrapped it; throws UnsealError when that one is gone. */
export function unwrapDataKey(masterKeys: MasterKeys, companyId: string, wrapped: Sealed): Buffer {
  const keyId = sealedKeyId(wrapped);
  const kid = masterKeys.kids.find((name) => keyIdOf(name) === keyId);
  const key = kid === undefined ? undefined : masterKeys.derive(kid, WRAP);
  if (!key) throw new UnsealError('The master key that wrapped the data key is not in the ring.');
  return unsealBytes(key, wrapped, `data-key/${companyId}`);
}

/** True when a data key is wrapped by an older master key, so that rotation must wrap it anew. */
export const needsRewrap = (masterKeys: MasterKeys, wrapped: Sealed): boolean =>
  sealedKeyId(wrapped) !== keyIdOf(masterKeys.active);

/** What a company's services encrypt with. `aad` names the place: "table.column/row id". */
export interface CompanyCipher {
  seal(text: string | Buffer, aad: string): Sealed;
  open(sealed: Sealed, aad: string): string;
  openBytes(sealed: Sealed, aad: string): Buffer;
  /** 16 bytes by which an encrypted value can be found; equal values give equal bytes within the company only. */
  blindIndex(normalised: string): Buffer;
  /** What is searched for: under every key at hand, as a rotation writes the index anew row by row. */
  blindIndexes(normalised: string): readonly Buffer[];
  /** Id of the key that seals. */
  readonly keyId: number;
}

/**
 * The cipher of one company. `keyId` (a 32-bit number, kept beside the wrapped key) goes into every sealed value;
 * `others` holds the other data keys by their id, so that values sealed before a rotation (or by a process that went
 * over to the next key a moment earlier) open too. The blind index belongs to the key: a rotation writes it anew.
 */
export function createCompanyCipher(
  dataKey: Buffer,
  keyId: number,
  others: ReadonlyMap<number, Buffer> = new Map(),
): CompanyCipher {
  const keys = new Map([...others, [keyId, dataKey] as const].map(([id, key]) => [id, deriveKey(key, SEAL)]));
  const sealing = deriveKey(dataKey, SEAL);
  const indexing = [dataKey, ...others.values()].map((key) => deriveKey(key, INDEX));
  const [newest = sealing] = indexing;
  const openBytes = (sealed: Sealed, aad: string): Buffer => {
    const key = keys.get(sealedKeyId(sealed));
    if (!key) throw new UnsealError('The data key that sealed the value is not at hand.');
    return unsealBytes(key, sealed, aad);
  };
  return {
    seal: (text, aad) => sealBytes(sealing, keyId, typeof text === 'string' ? Buffer.from(text) : text, aad),
    open: (sealed, aad) => openBytes(sealed, aad).toString('utf8'),
    openBytes,
    blindIndex: (normalised) => keyedIndex(newest, normalised),
    blindIndexes: (normalised) => indexing.map((key) => keyedIndex(key, normalised)),
    keyId,
  };
}

/** Finds a value over all companies (a login's e-mail, before the company is known). */
export interface BlindIndex {
  /** What is stored: 16 bytes under the active master key. */
  (normalised: string): Buffer;
  /** What is searched for: under every key of the ring, so that rows written before a rotation are still found. */
  candidates(normalised: string): readonly Buffer[];
}

/** The global keyed blind index, by a key derived from the master key. */
export function createBlindIndex(masterKeys: MasterKeys): BlindIndex {
  const keys = masterKeys.kids.flatMap((kid) => masterKeys.derive(kid, INDEX) ?? []);
  const active = masterKeys.deriveActive(INDEX);
  return Object.assign((normalised: string) => keyedIndex(active, normalised), {
    candidates: (normalised: string) => keys.map((key) => keyedIndex(key, normalised)),
  });
}

function keyedIndex(key: Buffer, normalised: string): Buffer {
  return createHmac('sha256', key).update(normalised).digest().subarray(0, INDEX_BYTES);
}

/** One spelling for one mailbox: no outer blanks, compatibility forms folded, lower case. */
export const normaliseEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();
