import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { storeLogo } from './set-logo.ts';

/** Takes the picture off the company's paper; nothing happens where there is none. */
export async function removeLogo(deps: ServiceDeps, ctx: ServiceContext): Promise<void> {
  authorise(ctx, 'company:write');
  await change(deps, ctx, async (tx, cipher) => {
    const [row] = await tx.sql('select 1 from company where id = $1 and logo is not null for update', [tx.companyId]);
    if (!row) return;
    const entry = { action: 'company.logo', entity: 'company', entityId: tx.companyId, after: { removed: true } };
    await writeAudit(tx, ctx, cipher, entry);
    await storeLogo(tx, null);
  });
}
