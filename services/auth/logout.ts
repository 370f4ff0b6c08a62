import { z } from 'zod';
import { inCompany } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
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

const END = `update refresh_family set revoked_at = now(), revoked_reason = 'logout' where revoked_at is null and id = `;

/**
 * Ends a session by its refresh token, else by the access token. An unknown refresh token is no error: the caller
 * wants to be out, and is.
 * @throws HubError 401 when neither is given
 */
export async function logout(deps: AuthDeps, input: z.input<typeof Logout>, bearer: string | undefined): Promise<void> {
  const { refresh_token: token } = parseInput(Logout, input);
  if (token === undefined) {
    const { companyId, familyId } = familyOf(deps, bearer);
    await inCompany(deps.orm, companyId, (tx) => tx.run(`${END}$1`, [familyId]));
  } else {
    const found = await findRefreshToken(deps, token);
    if (found) {
      const family = '(select family_id from refresh_token where id = $1)';
      await inCompany(deps.orm, found.companyId, (tx) => tx.run(END + family, [found.id]));
    }
  }
  deps.access.clear();
}
