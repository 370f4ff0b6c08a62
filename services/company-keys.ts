import type { MikroORM } from '@mikro-orm/postgresql';
import { inCompany, type Tx } from '../db/tx.ts';
import {
  type CompanyCipher,
  createCompanyCipher,
  type MasterKeys,
  newDataKey,
  Sealed,
  unwrapDataKey,
  wrapDataKey,
} from '../platform/crypto/envelope.ts';
import { uuidv7 } from '../platform/ids.ts';

/** The ciphers of the companies, unwrapped once a minute in each process. */
export interface CompanyKeys {
  /** The company's cipher; reads its keys on first use. Outside a transaction only (it opens its own). */
  cipherOf(companyId: string): Promise<CompanyCipher>;
  /** Makes the first data key of a new company inside its founding transaction. */
  found(tx: Tx): Promise<CompanyCipher>;
}

/** Every process reads a company's keys again after this time: within it, all of them know of a new key. */
export const KEYS_KNOWN_SECONDS = 60;

interface KeyRow {
  readonly key_id: number;
  readonly wrapped: Buffer;
  /** Milliseconds until it seals by the database's clock, as all processes must change over together. */
  readonly wait_ms: string;
}

/** What was read of a company; times of the process's own steady clock. */
interface Known {
  readonly readAt: number;
  /** By the time from which each seals, the latest first. */
  readonly ciphers: readonly { readonly from: number; readonly cipher: CompanyCipher }[];
}

/** Keys are few and small, so they stay in memory. `knownSeconds` is for tests. */
export function createCompanyKeys(
  orm: MikroORM,
  masterKeys: MasterKeys,
  knownSeconds = KEYS_KNOWN_SECONDS,
): CompanyKeys {
  const known = new Map<string, Promise<Known>>();

  const load = async (companyId: string): Promise<Known> => {
    const readAt = performance.now();
    const rows = await readDataKeys(orm, companyId);
    const keys = new Map(
      rows.map((row) => [row.key_id, unwrapDataKey(masterKeys, companyId, new Sealed(row.wrapped))]),
    );
    const ciphers = rows.flatMap(({ key_id: id, wait_ms }) => {
      const key = keys.get(id);
      const others = new Map([...keys].filter(([other]) => other !== id));
      return key ? [{ from: readAt + Number(wait_ms), cipher: createCompanyCipher(key, id, others) }] : [];
    });
    return { readAt, ciphers };
  };

  const read = (companyId: string): Promise<Known> => {
    const loading = load(companyId);
    known.set(companyId, loading);
    // A failed look-up (database away, unknown company) must not be remembered.
    loading.catch(() => known.delete(companyId));
    return loading;
  };

  return {
    async cipherOf(companyId) {
      let keys = await (known.get(companyId) ?? read(companyId));
      const now = performance.now();
      if (now - keys.readAt > knownSeconds * 1000) keys = await read(companyId);
      const current = keys.ciphers.find(({ from }) => from <= performance.now());
      if (!current) throw new Error('The company has no data key');
      return current.cipher;
    },
    async found(tx) {
      const dataKey = newDataKey();
      await insertDataKey(tx, masterKeys, { keyId: 1, dataKey, afterSeconds: 0 });
      return createCompanyCipher(dataKey, 1);
    },
  };
}

const readDataKeys = (orm: MikroORM, companyId: string): Promise<KeyRow[]> =>
  inCompany(orm, companyId, (tx) =>
    tx.sql<KeyRow>(
      `select key_id, wrapped, (extract(epoch from active_from - clock_timestamp()) * 1000)::text as wait_ms
         from company_key where company_id = $1 order by key_id desc`,
      [companyId],
    ),
  );

/** Keeps a data key, wrapped, that seals from `afterSeconds` on. */
export async function insertDataKey(
  tx: Tx,
  masterKeys: MasterKeys,
  { keyId, dataKey, afterSeconds }: { readonly keyId: number; readonly dataKey: Buffer; readonly afterSeconds: number },
): Promise<void> {
  await tx.run(
    `insert into company_key (id, company_id, key_id, wrapped, active_from)
     values ($1, $2, $3, $4, now() + make_interval(secs => $5::float8))`,
    [uuidv7(), tx.companyId, keyId, wrapDataKey(masterKeys, tx.companyId, dataKey).bytes, afterSeconds],
  );
}
