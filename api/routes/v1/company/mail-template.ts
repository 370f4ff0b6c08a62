import {
  getMailTemplate,
  SetMailTemplate,
  setMailTemplate,
  showTemplate,
  type TemplateRow,
} from '../../../../services/mail/template.ts';
import { type Answer, ok } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { MailTemplate } from './schema.ts';

const path = '/api/v1/company/mail-template';
const answer = (row: TemplateRow): Answer => ok(showTemplate(row), { version: row.version });

export const getMailTemplateRoute = defineRoute({
  method: 'get',
  path,
  tag: 'company',
  summary: 'What your buyers read in the mail with their document',
  permission: 'company:read',
  answers: { 200: { description: "Your text, or the hub's own.", schema: MailTemplate } },
  handler: async ({ deps, ctx }) => answer(await getMailTemplate(deps.services, ctx)),
});

export const setMailTemplateRoute = defineRoute({
  method: 'put',
  path,
  tag: 'company',
  summary: 'Write it yourself',
  description: 'Between double braces stand the names in `placeholders`: `{{cliente}}`.',
  permission: 'company:write',
  body: SetMailTemplate,
  answers: { 200: { description: 'The text as kept.', schema: MailTemplate } },
  target: ({ deps, ctx }) => getMailTemplate(deps.services, ctx),
  handler: async ({ deps, ctx, version, body }) => answer(await setMailTemplate(deps.services, ctx, version, body)),
});
