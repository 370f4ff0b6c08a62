import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';
import { userEmailAad } from '../users/user-email.ts';

/** A user as he sees himself: his own e-mail is not masked. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly company: { readonly id: string; readonly ruc: string; readonly name: string };
}

interface ProfileRow {
  readonly name: string;
  readonly email: Buffer;
  readonly roles: string[];
  readonly permissions: string[];
  readonly ruc: string;
  readonly company_name: string;
}

/** @throws HubError 404 for a user of another company */
export async function readProfile(tx: Tx, cipher: CompanyCipher, userId: string): Promise<Profile> {
  const [row] = await tx.sql<ProfileRow>(
    `select u.name, u.email, c.ruc, c.name as company_name,
       coalesce((select array_agg(r.name order by r.name) from user_role ur join role r on r.id = ur.role_id
         where ur.user_id = u.id), '{}') as roles,
       coalesce((select array_agg(distinct granted.name) from user_role ur join role r on r.id = ur.role_id
         cross join lateral unnest(r.permissions) as granted(name) where ur.user_id = u.id), '{}') as permissions
     from app_user u join company c on c.id = u.company_id where u.id = $1`,
    [userId],
  );
  if (!row) throw notFound();
  return {
    id: userId,
    name: row.name,
    email: cipher.open(new Sealed(row.email), userEmailAad(userId)),
    roles: row.roles,
    permissions: row.permissions.toSorted(),
    company: { id: tx.companyId, ruc: row.ruc, name: row.company_name },
  };
}
