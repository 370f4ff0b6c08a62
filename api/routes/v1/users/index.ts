import type { Route } from '../../define.ts';
import { createUserRoute } from './create.ts';
import { getUserRoute } from './get.ts';
import { listUsersRoute } from './list.ts';
import { reinviteUserRoute } from './reinvite.ts';
import { updateUserRoute } from './update.ts';

export const userRoutes: readonly Route[] = [
  listUsersRoute,
  createUserRoute,
  getUserRoute,
  updateUserRoute,
  reinviteUserRoute,
];
