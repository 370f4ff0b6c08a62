import { z } from 'zod';
import { listDocumentMails } from '../../../../services/mail/read-mails.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { idParams, listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { DocumentMail } from './schema.ts';

export const listDocumentMailsRoute = defineRoute({
  method: 'get',
  path: '/api/v1/documents/{id}/mails',
  tag: 'documents',
  summary: 'Every mail of a document and how it ended',
  permission: 'documents:read',
  reveal: true,
  params: idParams,
  query: z.object(pageQuery),
  answers: { 200: { description: 'Newest first.', schema: listOf(DocumentMail) } },
  async handler(call) {
    const list = `mails/${call.params.id}`;
    const page = await listDocumentMails(call.deps.services, call.ctx, call.params.id, pageOf(call, list));
    return listAnswer(call, list, page, (mail) => mail);
  },
});
