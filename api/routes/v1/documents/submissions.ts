import { z } from 'zod';
import { listSubmissions } from '../../../../services/documents/list-submissions.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { idParams, listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Submission } from './schema.ts';

export const listSubmissionsRoute = defineRoute({
  method: 'get',
  path: '/api/v1/documents/{id}/submissions',
  tag: 'documents',
  summary: 'Every call to SUNAT about a document',
  permission: 'documents:read',
  params: idParams,
  query: z.object(pageQuery),
  answers: { 200: { description: 'Newest first.', schema: listOf(Submission) } },
  async handler(call) {
    const { id } = call.params;
    const page = await listSubmissions(call.deps.services, call.ctx, id, pageOf(call, `submissions/${id}`));
    return listAnswer(call, `submissions/${id}`, page, (submission) => submission);
  },
});
