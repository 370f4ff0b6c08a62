import type { Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { networkOf } from '../lookup/limits.ts';
import type { ServiceDeps } from '../deps.ts';

/** Where a user is tried from; the first hash is written, all are looked for (a rotation of the master key). */
export interface Origin {
  readonly hashes: readonly Buffer[];
}

/** What is known of a user at a network. */
export interface OriginState {
  /** He came in from there within 90 days: what strangers do elsewhere does not lock him out. */
  readonly known: boolean;
  /** Seconds for which the network is locked for him, 0 when it is not. */
  readonly lockedSeconds: number;
}

/** Failures in a row from one network that lock the user there: 15 minutes, doubling with each, at most a day. */
export const LOCK_AFTER = 5;

/** The time of a lock as SQL, for the count of failures so far. */
export const lockTime = (failures: string, after: number): string =>
  `now() + least(interval '15 minutes' * power(2, least(${failures} - ${after}, 10)), interval '1 day')`;

/** Bound to the user, so that rows of two users do not tell that they share a network. */
export const originOf = (deps: ServiceDeps, userId: string, address: string): Origin => ({
  hashes: deps.emailIndex.candidates(`login-origin/${userId}/${networkOf(address)}`),
});

/** @returns what earlier tries from there left */
export async function readOrigin(tx: Tx, userId: string, origin: Origin): Promise<OriginState> {
  const [row] = await tx.sql<{ known: boolean | null; locked: string | null }>(
    `select bool_or(succeeded_at > now() - interval '90 days') as known,
       extract(epoch from max(locked_until) - now())::text as locked
       from login_origin where company_id = $1 and user_id = $2 and origin = any($3::bytea[])`,
    [tx.companyId, userId, origin.hashes],
  );
  return { known: row?.known ?? false, lockedSeconds: Math.max(0, Number(row?.locked ?? 0)) };
}

/** Counts a wrong password from there. @returns the failures in a row, and until when that locks */
export async function countAtOrigin(
  tx: Tx,
  userId: string,
  { hashes }: Origin,
): Promise<{ readonly failed_logins: number; readonly locked_until: Date | string | null } | undefined> {
  await forgetOld(tx, userId);
  const next = 'login_origin.failed_logins + 1';
  const [row] = await tx.sql<{ failed_logins: number; locked_until: Date | string | null }>(
    `insert into login_origin (id, company_id, user_id, origin, failed_logins) values ($1, $2, $3, $4, 1)
     on conflict (company_id, user_id, origin) do update set failed_logins = ${next}, updated_at = now(),
       locked_until = case when ${next} >= ${LOCK_AFTER} then ${lockTime(next, LOCK_AFTER)} end
     returning failed_logins, locked_until`,
    [uuidv7(), tx.companyId, userId, hashes[0]],
  );
  return row;
}

/** Remembers that the user came in from there. */
export async function rememberOrigin(tx: Tx, userId: string, { hashes }: Origin): Promise<void> {
  await forgetOld(tx, userId);
  await tx.run(
    `insert into login_origin (id, company_id, user_id, origin, succeeded_at) values ($1, $2, $3, $4, now())
     on conflict (company_id, user_id, origin) do update set failed_logins = 0, locked_until = null,
       succeeded_at = now(), updated_at = now()`,
    [uuidv7(), tx.companyId, userId, hashes[0]],
  );
}

/** No longer than it serves: a network is a trace of a person, and guesses come from many. */
async function forgetOld(tx: Tx, userId: string): Promise<void> {
  await tx.run(
    `delete from login_origin where company_id = $1 and user_id = $2
       and updated_at < now() - case when succeeded_at is null then interval '2 days' else interval '90 days' end`,
    [tx.companyId, userId],
  );
}
