import type { Route } from '../../define.ts';
import { createRoleRoute } from './create.ts';
import { getRoleRoute } from './get.ts';
import { listRolesRoute } from './list.ts';
import { updateRoleRoute } from './update.ts';

export const roleRoutes: readonly Route[] = [listRolesRoute, createRoleRoute, getRoleRoute, updateRoleRoute];
