import { revokeApiKey } from '../../../../services/api-keys/revoke-api-key.ts';
import { noContent } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';

export const revokeApiKeyRoute = defineRoute({
  method: 'delete',
  path: '/api/v1/api-keys/{id}',
  tag: 'access',
  summary: 'Revoke an API key',
  permission: 'api_keys:write',
  params: idParams,
  answers: { 204: { description: 'Revoked; it is out within seconds everywhere.' } },
  async handler({ deps, ctx, params }) {
    await revokeApiKey(deps.services, ctx, params.id);
    return noContent();
  },
});
