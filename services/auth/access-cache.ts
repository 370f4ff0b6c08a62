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
/** From this age on the next call has it looked up again beside it, so that a credential in steady use never waits. */
const RENEW_MS = 2000;
const MAX_ENTRIES = 10_000;

interface Entry {
  readonly since: number;
  readonly value: Promise<object>;
  renewing: boolean;
}

export function createAccessCache(): AccessCache {
  let entries = new Lru<string, Entry>(MAX_ENTRIES);

  const look = (key: string, load: () => Promise<object>): Entry => {
    const entry: Entry = { since: Date.now(), value: load(), renewing: false };
    const mine = entries;
    mine.set(key, entry);
    // A refusal or a failing database must not be remembered.
    entry.value.catch(() => mine.delete(key));
    return entry;
  };
  /** The old answer serves until the new one is there; a refusal ends it at once. */
  const renew = (key: string, load: () => Promise<object>): void => {
    const mine = entries;
    const since = Date.now();
    load().then(
      (value) => mine.set(key, { since, value: Promise.resolve(value), renewing: false }),
      () => mine.delete(key),
    );
  };

  return {
    async get<T extends object>(key: string, load: () => Promise<T>): Promise<T> {
      const known = entries.get(key);
      const age = known ? Date.now() - known.since : KEEP_MS;
      if (!known || age >= KEEP_MS) return look(key, load).value as Promise<T>;
      if (age >= RENEW_MS && !known.renewing) {
        known.renewing = true;
        renew(key, load);
      }
      // A key says what kind of thing it names (`session:`, `key:`), so one key never holds two types.
      return known.value as Promise<T>;
    },
    clear() {
      entries = new Lru(MAX_ENTRIES);
    },
  };
}
