import { getLastVoid } from '../../../../services/voids/read-voids.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { DocumentVoid } from './void-schema.ts';

export const getDocumentVoidRoute = defineRoute({
  method: 'get',
  path: '/api/v1/documents/{id}/void',
  tag: 'documents',
  summary: 'Where the voiding of a document stands',
  description: 'The last one at SUNAT; 404 where there was none. A credit note is read at its own address.',
  permission: 'documents:read',
  params: idParams,
  answers: { 200: { description: 'The voiding with its files.', schema: DocumentVoid } },
  handler: async ({ deps, ctx, params }) => ok(await getLastVoid(deps.services, ctx, params.id)),
});
