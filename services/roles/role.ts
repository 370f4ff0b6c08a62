import { z } from 'zod';
import { PERMISSIONS } from '../../domain/access/permissions.ts';
import { line } from '../fields.ts';

export interface RoleRow {
  readonly id: string;
  readonly name: string;
  readonly built_in: boolean;
  readonly permissions: string[];
  readonly version: number;
  readonly created_at: Date | string;
}

export const permissionList = z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length);

export const RoleInput = z.strictObject({ name: line(60), permissions: permissionList });

export const showRole = (row: RoleRow) => ({
  id: row.id,
  name: row.name,
  built_in: row.built_in,
  permissions: row.permissions.toSorted(),
  created_at: new Date(row.created_at).toISOString(),
});
