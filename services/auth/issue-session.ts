import type { Tx } from '../../db/tx.ts';
import { newSecret, sha256 } from '../../platform/auth/secrets.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { ACCESS_TOKEN_SECONDS, type AuthDeps } from './deps.ts';
import { readProfile, type Profile } from './read-profile.ts';

/** What log-in, activation and refresh answer. The secrets are shown this once. */
export interface Session {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
  readonly refresh_token: string;
  readonly user: Profile;
}

/** A refresh token lives as long as its family would from now: an idle session ends after 30 days. */
const REFRESH_LIFE = `interval '30 days'`;

/** Begins a family of refresh tokens: one log-in on one device. */
export async function openFamily(tx: Tx, userId: string): Promise<string> {
  const id = uuidv7();
  await tx.run(
    `insert into refresh_family (id, company_id, user_id, expires_at) values ($1, $2, $3, now() + ${REFRESH_LIFE})`,
    [id, tx.companyId, userId],
  );
  return id;
}

/** The next pair of tokens of a family, inside the transaction that checked the caller. */
export async function issueSession(
  deps: AuthDeps,
  tx: Tx,
  cipher: CompanyCipher,
  userId: string,
  familyId: string,
): Promise<Session> {
  const refreshToken = newSecret('hrt');
  await tx.run(
    `insert into refresh_token (id, company_id, family_id, token_hash, expires_at)
     values ($1, $2, $3, $4, now() + ${REFRESH_LIFE})`,
    [uuidv7(), tx.companyId, familyId, sha256(refreshToken)],
  );
  await tx.run(`update refresh_family set expires_at = now() + ${REFRESH_LIFE} where id = $1`, [familyId]);
  return {
    access_token: deps.signer.sign({ sub: userId, cid: tx.companyId, fam: familyId }, ACCESS_TOKEN_SECONDS),
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_SECONDS,
    refresh_token: refreshToken,
    user: await readProfile(tx, cipher, userId),
  };
}
