import { CreateApiKey, showApiKey } from '../../../../services/api-keys/api-key.ts';
import { createApiKey, type NewApiKey as Made, replaceApiKey } from '../../../../services/api-keys/create-api-key.ts';
import { type Answer, created } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { NewApiKey } from './schema.ts';

const answer = ({ row, key }: Made): Answer => created({ ...showApiKey(row), key }, `/api/v1/api-keys/${row.id}`);

export const createApiKeyRoute = defineRoute({
  method: 'post',
  path: '/api/v1/api-keys',
  tag: 'access',
  summary: 'Make an API key for a machine client',
  description: 'Its permissions may not go beyond those of who makes it.',
  permission: 'api_keys:write',
  secret: true,
  body: CreateApiKey,
  answers: { 201: { description: 'The key, shown this once.', schema: NewApiKey } },
  handler: async ({ deps, ctx, body }) => answer(await createApiKey(deps.services, ctx, body)),
  rebuild: async ({ deps, ctx }, id) => answer(await replaceApiKey(deps.services, ctx, id)),
});
