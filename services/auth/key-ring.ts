import type { MikroORM } from '@mikro-orm/postgresql';
import { outsideCompanies } from '../../db/tx.ts';
import { generateSigningKey, type SigningKey } from '../../platform/auth/tokens.ts';
import { type MasterKeys, Sealed } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { masterCipher } from '../master-cipher.ts';

/** The keys that sign access tokens, as rows (shared by all processes) with a copy in memory. */
export interface KeyRing {
  /** What is in memory; cheap. */
  keys(): readonly SigningKey[];
  /** Reads the rows, makes the first key where there is none. */
  load(): Promise<void>;
  /** Reads the rows again, at most once in some seconds: another process may have rotated. */
  refresh(): Promise<void>;
  /** A new key signs from now on; the old ones verify until the last token they signed is over. */
  rotate(): Promise<string>;
}

/** The longest life of an access token, and a margin for clocks that differ. */
const RETIRE_AFTER = `interval '1 hour'`;
const REFRESH_MS = 5000;
const LOCK = `select pg_advisory_xact_lock(hashtext('hub.signing_key'))`;

interface KeyRow {
  readonly kid: string;
  readonly public_key_pem: string;
  readonly private_key: Buffer | null;
  readonly state: 'active' | 'retiring';
}

const aadOf = (kid: string): string => `signing_key.private_key/${kid}`;

type Sql = Parameters<Parameters<typeof outsideCompanies>[1]>[0];

/** @throws what the database throws; nothing is kept of a failed load */
export function createKeyRing(orm: MikroORM, masterKeys: MasterKeys): KeyRing {
  const cipher = masterCipher(masterKeys, 'hub/signing-key');
  let known: readonly SigningKey[] = [];
  let loadedAt = 0;

  const read = async (tx: Sql): Promise<SigningKey[]> => {
    const rows = await tx.sql<KeyRow>(
      `select kid, public_key_pem, private_key, state from signing_key
       where state <> 'retired' and (retire_at is null or retire_at > now()) order by created_at desc`,
    );
    return rows.map((row) => ({
      kid: row.kid,
      publicKeyPem: row.public_key_pem,
      state: row.state,
      ...(row.private_key && { privateKeyPem: cipher.open(new Sealed(row.private_key), aadOf(row.kid)) }),
    }));
  };

  const add = async (tx: Sql): Promise<string> => {
    const key = generateSigningKey();
    await tx.run(
      `insert into signing_key (id, kid, public_key_pem, private_key, state) values ($1, $2, $3, $4, 'active')`,
      [uuidv7(), key.kid, key.publicKeyPem, cipher.seal(key.privateKeyPem, aadOf(key.kid)).bytes],
    );
    return key.kid;
  };

  const load = async (): Promise<void> => {
    known = await outsideCompanies(orm, async (tx) => {
      const found = await read(tx);
      if (found.some((key) => key.state === 'active')) return found;
      await tx.sql(LOCK);
      if (!(await read(tx)).some((key) => key.state === 'active')) await add(tx);
      return read(tx);
    });
    loadedAt = Date.now();
  };

  return {
    keys: () => known,
    load,
    async refresh() {
      if (Date.now() - loadedAt >= REFRESH_MS) await load();
    },
    async rotate() {
      const kid = await outsideCompanies(orm, async (tx) => {
        await tx.sql(LOCK);
        await tx.run(
          `update signing_key set state = 'retiring', retire_at = now() + ${RETIRE_AFTER}, private_key = null where state = 'active'`,
        );
        return add(tx);
      });
      await load();
      return kid;
    },
  };
}
