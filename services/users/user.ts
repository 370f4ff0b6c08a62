import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';
import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { maskEmail } from '../../domain/identity/mask.ts';
import { userEmailAad } from './user-email.ts';

export const USER_COLUMNS = `id, email, name, status, version, created_at,
  coalesce((select array_agg(r.name order by r.name) from user_role ur join role r on r.id = ur.role_id
    where ur.user_id = app_user.id), '{}') as roles`;

export interface UserRow {
  readonly id: string;
  readonly email: Buffer;
  readonly name: string;
  readonly status: 'invited' | 'active' | 'disabled';
  readonly version: number;
  readonly created_at: Date | string;
  readonly roles: string[];
}

/** A user as the contract shows him; the e-mail masked unless it is revealed. */
export function showUser(row: UserRow, cipher: CompanyCipher, reveal: boolean) {
  const email = cipher.open(new Sealed(row.email), userEmailAad(row.id));
  return {
    id: row.id,
    email: reveal ? email : maskEmail(email),
    name: row.name,
    status: row.status,
    roles: row.roles,
    created_at: new Date(row.created_at).toISOString(),
  };
}
export type UserView = ReturnType<typeof showUser>;

/** @throws HubError 404 */
export async function readUser(tx: Tx, id: string, lock = false): Promise<UserRow> {
  const [row] = await tx.sql<UserRow>(
    `select ${USER_COLUMNS} from app_user where id = $1${lock ? ' for update of app_user' : ''}`,
    [id],
  );
  if (!row) throw notFound();
  return row;
}
