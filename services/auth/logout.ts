import { z } from 'zod';
import { HubError } from '../../domain/errors.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../input.ts';
import type { AuthDeps } from './deps.ts';
import { findRefreshToken } from './refresh.ts';

export const Logout = z.strictObject({ refresh_token: z.string().min(1).max(200).optional() }).default({});

/** The family that the bearer token belongs to. @throws HubError 401 */
function familyOf(deps: AuthDeps, bearer: string | undefined): { companyId: string; familyId: string } {
  const { cid, fam } = deps.signer.verify(bearer ?? '');
  if (typeof cid === 'string' && typeof fam === 'string') return { companyId: cid, familyId: fam };
  throw new HubError('unauthorized', 'invalid_token', 'El token no es válido.');
}

/** How a session is named: by its family of refresh tokens, or by one of them. */
const NAMED_BY = {
  family: 'id = $1',
  token: 'id = (select family_id from refresh_token where id = $1)',
} as const;

interface Session {
  readonly companyId: string;
  readonly by: keyof typeof NAMED_BY;
  readonly id: string;
}

/** A session that is over already is left as it is, and out of the audit. */
async function end(deps: AuthDeps, { companyId, by, id }: Session, requestId: string): Promise<void> {
  await change(deps, { companyId }, async (tx, cipher) => {
    const [ended] = await tx.sql<{ user_id: string }>(
      `update refresh_family set revoked_at = now(), revoked_reason = 'logout'
        where revoked_at is null and ${NAMED_BY[by]} returning user_id`,
      [id],
    );
    if (!ended) return;
    const actor = { kind: 'user', id: ended.user_id } as const;
    const ctx: ServiceContext = { companyId, actor, permissions: new Set(), requestId };
    await writeAudit(tx, ctx, cipher, { action: 'auth.logout', entity: 'user', entityId: ended.user_id });
  });
}

/**
 * Ends a session by its refresh token, else by the access token. An unknown refresh token is no error: the caller
 * wants to be out, and is.
 * @throws HubError 401 when neither is given
 */
export async function logout(
  deps: AuthDeps,
  input: z.input<typeof Logout>,
  { bearer, requestId }: { readonly bearer: string | undefined; readonly requestId: string },
): Promise<void> {
  const { refresh_token: token } = parseInput(Logout, input);
  if (token === undefined) {
    const { companyId, familyId } = familyOf(deps, bearer);
    await end(deps, { companyId, by: 'family', id: familyId }, requestId);
  } else {
    const found = await findRefreshToken(deps, token);
    if (found) await end(deps, { companyId: found.companyId, by: 'token', id: found.id }, requestId);
  }
  deps.access.clear();
}
