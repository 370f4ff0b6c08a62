import type { z } from 'zod';
import { changesOf } from '../audit/changes-of.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { lockVersion, updateRow } from '../rows.ts';
import { showEstablishment, type EstablishmentRow, UpdateEstablishment } from './establishment.ts';

/** Changes name, address or activity; the code is SUNAT's and stays. @throws HubError 404, 412, 422 */
export async function updateEstablishment(
  deps: ServiceDeps,
  ctx: ServiceContext,
  target: { readonly id: string; readonly version: number },
  input: z.input<typeof UpdateEstablishment>,
): Promise<EstablishmentRow> {
  authorise(ctx, 'establishments:write');
  const data = parseInput(UpdateEstablishment, input);
  return change(deps, ctx, async (tx, cipher) => {
    const before = await lockVersion<EstablishmentRow>(tx, 'establishment', target);
    const after = await updateRow<EstablishmentRow>(tx, 'establishment', target.id, { ...data });
    await writeAudit(tx, ctx, cipher, {
      action: 'establishment.update',
      entity: 'establishment',
      entityId: target.id,
      ...changesOf(showEstablishment(before), showEstablishment(after)),
    });
    return after;
  });
}
