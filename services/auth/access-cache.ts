import { Lru } from '../../platform/lru.ts';

/**
 * What a credential may do, kept for a few seconds: a disabled user, an ended session or a revoked key is out within
 * that time in every process, and at once in the process that did it (`clear`).
 */
export interface AccessCache {
  get<T extends object>(key: string, load: () => Promise<T>): Promise<T>;
  clear(): void;
}

const KEEP_MS = 3000;
const MAX_ENTRIES = 10_000;

export function createAccessCache(): AccessCache {
  let entries = new Lru<string, { readonly until: number; readonly value: Promise<object> }>(MAX_ENTRIES);
  return {
    async get<T extends object>(key: string, load: () => Promise<T>): Promise<T> {
      const known = entries.get(key);
      // A key says what kind of thing it names (`session:`, `key:`), so one key never holds two types.
      if (known && known.until > Date.now()) return known.value as Promise<T>;
      const value = load();
      const mine = entries;
      mine.set(key, { until: Date.now() + KEEP_MS, value });
      // A refusal or a failing database must not be remembered.
      value.catch(() => mine.delete(key));
      return value;
    },
    clear() {
      entries = new Lru(MAX_ENTRIES);
    },
  };
}
