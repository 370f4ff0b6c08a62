import type { z } from 'zod';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { insertRow } from '../rows.ts';
import { uniqueIssue } from '../unique-issue.ts';
import { CreateEstablishment, showEstablishment, type EstablishmentRow } from './establishment.ts';

/** A place of business as declared in the RUC. @throws HubError 409 `already_exists` at `/code`, 422 */
export async function createEstablishment(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: z.input<typeof CreateEstablishment>,
): Promise<EstablishmentRow> {
  authorise(ctx, 'establishments:write');
  const data = parseInput(CreateEstablishment, input);
  return uniqueIssue({ establishment_code_key: '/code' }, () =>
    change(deps, ctx, async (tx, cipher) => {
      const row = await insertRow<EstablishmentRow>(tx, 'establishment', { ...data });
      const after = showEstablishment(row);
      await writeAudit(tx, ctx, cipher, {
        action: 'establishment.create',
        entity: 'establishment',
        entityId: row.id,
        after,
      });
      await bindResource(tx, ctx, row.id);
      return row;
    }),
  );
}
