import type { Tx } from '../../db/tx.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { instant } from '../rows.ts';
import type { Candidate } from './login-candidates.ts';
import { countAtOrigin, LOCK_AFTER, lockTime } from './login-origin.ts';

/** Failures in a row from networks he never came in from, all together, that lock the user for such networks. */
const LOCK_STRANGERS_AFTER = 20;

interface Counted {
  readonly failed_logins: number;
  readonly locked_until: Date | string | null;
}

/**
 * Counts a wrong password of a user. Where it locks him, that stands in the audit, as done by the system: nobody knows
 * who tried. `from` says whom the lock keeps out: this network, or every network that he never came in from.
 */
export async function countFailure(
  deps: ServiceDeps,
  { companyId, userId, origin, known }: Candidate,
  requestId: string,
): Promise<void> {
  await change(deps, { companyId }, async (tx, cipher) => {
    const ctx: ServiceContext = { companyId, actor: { kind: 'system', id: null }, permissions: new Set(), requestId };
    const audit = async (counted: Counted | undefined, limit: number, from: 'network' | 'strangers') => {
      if (!counted?.locked_until || counted.failed_logins < limit) return;
      const after = { failed_logins: counted.failed_logins, locked_until: instant(counted.locked_until), from };
      await writeAudit(tx, ctx, cipher, { action: 'auth.lock', entity: 'user', entityId: userId, after });
    };
    if (!known) await audit(await countStranger(tx, userId), LOCK_STRANGERS_AFTER, 'strangers');
    await audit(await countAtOrigin(tx, userId, origin), LOCK_AFTER, 'network');
  });
}

/** A day after its last lock the count begins anew. */
async function countStranger(tx: Tx, userId: string): Promise<Counted | undefined> {
  const next = `case when locked_until < now() - interval '1 day' then 1 else failed_logins + 1 end`;
  const [user] = await tx.sql<Counted>(
    `update app_user set failed_logins = ${next},
       locked_until = case when ${next} >= ${LOCK_STRANGERS_AFTER} then ${lockTime(next, LOCK_STRANGERS_AFTER)} end
     where company_id = $1 and id = $2 returning failed_logins, locked_until`,
    [tx.companyId, userId],
  );
  return user;
}
