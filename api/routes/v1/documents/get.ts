import { getDocument } from '../../../../services/documents/read-documents.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Document } from './schema.ts';

export const getDocumentRoute = defineRoute({
  method: 'get',
  path: '/api/v1/documents/{id}',
  tag: 'documents',
  summary: 'Read a document',
  permission: 'documents:read',
  reveal: true,
  params: idParams,
  answers: { 200: { description: 'The document.', schema: Document } },
  handler: async ({ deps, ctx, params }) => ok(await getDocument(deps.services, ctx, params.id)),
});
