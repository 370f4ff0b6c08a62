import { z } from 'zod';
import { DOCUMENT_STATUSES } from '../../../../services/sales/statuses.ts';
import { listDocuments } from '../../../../services/documents/read-documents.ts';
import { id } from '../../../../services/fields.ts';
import { periodQuery } from '../../../../services/period.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Document } from './schema.ts';

export const listDocumentsRoute = defineRoute({
  method: 'get',
  path: '/api/v1/documents',
  tag: 'documents',
  summary: 'List documents',
  permission: 'documents:read',
  reveal: true,
  query: z.object({
    ...pageQuery,
    ...periodQuery,
    status: z.enum(DOCUMENT_STATUSES).optional(),
    document_type: z.enum(['01', '03', '07', '08', '09', '31', '20', '40']).optional(),
    sale_id: id.optional(),
    q: z
      .string()
      .regex(/^[A-Za-z0-9]{4}-\d{1,8}$/, 'Serie y número, por ejemplo F001-12.')
      .optional(),
  }),
  answers: { 200: { description: 'Newest first.', schema: listOf(Document) } },
  async handler(call) {
    const page = await listDocuments(call.deps.services, call.ctx, call.query, pageOf(call, 'documents'));
    return listAnswer(call, 'documents', page, (document) => document);
  },
});
