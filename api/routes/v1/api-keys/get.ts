import { showApiKey } from '../../../../services/api-keys/api-key.ts';
import { getApiKey } from '../../../../services/api-keys/read-api-keys.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { ApiKey } from './schema.ts';

export const getApiKeyRoute = defineRoute({
  method: 'get',
  path: '/api/v1/api-keys/{id}',
  tag: 'access',
  summary: 'Read an API key',
  permission: 'api_keys:read',
  params: idParams,
  answers: { 200: { description: 'The key without its secret.', schema: ApiKey } },
  handler: async ({ deps, ctx, params }) => ok(showApiKey(await getApiKey(deps.services, ctx, params.id))),
});
