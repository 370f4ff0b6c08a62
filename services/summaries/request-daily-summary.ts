import { z } from 'zod';
import { isDate, limaDate } from '../../domain/time/lima.ts';
import { invalid } from '../../domain/errors.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { writeOutbox } from '../outbox/write-outbox.ts';

export const DailySummaryRequest = z.strictObject({
  reference_date: z
    .string()
    .refine(isDate, { error: 'Debe ser una fecha AAAA-MM-DD.', params: { code: 'invalid_date' } })
    .optional()
    .describe('Boletas of this day only; all that wait when absent.'),
});

/** The relay leaves a round to the API process that asked for it for this long. */
const START_GRACE_SECONDS = 3;

export interface RequestedSummary {
  /** Lima date of the day whose process makes the round. */
  readonly date: string;
  readonly referenceDate: string | undefined;
  /** The committed intent to ask for the round; marked as sent by whoever does. */
  readonly outboxId: string;
  /** The instant of the request by the database's clock. */
  readonly askedAt: Date | string;
}

/**
 * A person asks for a round of summaries now, of one day's boletas or of all that wait. What the relay makes of it when
 * the API could not is a round of all.
 * @throws HubError 422 for a date that is not there yet
 */
export async function requestDailySummary(
  deps: ServiceDeps,
  ctx: ServiceContext,
  body: unknown,
): Promise<RequestedSummary> {
  authorise(ctx, 'summaries:create');
  const { reference_date: referenceDate } = parseInput(DailySummaryRequest, body);
  const date = limaDate(deps.now());
  if (referenceDate !== undefined && referenceDate > date) {
    const detail = 'Esa fecha aún no llega.';
    throw invalid([{ pointer: '/reference_date', code: 'reference_date_ahead', sunatCode: '2671', detail }]);
  }
  const asked = await change(deps, ctx, async (tx, cipher) => {
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'summary.request', entity: 'company', entityId: tx.companyId },
      after: { date, reference_date: referenceDate ?? null },
    });
    const outboxId = await writeOutbox(tx, 'summary.start', tx.companyId, ctx.requestId, START_GRACE_SECONDS);
    await bindResource(tx, ctx, tx.companyId);
    return { outboxId, askedAt: await tx.begunAt() };
  });
  return { date, referenceDate, ...asked };
}
