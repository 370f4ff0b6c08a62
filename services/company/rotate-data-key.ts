import { setTimeout as sleep } from 'node:timers/promises';
import { newDataKey } from '../../platform/crypto/envelope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { createCompanyKeys, insertDataKey, KEYS_KNOWN_SECONDS } from '../company-keys.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { rewriteTable, type Rewrite } from './rewrite-sealed.ts';
import { sealedTables } from './sealed-tables.ts';

export interface RotationOptions {
  readonly onProgress?: (table: string, rows: number) => void;
  readonly signal?: AbortSignal;
  /** Seconds until a new key seals, and that a request may hold the old one afterwards; shorter in tests only. */
  readonly spreadSeconds?: number;
}

export interface Rotation {
  readonly keyId: number;
  /** Rows that were sealed anew by this run. */
  readonly rows: number;
  /** False where an earlier run had made the key and was ended. */
  readonly fresh: boolean;
}

/** Twice what a process may take to read its keys again: nobody meets a value whose key he does not know. */
const SPREAD_SECONDS = 2 * KEYS_KNOWN_SECONDS;

/**
 * Gives a company a new data key and seals everything of it anew, the blind index too, while the hub works on. First
 * every process learns of the key, then all seal with it from one moment on, then the old values are rewritten. A run
 * that was ended goes on where it stopped, under the same key. The old key stays, for backups and late readers.
 * Runs as `hub_owner`: files and audit are append-only for the application.
 */
export async function rotateDataKey(
  deps: ServiceDeps,
  ctx: Pick<ServiceContext, 'companyId' | 'requestId'>,
  options: RotationOptions = {},
): Promise<Rotation> {
  const { companyId } = ctx;
  const { spreadSeconds = SPREAD_SECONDS, signal } = options;
  // Read anew each time: this process follows the change at once.
  const keys = createCompanyKeys(deps.orm, deps.masterKeys, 0);
  const rewrite = async (): Promise<Rewrite> => {
    const cipher = await keys.cipherOf(companyId);
    return { orm: deps.orm, companyId, cipher, signal };
  };
  const begun = await newestKey(deps, companyId);
  const pending = begun.waitSeconds > 0;
  const left = pending ? 0 : await pass(await rewrite(), options);
  const fresh = !pending && left === 0;
  const newest = fresh ? await addKey(deps, ctx, begun.keyId + 1, spreadSeconds) : begun;
  // Until it seals, and then until nobody holds the old one.
  if (fresh || pending) await sleep(newest.waitSeconds * 1000 + spreadSeconds * 500, undefined, { signal });
  let rows = left;
  for (;;) {
    const work = await rewrite();
    if (work.cipher.keyId !== newest.keyId) throw new Error('Another rotation has begun meanwhile');
    const done = await pass(work, options);
    rows += done;
    if (done === 0) return { keyId: newest.keyId, rows, fresh };
  }
}

/** Once over all tables. */
async function pass(work: Rewrite, { onProgress }: RotationOptions): Promise<number> {
  let rows = 0;
  for (const table of sealedTables(work.orm)) {
    const done = await rewriteTable(work, table);
    rows += done;
    if (done > 0) onProgress?.(table.table, done);
  }
  return rows;
}

interface NewestKey {
  readonly keyId: number;
  /** Until it seals. */
  readonly waitSeconds: number;
}

async function newestKey(deps: ServiceDeps, companyId: string): Promise<NewestKey> {
  return change(deps, { companyId }, async (tx) => {
    const [row] = await tx.sql<{ key_id: number; wait: string }>(
      `select key_id, extract(epoch from active_from - now())::text as wait from company_key
        where company_id = $1 order by key_id desc limit 1`,
      [companyId],
    );
    if (!row) throw new Error('The company has no data key');
    return { keyId: row.key_id, waitSeconds: Number(row.wait) };
  });
}

async function addKey(
  deps: ServiceDeps,
  { companyId, requestId }: Pick<ServiceContext, 'companyId' | 'requestId'>,
  keyId: number,
  afterSeconds: number,
): Promise<NewestKey> {
  const ctx: ServiceContext = { companyId, requestId, actor: { kind: 'operator', id: null }, permissions: new Set() };
  await change(deps, ctx, async (tx, cipher) => {
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'company.rotate_key', entity: 'company', entityId: companyId },
      after: { key_id: keyId },
    });
    // Unique by number: of two rotations at once one fails here.
    await insertDataKey(tx, deps.masterKeys, { keyId, dataKey: newDataKey(), afterSeconds });
  });
  return { keyId, waitSeconds: afterSeconds };
}
