import { z } from 'zod';
import { showApiKey } from '../../../../services/api-keys/api-key.ts';
import { listApiKeys } from '../../../../services/api-keys/read-api-keys.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { ApiKey } from './schema.ts';

export const listApiKeysRoute = defineRoute({
  method: 'get',
  path: '/api/v1/api-keys',
  tag: 'access',
  summary: 'List API keys',
  permission: 'api_keys:read',
  query: z.object(pageQuery),
  answers: { 200: { description: 'Newest first.', schema: listOf(ApiKey) } },
  async handler(call) {
    const page = await listApiKeys(call.deps.services, call.ctx, pageOf(call, 'api-keys'));
    return listAnswer(call, 'api-keys', page, showApiKey);
  },
});
