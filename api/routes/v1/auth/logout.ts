import { Logout, logout } from '../../../../services/auth/logout.ts';
import { noContent } from '../../../answer.ts';
import { definePublicRoute } from '../../define.ts';

export const logoutRoute = definePublicRoute({
  method: 'post',
  path: '/api/v1/auth/logout',
  tag: 'auth',
  summary: 'End a session, by its refresh token or the access token sent',
  body: Logout,
  answers: { 204: { description: 'Out.' } },
  async handler({ deps, body, header, requestId }) {
    const [, bearer] = /^Bearer (\S+)$/i.exec(header('authorization') ?? '') ?? [];
    await logout(deps.services, body, { bearer, requestId });
    return noContent();
  },
});
