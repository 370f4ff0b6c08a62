import type { z } from 'zod';
import { requireEstablishment } from '../establishments/require-establishment.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { insertRow } from '../rows.ts';
import { uniqueIssue } from '../unique-issue.ts';
import { CreateSeries, showSeries, type SeriesRow } from './series.ts';

/** A fiscal series; a shop's own continues where its old system stopped (`next_number`).
 * @throws HubError 409 `already_exists` at `/series`, 422 */
export async function createSeries(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: z.input<typeof CreateSeries>,
): Promise<SeriesRow> {
  authorise(ctx, 'series:write');
  const data = parseInput(CreateSeries, input);
  return uniqueIssue({ document_series_name_key: '/series' }, () =>
    change(deps, ctx, async (tx, cipher) => {
      await requireEstablishment(tx, data.establishment_id);
      const row = await insertRow<SeriesRow>(tx, 'document_series', { ...data });
      const after = showSeries(row);
      await writeAudit(tx, ctx, cipher, { action: 'series.create', entity: 'series', entityId: row.id, after });
      await bindResource(tx, ctx, row.id);
      return row;
    }),
  );
}
