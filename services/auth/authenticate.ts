import { timingSafeEqual } from 'node:crypto';
import { inCompany, outsideCompanies } from '../../db/tx.ts';
import { isPermission, type Permission } from '../../domain/access/permissions.ts';
import { HubError } from '../../domain/errors.ts';
import { sha256 } from '../../platform/auth/secrets.ts';
import type { VerifiedClaims } from '../../platform/auth/tokens.ts';
import { networkOf } from '../lookup/limits.ts';
import type { AuthDeps } from './deps.ts';
import { countRefusals } from './limit-attempts.ts';

/** Who stands behind a credential. `credential` names it for the rate limit and holds no secret. */
export type Principal =
  | {
      readonly kind: 'company';
      readonly companyId: string;
      readonly actor: { readonly kind: 'user' | 'api_key'; readonly id: string };
      readonly permissions: ReadonlySet<Permission>;
      readonly credential: string;
    }
  | { readonly kind: 'operator'; readonly credential: string };

export interface Credentials {
  readonly bearer?: string;
  readonly apiKey?: {
    readonly key: string /** Where it comes from, for counting refusals. */;
    readonly address: string;
  };
  /** A token made for one use is good for that one only; without it, for ordinary access tokens. */
  readonly use?: string;
}

const refused = (code = 'unauthorized'): HubError =>
  new HubError('unauthorized', code, 'La credencial no es válida o ya no está vigente.');

export const permissionSet = (names: readonly string[]): ReadonlySet<Permission> => new Set(names.filter(isPermission));

/** Of a user: active, in a session that was not ended. Roles are read anew, so that a change of them counts at once. */
async function userAccess(deps: AuthDeps, companyId: string, userId: string, familyId: string): Promise<Principal> {
  const [row] = await inCompany(deps.orm, companyId, (tx) =>
    tx.sql<{ permissions: string[] }>(
      `select coalesce((select array_agg(distinct granted.name) from user_role ur join role r on r.id = ur.role_id
          cross join lateral unnest(r.permissions) as granted(name) where ur.user_id = u.id), '{}') as permissions
       from app_user u join refresh_family f on f.user_id = u.id
       where u.id = $1 and f.id = $2 and u.status = 'active' and f.revoked_at is null and f.expires_at > now()`,
      [userId, familyId],
    ),
  );
  if (!row) throw refused('session_ended');
  const permissions = permissionSet(row.permissions);
  return { kind: 'company', companyId, actor: { kind: 'user', id: userId }, permissions, credential: `user:${userId}` };
}

async function keyAccess(deps: AuthDeps, hash: Buffer): Promise<Principal> {
  const [found] = await outsideCompanies(deps.orm, (tx) =>
    tx.sql<{ company_id: string; id: string }>('select company_id, id from lookup_api_key($1)', [hash]),
  );
  if (!found) throw refused();
  const [row] = await inCompany(deps.orm, found.company_id, (tx) =>
    tx.sql<{ permissions: string[] }>(
      `update api_key set last_used_at = now() where id = $1 and revoked_at is null
         and (expires_at is null or expires_at > now()) returning permissions`,
      [found.id],
    ),
  );
  if (!row) throw refused();
  return {
    kind: 'company',
    companyId: found.company_id,
    actor: { kind: 'api_key', id: found.id },
    permissions: permissionSet(row.permissions),
    credential: `api_key:${found.id}`,
  };
}

/** A token signed by a key that another process made a moment ago is unknown here until the ring is read again. */
async function verify(deps: AuthDeps, token: string): Promise<VerifiedClaims> {
  try {
    return deps.signer.verify(token);
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'invalid_token') throw error;
    await deps.keyRing.refresh();
    return deps.signer.verify(token);
  }
}

async function byToken(deps: AuthDeps, token: string, wanted: string | undefined): Promise<Principal> {
  const { sub, cid, fam, use } = await verify(deps, token);
  if (use !== wanted) throw refused('invalid_token');
  if (typeof sub !== 'string' || typeof cid !== 'string' || typeof fam !== 'string') throw refused('invalid_token');
  return deps.access.get(`session:${fam}`, () => userAccess(deps, cid, sub, fam));
}

/** As `newSecret('hk')` makes it; nothing else is looked for in the database. */
const KEY_SHAPE = /^hk_[A-Za-z0-9_-]{43}$/;

async function byKey(deps: AuthDeps, key: string, address: string): Promise<Principal> {
  const hash = sha256(key);
  const judge = async (): Promise<Principal> => {
    if (deps.operatorKeySha256 && timingSafeEqual(hash, deps.operatorKeySha256))
      return { kind: 'operator', credential: 'operator' };
    if (!KEY_SHAPE.test(key)) throw refused();
    return keyAccess(deps, hash);
  };
  // Only what memory does not hold is counted: a key in use costs its limiter nothing between two looks at its row.
  return deps.access.get(`key:${hash.toString('base64')}`, () =>
    countRefusals(deps.limits.apiKey, networkOf(address), judge),
  );
}

/**
 * Who calls, by access token or API key.
 * @throws HubError 401 `invalid_token`, `token_expired`, `session_ended` or `unauthorized`; 429 `too_many_attempts` to
 * a network that sent too many wrong API keys
 */
export function authenticateCredentials(deps: AuthDeps, credentials: Credentials): Promise<Principal> {
  if (credentials.bearer !== undefined) return byToken(deps, credentials.bearer, credentials.use);
  if (credentials.apiKey !== undefined) return byKey(deps, credentials.apiKey.key, credentials.apiKey.address);
  return Promise.reject(refused());
}
