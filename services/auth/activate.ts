import { z } from 'zod';
import { outsideCompanies } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import { hashPassword } from '../../platform/auth/password.ts';
import { sha256 } from '../../platform/auth/secrets.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../input.ts';
import type { AuthDeps } from './deps.ts';
import { issueSession, openFamily, type Session } from './issue-session.ts';

/** Length is what makes a password strong (NIST SP 800-63B section 3.1.1); no rules of composition. */
export const Password = z.string().min(12).max(200);

export const Activate = z.strictObject({ token: z.string().min(1).max(200), password: Password });

const refused = (): HubError =>
  new HubError('unauthorized', 'invalid_activation_token', 'El enlace de activación no es válido o ya venció.');

/**
 * Sets the password of an invited user (or of one whose password is reset) and logs in. The token works once; older
 * sessions of the user end.
 * @throws HubError 401 `invalid_activation_token`, 422 for a weak password
 */
export async function activate(deps: AuthDeps, input: z.input<typeof Activate>, requestId: string): Promise<Session> {
  const { token, password } = parseInput(Activate, input);
  const [found] = await outsideCompanies(deps.orm, (tx) =>
    tx.sql<{ company_id: string; id: string }>('select company_id, id from lookup_activation($1)', [sha256(token)]),
  );
  if (!found) throw refused();
  const passwordHash = await hashPassword(password);
  const session = await change(deps, { companyId: found.company_id }, async (tx, cipher) => {
    const activated = await tx.run(
      `update app_user set password_hash = $2, status = 'active', activation_hash = null, activation_expires_at = null,
         failed_logins = 0, locked_until = null, version = version + 1
       where id = $1 and activation_hash = $3 and activation_expires_at > now() and status <> 'disabled'`,
      [found.id, passwordHash, sha256(token)],
    );
    if (activated === 0) return undefined;
    await tx.run('update login_origin set failed_logins = 0, locked_until = null where user_id = $1', [found.id]);
    const actor = { kind: 'user', id: found.id } as const;
    const ctx: ServiceContext = { companyId: found.company_id, actor, permissions: new Set(), requestId };
    await writeAudit(tx, ctx, cipher, { action: 'user.activate', entity: 'user', entityId: found.id });
    await tx.run(
      `update refresh_family set revoked_at = now(), revoked_reason = 'password' where user_id = $1 and revoked_at is null`,
      [found.id],
    );
    return issueSession(deps, tx, cipher, found.id, await openFamily(tx, found.id));
  });
  if (!session) throw refused();
  deps.access.clear();
  return session;
}
