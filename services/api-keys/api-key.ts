import { z } from 'zod';
import { line } from '../fields.ts';
import { permissionList } from '../roles/role.ts';

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly permissions: string[];
  readonly expires_at: Date | string | null;
  readonly revoked_at: Date | string | null;
  readonly last_used_at: Date | string | null;
  readonly created_at: Date | string;
}

export const CreateApiKey = z.strictObject({
  name: line(100),
  permissions: permissionList,
  expires_at: z.iso.datetime({ offset: true }).nullable().default(null),
});

const instant = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString());

/** A key as the contract shows it: `prefix` tells keys apart, the key itself is shown once, when it is made. */
export const showApiKey = (row: ApiKeyRow) => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  permissions: row.permissions.toSorted(),
  expires_at: instant(row.expires_at),
  revoked_at: instant(row.revoked_at),
  last_used_at: instant(row.last_used_at),
  created_at: instant(row.created_at),
});
