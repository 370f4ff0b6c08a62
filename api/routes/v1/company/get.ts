import { showCompany } from '../../../../services/company/company.ts';
import { getCompany } from '../../../../services/company/get-company.ts';
import { ok } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { Company } from './schema.ts';

export const getCompanyRoute = defineRoute({
  method: 'get',
  path: '/api/v1/company',
  tag: 'company',
  summary: 'Read your company',
  permission: 'company:read',
  answers: { 200: { description: 'The company.', schema: Company } },
  async handler({ deps, ctx }) {
    const row = await getCompany(deps.services, ctx);
    return ok(showCompany(row), { version: row.version });
  },
});
