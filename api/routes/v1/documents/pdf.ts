import { z } from 'zod';
import { PRINT_FORMATS, printDocument } from '../../../../services/documents/print/print-document.ts';
import { file } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';

export const getDocumentPdfRoute = defineRoute({
  method: 'get',
  path: '/api/v1/documents/{id}/pdf',
  tag: 'documents',
  summary: 'The printed representation',
  description: 'On A4 or a paper roll of 80 mm (`ticket`) or 58 mm (`ticket58`).',
  permission: 'documents:files',
  params: idParams,
  query: z.object({ format: z.enum(PRINT_FORMATS).default('a4') }),
  answers: { 200: { description: 'The PDF.', contentType: 'application/pdf' } },
  async handler({ deps, ctx, params, query }) {
    const { bytes, name } = await printDocument(deps.services, ctx, deps.printing, {
      id: params.id,
      format: query.format,
    });
    return file(bytes, 'application/pdf', name);
  },
});
