import { notFound } from '../../domain/errors.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { AuthDeps } from '../auth/deps.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';

/** Ends a key; a second time changes nothing. @throws HubError 404 */
export async function revokeApiKey(deps: AuthDeps, ctx: ServiceContext, id: string): Promise<void> {
  authorise(ctx, 'api_keys:write');
  await change(deps, ctx, async (tx, cipher) => {
    const [row] = await tx.sql('select id from api_key where id = $1 for update', [id]);
    if (!row) throw notFound();
    const revoked = await tx.run('update api_key set revoked_at = now() where id = $1 and revoked_at is null', [id]);
    if (revoked === 1) await writeAudit(tx, ctx, cipher, { action: 'api_key.revoke', entity: 'api_key', entityId: id });
  });
  deps.access.clear();
}
