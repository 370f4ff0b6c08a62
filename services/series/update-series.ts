import type { z } from 'zod';
import { conflict } from '../../domain/errors.ts';
import { changesOf } from '../audit/changes-of.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { lockVersion, updateRow } from '../rows.ts';
import { showSeries, type SeriesRow, UpdateSeries } from './series.ts';

/** Changes activity, or before the first use the next number. @throws HubError 404, 409 `series_in_use`, 412, 422 */
export async function updateSeries(
  deps: ServiceDeps,
  ctx: ServiceContext,
  target: { readonly id: string; readonly version: number },
  input: z.input<typeof UpdateSeries>,
): Promise<SeriesRow> {
  authorise(ctx, 'series:write');
  const data = parseInput(UpdateSeries, input);
  return change(deps, ctx, async (tx, cipher) => {
    const before = await lockVersion<SeriesRow>(tx, 'document_series', target);
    if (before.used && data.next_number !== undefined && data.next_number !== before.next_number) {
      const detail =
        'La serie ya se usó: su número siguiente no se cambia, porque los correlativos no pueden tener huecos.';
      throw conflict('series_in_use', detail, [{ pointer: '/next_number', code: 'series_in_use', detail }]);
    }
    const after = await updateRow<SeriesRow>(tx, 'document_series', target.id, { ...data });
    await writeAudit(tx, ctx, cipher, {
      action: 'series.update',
      entity: 'series',
      entityId: target.id,
      ...changesOf(showSeries(before), showSeries(after)),
    });
    return after;
  });
}
