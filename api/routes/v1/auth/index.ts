import type { Route } from '../../define.ts';
import { activateRoute } from './activate.ts';
import { activationPageRoute, activationScriptRoute } from './activation-page.ts';
import { jwksRoute } from './jwks.ts';
import { loginRoute } from './login.ts';
import { logoutRoute } from './logout.ts';
import { meRoute } from './me.ts';
import { refreshRoute } from './refresh.ts';

export const authRoutes: readonly Route[] = [
  loginRoute,
  refreshRoute,
  logoutRoute,
  activateRoute,
  activationPageRoute,
  activationScriptRoute,
  jwksRoute,
  meRoute,
];
