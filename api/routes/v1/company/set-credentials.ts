import { SetCredentials, setCredentials } from '../../../../services/company/set-credentials.ts';
import { ok } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { SunatCredentials } from './schema.ts';

export const setCredentialsRoute = defineRoute({
  method: 'put',
  path: '/api/v1/company/sunat-credentials',
  tag: 'company',
  summary: "Set SUNAT's credentials and with them the environment",
  permission: 'company:write',
  body: SetCredentials,
  answers: { 200: { description: 'What is set, secrets left out.', schema: SunatCredentials } },
  handler: async ({ deps, ctx, body }) => ok(await setCredentials(deps.services, ctx, body)),
});
