import { createSecretKey, type KeyObject } from 'node:crypto';

const objects = new WeakMap<Buffer, KeyObject>();

/** The key as node:crypto takes it fastest; a bare buffer is made into one by every call. Keys live long, so each is made once. */
export function aesKey(key: Buffer): KeyObject {
  const known = objects.get(key);
  if (known) return known;
  const object = createSecretKey(key);
  objects.set(key, object);
  return object;
}
