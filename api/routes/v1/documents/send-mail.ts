import { getDocumentMail } from '../../../../services/mail/read-mails.ts';
import { SendMail, sendDocumentMail } from '../../../../services/mail/send-document-mail.ts';
import { requireRow } from '../../../../services/require-row.ts';
import { accepted } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { DocumentMail } from './schema.ts';

const mailsOf = (documentId: string): string => `/api/v1/documents/${documentId}/mails`;

export const sendDocumentMailRoute = defineRoute({
  method: 'post',
  path: '/api/v1/documents/{id}/mail',
  tag: 'documents',
  summary: 'Mail a document to its buyer, or to another address',
  description:
    'PDF, XML and CDR. An accepted document goes to a buyer with an address by itself; this sends it again. ' +
    '409 `mail_not_configured` where the hub has no mail server.',
  permission: 'documents:files',
  params: idParams,
  exists: ({ deps, ctx, params }) => requireRow(deps.services, ctx, 'fiscal_document', params.id),
  body: SendMail,
  answers: { 202: { description: 'Queued; see the list of mails for how it ends.', schema: DocumentMail } },
  handler: async ({ deps, ctx, params, body }) =>
    accepted(await sendDocumentMail(deps.services, ctx, params.id, body), mailsOf(params.id)),
  async rebuild({ deps, ctx }, id) {
    const mail = await getDocumentMail(deps.services, ctx, id);
    return accepted(mail, mailsOf(mail.document_id));
  },
});
