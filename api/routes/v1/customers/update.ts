import { UpdateCustomer } from '../../../../services/customers/customer.ts';
import { getCustomer } from '../../../../services/customers/read-customers.ts';
import { updateCustomer } from '../../../../services/customers/update-customer.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Customer } from './schema.ts';

export const updateCustomerRoute = defineRoute({
  method: 'patch',
  path: '/api/v1/customers/{id}',
  tag: 'catalogue',
  summary: 'Change a customer',
  permission: 'customers:write',
  params: idParams,
  body: UpdateCustomer,
  answers: { 200: { description: 'The customer.', schema: Customer } },
  target: ({ deps, ctx, params }) => getCustomer(deps.services, ctx, params.id),
  async handler({ deps, ctx, params, version, body }) {
    const row = await updateCustomer(deps.services, ctx, { id: params.id, version }, body);
    return ok(row.view, { version: row.version });
  },
});
