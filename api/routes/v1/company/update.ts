import { showCompany, UpdateCompany } from '../../../../services/company/company.ts';
import { getCompany } from '../../../../services/company/get-company.ts';
import { updateCompany } from '../../../../services/company/update-company.ts';
import { ok } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { Company } from './schema.ts';

export const updateCompanyRoute = defineRoute({
  method: 'patch',
  path: '/api/v1/company',
  tag: 'company',
  summary: "Change your company's names",
  permission: 'company:write',
  body: UpdateCompany,
  answers: { 200: { description: 'The company.', schema: Company } },
  target: ({ deps, ctx }) => getCompany(deps.services, ctx),
  async handler({ deps, ctx, version, body }) {
    const row = await updateCompany(deps.services, ctx, version, body);
    return ok(showCompany(row), { version: row.version });
  },
});
