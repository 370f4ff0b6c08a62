import type { ServiceContext } from '../../../../services/context.ts';
import type { StoredAnswer } from '../../../../services/idempotency/records.ts';
import type { CreatedSale } from '../../../../services/sales/create-sale.ts';
import { echoSale, getSale } from '../../../../services/sales/read-sales.ts';
import type { SaleView } from '../../../../services/sales/sale-view.ts';
import { RESTING } from '../../../../services/sales/wait-for-sale.ts';
import { type Answer, accepted } from '../../../answer.ts';
import type { AppDeps } from '../../../deps.ts';
import type { Call } from '../../define.ts';

const locationOf = (id: string): string => `/api/v1/sales/${id}`;

type AnswerOf = (sale: SaleView) => StoredAnswer;

/** Writes a sale by its verb, starts its process and answers it: as written, or where it rests after the wait. */
export async function takeOn(
  { deps, ctx, wait, body }: Call<unknown, unknown, { readonly customer?: unknown }>,
  as: 'sales:create' | 'sales:contingency',
  write: (answerOf: AnswerOf | undefined) => Promise<CreatedSale>,
): Promise<Answer> {
  // Without a wait the answer is known when the sale is written, and is kept with it.
  const answerOf = wait > 0 ? undefined : (sale: SaleView) => accepted(sale, locationOf(sale.id));
  const { saleId, outboxId, documentType, sale: written } = await write(answerOf);
  const { companyId, requestId } = ctx;
  await deps.sales.start({ companyId, saleId, requestId, documentType, outboxId });
  if (answerOf) return { ...answerOf(written), kept: true };
  await deps.sales.waitFor(companyId, saleId, wait, ({ status }) => RESTING.includes(status));
  const sale = await echoSale(deps.services, ctx, saleId, { customer: body.customer !== undefined, as });
  return accepted(sale, locationOf(saleId));
}

/** The first answer made again. */
export async function showAgain(
  { deps, ctx }: { readonly deps: AppDeps; readonly ctx: ServiceContext },
  id: string,
): Promise<Answer> {
  const sale = await getSale(deps.services, { ...ctx, permissions: new Set(['sales:read']), reveal: false }, id);
  return accepted(sale, locationOf(id));
}
