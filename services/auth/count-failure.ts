import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { instant } from '../rows.ts';

/** Failures in a row that lock an account: 15 minutes, doubling with each further one, at most a day. */
const LOCK_AFTER = 5;

interface Counted {
  readonly failed_logins: number;
  readonly locked_until: Date | string | null;
}

/**
 * Counts a wrong password of a user. Where it locks the account, that stands in the audit, as done by the system:
 * nobody knows who tried.
 */
export async function countFailure(
  deps: ServiceDeps,
  { companyId, userId }: { readonly companyId: string; readonly userId: string },
  requestId: string,
): Promise<void> {
  await change(deps, { companyId }, async (tx, cipher) => {
    const [user] = await tx.sql<Counted>(
      `update app_user set failed_logins = failed_logins + 1, locked_until = case when failed_logins + 1 >= $2
         then now() + least(interval '15 minutes' * power(2, least(failed_logins + 1 - $2, 10)), interval '1 day')
         else locked_until end where id = $1 returning failed_logins, locked_until`,
      [userId, LOCK_AFTER],
    );
    if (!user?.locked_until || user.failed_logins < LOCK_AFTER) return;
    const ctx: ServiceContext = { companyId, actor: { kind: 'system', id: null }, permissions: new Set(), requestId };
    const after = { failed_logins: user.failed_logins, locked_until: instant(user.locked_until) };
    await writeAudit(tx, ctx, cipher, { action: 'auth.lock', entity: 'user', entityId: userId, after });
  });
}
