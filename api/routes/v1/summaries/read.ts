import { z } from 'zod';
import { getSummaryBody } from '../../../../services/summaries/get-summary-body.ts';
import { getSummary, listSummaries, SUMMARY_STATUSES } from '../../../../services/summaries/read-summaries.ts';
import { periodQuery } from '../../../../services/period.ts';
import { file, ok } from '../../../answer.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { idParams, listOf } from '../../../schemas.ts';
import { defineRoute, type Route } from '../../define.ts';
import type { SummaryPath } from './paths.ts';
import { SummaryFile, SummaryFileWithLines } from './schema.ts';

export const listSummariesRoute = ({ kind, path, name }: SummaryPath): Route =>
  defineRoute({
    method: 'get',
    path,
    tag: 'summaries',
    summary: `List each ${name}`,
    permission: 'summaries:read',
    query: z.object({
      ...pageQuery,
      ...periodQuery,
      status: z.enum(SUMMARY_STATUSES).optional(),
      reference_date: z.iso.date().optional().describe('Issue date of the documents.'),
    }),
    answers: { 200: { description: 'Newest first, without lines.', schema: listOf(SummaryFile) } },
    async handler(call) {
      const scope = `summaries/${kind}`;
      const page = await listSummaries(call.deps.services, call.ctx, { ...call.query, kind }, pageOf(call, scope));
      return listAnswer(call, scope, page, (summary) => summary);
    },
  });

export const getSummaryRoute = ({ kind, path, name }: SummaryPath): Route =>
  defineRoute({
    method: 'get',
    path: `${path}/{id}`,
    tag: 'summaries',
    summary: `Read a ${name} with its lines`,
    permission: 'summaries:read',
    params: idParams,
    answers: { 200: { description: 'The file.', schema: SummaryFileWithLines } },
    handler: async ({ deps, ctx, params }) => ok(await getSummary(deps.services, ctx, { kind, id: params.id })),
  });

export const getSummaryXmlRoute = ({ kind, path, name }: SummaryPath): Route =>
  defineRoute({
    method: 'get',
    path: `${path}/{id}/xml`,
    tag: 'summaries',
    summary: `The signed XML of a ${name}, bit for bit`,
    description: 'Needs `summaries:read` besides: it names buyers.',
    permission: 'documents:files',
    params: idParams,
    answers: { 200: { description: 'The bytes as signed and sent.', contentType: 'application/xml' } },
    async handler({ deps, ctx, params }) {
      const { bytes, name: fileName } = await getSummaryBody(deps.services, ctx, { kind, id: params.id }, 'xml');
      return file(bytes, 'application/xml', fileName);
    },
  });

export const getSummaryCdrRoute = ({ kind, path, name }: SummaryPath): Route =>
  defineRoute({
    method: 'get',
    path: `${path}/{id}/cdr`,
    tag: 'summaries',
    summary: `SUNAT's constancia (CDR) of a ${name}`,
    description: '404 `cdr_not_yet` before an answer, `cdr_not_recoverable` where there is none.',
    permission: 'documents:files',
    params: idParams,
    answers: { 200: { description: 'The ZIP as SUNAT sent it.', contentType: 'application/zip' } },
    async handler({ deps, ctx, params }) {
      const { bytes, name: fileName } = await getSummaryBody(deps.services, ctx, { kind, id: params.id }, 'cdr');
      return file(bytes, 'application/zip', fileName);
    },
  });
