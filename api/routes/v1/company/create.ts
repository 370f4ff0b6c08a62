import { z } from 'zod';
import {
  CreateCompany,
  createCompany,
  type CreatedCompany,
  recreateCompanyAnswer,
} from '../../../../services/companies/create-company.ts';
import { type Answer, created } from '../../../answer.ts';
import { defineOperatorRoute } from '../../define.ts';

const NewCompany = z
  .object({
    company: z.object({ id: z.uuid(), ruc: z.string(), name: z.string() }),
    activation_token: z.string().describe("The owner's, for POST /auth/activate; shown once."),
  })
  .meta({ id: 'NewCompany' });

const answer = (made: CreatedCompany): Answer => created(made, '/api/v1/company');

export const createCompanyRoute = defineOperatorRoute({
  method: 'post',
  path: '/api/v1/companies',
  tag: 'company',
  summary: 'Take a company in (operator)',
  body: CreateCompany,
  answers: { 201: { description: "The company and its owner's activation token.", schema: NewCompany } },
  handler: async ({ deps, ctx, body }) => answer(await createCompany(deps.services, ctx, body)),
  rebuild: async ({ deps, ctx }, id) => answer(await recreateCompanyAnswer(deps.services, ctx, id)),
});
