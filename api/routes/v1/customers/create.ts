import { createCustomer } from '../../../../services/customers/create-customer.ts';
import { CreateCustomer } from '../../../../services/customers/customer.ts';
import { getCustomer, type ReadCustomer } from '../../../../services/customers/read-customers.ts';
import { type Answer, created } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { Customer } from './schema.ts';

const answer = (row: ReadCustomer): Answer => created(row.view, `/api/v1/customers/${row.view.id}`, row.version);

export const createCustomerRoute = defineRoute({
  method: 'post',
  path: '/api/v1/customers',
  tag: 'catalogue',
  summary: 'Add a customer',
  permission: 'customers:write',
  body: CreateCustomer,
  answers: { 201: { description: 'The customer.', schema: Customer } },
  handler: async ({ deps, ctx, body }) => answer(await createCustomer(deps.services, ctx, body)),
  rebuild: async ({ deps, ctx }, id) => answer(await getCustomer(deps.services, ctx, id)),
});
