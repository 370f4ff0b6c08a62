import { ContingencyInput } from '../../../../services/sales/contingency-input.ts';
import { registerContingency } from '../../../../services/sales/register-contingency.ts';
import { defineRoute } from '../../define.ts';
import { Sale } from '../sales/schema.ts';
import { showAgain, takeOn } from '../sales/take-on.ts';

export const createContingencyRoute = defineRoute({
  method: 'post',
  path: '/api/v1/contingency-documents',
  tag: 'sales',
  summary: 'Register a receipt issued on paper',
  description:
    'A factura or boleta that was issued on paper of an authorised series while the systems were down: a sale, whose document bears what is printed there. `Prefer: wait=N` holds the answer until the document is issued.',
  permission: 'sales:contingency',
  wait: true,
  body: ContingencyInput,
  answers: { 202: { description: 'The sale; its GET tells where it stands.', schema: Sale } },
  handler: (request) =>
    takeOn(request, 'sales:contingency', (answerOf) =>
      registerContingency(request.deps.services, request.ctx, request.body, answerOf),
    ),
  rebuild: showAgain,
});
