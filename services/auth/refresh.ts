import { z } from 'zod';
import { outsideCompanies, type Tx } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import { sha256 } from '../../platform/auth/secrets.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../input.ts';
import type { AuthDeps } from './deps.ts';
import { issueSession, type Session } from './issue-session.ts';

export const Refresh = z.strictObject({ refresh_token: z.string().min(1).max(200) });

const refused = (): HubError =>
  new HubError('unauthorized', 'invalid_refresh_token', 'La sesión no es válida o terminó. Vuelva a iniciar sesión.');

interface TokenRow {
  readonly token_id: string;
  readonly family_id: string;
  readonly user_id: string;
  readonly used: boolean;
  readonly alive: boolean;
}

/** Where a refresh token belongs, before its company is known. */
export async function findRefreshToken(
  deps: AuthDeps,
  token: string,
): Promise<{ companyId: string; id: string } | undefined> {
  const [row] = await outsideCompanies(deps.orm, (tx) =>
    tx.sql<{ company_id: string; id: string }>('select company_id, id from lookup_refresh_token($1)', [sha256(token)]),
  );
  return row && { companyId: row.company_id, id: row.id };
}

async function lockToken(tx: Tx, id: string): Promise<TokenRow | undefined> {
  const [row] = await tx.sql<TokenRow>(
    `select t.id as token_id, f.id as family_id, f.user_id, t.used_at is not null as used,
       f.revoked_at is null and f.expires_at > now() and t.expires_at > now() and u.status = 'active' as alive
     from refresh_token t join refresh_family f on f.id = t.family_id join app_user u on u.id = f.user_id
     where t.id = $1 for update of f, t`,
    [id],
  );
  return row;
}

/**
 * The next tokens of a session; the old refresh token is used up. One that comes a second time was stolen (from
 * somebody): its whole family ends.
 * @throws HubError 401 `invalid_refresh_token`
 */
export async function refresh(deps: AuthDeps, input: z.input<typeof Refresh>, requestId: string): Promise<Session> {
  const { refresh_token: token } = parseInput(Refresh, input);
  const found = await findRefreshToken(deps, token);
  if (!found) throw refused();
  const outcome = await change(deps, found, async (tx, cipher) => {
    const row = await lockToken(tx, found.id);
    if (!row?.alive) return undefined;
    if (row.used) {
      const actor = { kind: 'user', id: row.user_id } as const;
      const ctx: ServiceContext = { companyId: found.companyId, actor, permissions: new Set(), requestId };
      const entry = { action: 'auth.refresh_reused', entity: 'user', entityId: row.user_id };
      await writeAudit(tx, ctx, cipher, entry);
      const sql = `update refresh_family set revoked_at = now(), revoked_reason = 'reuse' where id = $1`;
      await tx.run(sql, [row.family_id]);
      return undefined;
    }
    await tx.run('update refresh_token set used_at = now() where id = $1', [row.token_id]);
    return issueSession(deps, tx, cipher, row.user_id, row.family_id);
  });
  if (outcome) return outcome;
  deps.access.clear();
  throw refused();
}
