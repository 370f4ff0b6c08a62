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

/** The ciphers of the companies, unwrapped once a process. */
export interface CompanyKeys {
  /** The company's cipher; reads its keys on first use. Outside a transaction only (it opens its own). */
  cipherOf(companyId: string): Promise<CompanyCipher>;
  /** Makes the first data key of a new company inside its founding transaction. */
  found(tx: Tx): Promise<CompanyCipher>;
}

interface KeyRow {
  readonly key_id: number;
  readonly wrapped: Buffer;
}

/** Keys are few and small, so they stay in memory for the life of the process. */
export function createCompanyKeys(orm: MikroORM, masterKeys: MasterKeys): CompanyKeys {
  const known = new Map<string, Promise<CompanyCipher>>();

  const load = async (companyId: string): Promise<CompanyCipher> => {
    const rows = await inCompany(orm, companyId, (tx) =>
      tx.sql<KeyRow>('select key_id, wrapped from company_key order by key_id desc'),
    );
    return cipherOfRows(masterKeys, companyId, rows);
  };

  return {
    cipherOf(companyId) {
      const cached = known.get(companyId);
      if (cached) return cached;
      const loading = load(companyId);
      known.set(companyId, loading);
      // A failed look-up (database away, unknown company) must not be remembered.
      loading.catch(() => known.delete(companyId));
      return loading;
    },
    async found(tx) {
      const dataKey = newDataKey();
      const wrapped = wrapDataKey(masterKeys, tx.companyId, dataKey);
      await tx.run('insert into company_key (id, company_id, key_id, wrapped) values ($1, $2, 1, $3)', [
        uuidv7(),
        tx.companyId,
        wrapped.bytes,
      ]);
      return createCompanyCipher(dataKey, 1);
    },
  };
}

function cipherOfRows(masterKeys: MasterKeys, companyId: string, rows: readonly KeyRow[]): CompanyCipher {
  const [current, ...older] = rows.map((row) => ({
    id: row.key_id,
    key: unwrapDataKey(masterKeys, companyId, new Sealed(row.wrapped)),
  }));
  if (!current) throw new Error('The company has no data key');
  return createCompanyCipher(current.key, current.id, new Map(older.map(({ id, key }) => [id, key])));
}
