import { getCustomer } from '../../../../services/customers/read-customers.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Customer } from './schema.ts';

export const getCustomerRoute = defineRoute({
  method: 'get',
  path: '/api/v1/customers/{id}',
  tag: 'catalogue',
  summary: 'Read a customer',
  permission: 'customers:read',
  reveal: true,
  params: idParams,
  answers: { 200: { description: 'The customer.', schema: Customer } },
  async handler({ deps, ctx, params }) {
    const row = await getCustomer(deps.services, ctx, params.id);
    return ok(row.view, { version: row.version });
  },
});
