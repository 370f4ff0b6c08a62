import { getDocumentFile } from '../../../../services/documents/get-document-file.ts';
import { file } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';

export const getDocumentXmlRoute = defineRoute({
  method: 'get',
  path: '/api/v1/documents/{id}/xml',
  tag: 'documents',
  summary: 'The signed XML, bit for bit',
  permission: 'documents:files',
  params: idParams,
  answers: { 200: { description: 'The bytes as signed and sent.', contentType: 'application/xml' } },
  async handler({ deps, ctx, params }) {
    const { bytes, name } = await getDocumentFile(deps.services, ctx, params.id, 'xml');
    return file(bytes, 'application/xml', name);
  },
});

export const getDocumentCdrRoute = defineRoute({
  method: 'get',
  path: '/api/v1/documents/{id}/cdr',
  tag: 'documents',
  summary: "SUNAT's constancia (CDR)",
  description: '404 `cdr_not_yet` before an answer, `cdr_not_recoverable` where there is none.',
  permission: 'documents:files',
  params: idParams,
  answers: { 200: { description: 'The ZIP as SUNAT sent it.', contentType: 'application/zip' } },
  async handler({ deps, ctx, params }) {
    const { bytes, name } = await getDocumentFile(deps.services, ctx, params.id, 'cdr');
    return file(bytes, 'application/zip', name);
  },
});
