import { z } from 'zod';
import { listCustomers } from '../../../../services/customers/read-customers.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf, queryFlag, searchText } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Customer } from './schema.ts';

export const listCustomersRoute = defineRoute({
  method: 'get',
  path: '/api/v1/customers',
  tag: 'catalogue',
  summary: 'List customers',
  permission: 'customers:read',
  reveal: true,
  query: z.object({
    ...pageQuery,
    q: searchText.optional(),
    document_number: z.string().trim().min(1).max(20).optional(),
    active: queryFlag.optional(),
  }),
  answers: { 200: { description: 'Newest first.', schema: listOf(Customer) } },
  async handler(call) {
    const page = await listCustomers(call.deps.services, call.ctx, call.query, pageOf(call, 'customers'));
    return listAnswer(call, 'customers', page, (row) => row);
  },
});
