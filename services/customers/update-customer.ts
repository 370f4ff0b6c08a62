import type { z } from 'zod';
import { changesOf } from '../audit/changes-of.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { lockVersion, updateRow } from '../rows.ts';
import { type CustomerRow, sealColumn, showCustomer, UpdateCustomer } from './customer.ts';
import type { ReadCustomer } from './read-customers.ts';

/** Changes name, contact or activity; the document is who he is, and stays. @throws HubError 404, 412, 422 */
export async function updateCustomer(
  deps: ServiceDeps,
  ctx: ServiceContext,
  target: { readonly id: string; readonly version: number },
  input: z.input<typeof UpdateCustomer>,
): Promise<ReadCustomer> {
  authorise(ctx, 'customers:write');
  const data = parseInput(UpdateCustomer, input);
  return change(deps, ctx, async (tx, cipher) => {
    const before = await lockVersion<CustomerRow>(tx, 'customer', target);
    const row = await updateRow<CustomerRow>(tx, 'customer', target.id, {
      updated_at: deps.now(),
      name: data.name,
      active: data.active,
      email: sealColumn(cipher, target.id, 'email', data.email),
      phone: sealColumn(cipher, target.id, 'phone', data.phone),
      address: sealColumn(cipher, target.id, 'address', data.address),
    });
    const after = showCustomer(row, cipher, false);
    await writeAudit(tx, ctx, cipher, {
      action: 'customer.update',
      entity: 'customer',
      entityId: target.id,
      ...changesOf(showCustomer(before, cipher, false), after),
    });
    return { view: after, version: row.version };
  });
}
