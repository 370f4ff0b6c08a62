import type { z } from 'zod';
import { invalid } from '../../domain/errors.ts';
import { newSecret, sha256 } from '../../platform/auth/secrets.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { checkGrantable } from '../users/grantable-roles.ts';
import { type ApiKeyRow, CreateApiKey, showApiKey } from './api-key.ts';

const PREFIX_LENGTH = 8;

export interface NewApiKey {
  readonly row: ApiKeyRow;
  /** Shown once; only its hash is kept. */
  readonly key: string;
}

/** A key for a machine client. @throws HubError 403 for permissions beyond the caller's own, 422 */
export async function createApiKey(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: z.input<typeof CreateApiKey>,
): Promise<NewApiKey> {
  authorise(ctx, 'api_keys:write');
  const data = parseInput(CreateApiKey, input);
  checkGrantable(ctx, data.permissions);
  if (data.expires_at !== null && new Date(data.expires_at) <= deps.now())
    throw invalid([{ pointer: '/expires_at', code: 'in_the_past', detail: 'La fecha debe ser futura.' }]);
  const key = newSecret('hk');
  return change(deps, ctx, async (tx, cipher) => {
    const [row] = await tx.sql<ApiKeyRow>(
      `insert into api_key (id, company_id, name, prefix, key_hash, permissions, created_by_id, expires_at, version)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 1) returning *`,
      [
        uuidv7(),
        tx.companyId,
        data.name,
        key.slice(0, PREFIX_LENGTH),
        sha256(key),
        [...new Set(data.permissions)],
        ctx.actor.kind === 'user' ? ctx.actor.id : null,
        data.expires_at,
      ],
    );
    if (!row) throw new Error('The insert returned no row');
    const after = showApiKey(row);
    await writeAudit(tx, ctx, cipher, { action: 'api_key.create', entity: 'api_key', entityId: row.id, after });
    await bindResource(tx, ctx, row.id);
    return { row, key };
  });
}

/** The answer of `createApiKey` once more, after it was lost: the key that nobody received is replaced. */
export async function replaceApiKey(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<NewApiKey> {
  authorise(ctx, 'api_keys:write');
  const key = newSecret('hk');
  return change(deps, ctx, async (tx, cipher) => {
    const sql = 'update api_key set key_hash = $2, prefix = $3 where id = $1 and last_used_at is null returning *';
    const [row] = await tx.sql<ApiKeyRow>(sql, [id, sha256(key), key.slice(0, PREFIX_LENGTH)]);
    if (!row) throw new Error('The key to replace is not there, or was used');
    const after = { prefix: row.prefix };
    await writeAudit(tx, ctx, cipher, { action: 'api_key.replace', entity: 'api_key', entityId: id, after });
    return { row, key };
  });
}
