import type { Tx } from '../../db/tx.ts';
import { newSecret, sha256 } from '../../platform/auth/secrets.ts';
import { type CompanyCipher, normaliseEmail } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { ServiceDeps } from '../deps.ts';
import { userEmailAad } from './user-email.ts';

/** An invitation can be taken up for a week. */
const ACTIVATION_LIFE = `interval '7 days'`;

export interface Invitation {
  readonly userId: string;
  /** Shown once; only its hash is kept. */
  readonly activationToken: string;
}

/** Inserts an invited user with his roles. Unique by (company, e-mail): `app_user_email_key`. */
export async function insertInvited(
  deps: ServiceDeps,
  tx: Tx,
  cipher: CompanyCipher,
  user: { readonly email: string; readonly name: string; readonly roleIds: readonly string[] },
): Promise<Invitation> {
  const userId = uuidv7();
  const activationToken = newSecret('ha');
  const email = normaliseEmail(user.email);
  await tx.run(
    `insert into app_user (id, company_id, email, email_index, name, activation_hash, activation_expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + ${ACTIVATION_LIFE})`,
    [
      userId,
      tx.companyId,
      cipher.seal(email, userEmailAad(userId)).bytes,
      deps.emailIndex(email),
      user.name,
      sha256(activationToken),
    ],
  );
  await setRoles(tx, userId, user.roleIds);
  return { userId, activationToken };
}

/** A fresh link for a user; the old one stops working. His password, where he has one, still does. */
export async function renewActivation(tx: Tx, userId: string): Promise<Invitation> {
  const activationToken = newSecret('ha');
  await tx.run(
    `update app_user set activation_hash = $2, activation_expires_at = now() + ${ACTIVATION_LIFE} where id = $1`,
    [userId, sha256(activationToken)],
  );
  return { userId, activationToken };
}

/** Replaces the roles of a user. */
export async function setRoles(tx: Tx, userId: string, roleIds: readonly string[]): Promise<void> {
  await tx.run('delete from user_role where user_id = $1', [userId]);
  for (const roleId of roleIds) {
    await tx.run('insert into user_role (id, company_id, user_id, role_id) values ($1, $2, $3, $4)', [
      uuidv7(),
      tx.companyId,
      userId,
      roleId,
    ]);
  }
}
