import { inCompany } from '../../db/tx.ts';
import { type VoidOption, voidOptions } from '../../domain/fiscal/void-options.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { loadVoidable } from './load-voidable.ts';

const showOption = ({ act, reasonCode, allowed, reason, deadline }: VoidOption) => ({
  ...{ act, allowed, reason },
  ...(reasonCode !== undefined && { reason_code: reasonCode }),
  ...(deadline !== undefined && { deadline: deadline.toISOString() }),
});

/**
 * By which legal acts a document can be taken back, told before anything is done. `delivered`: whether the buyer has it;
 * taken as true for the shop's own counter.
 * @throws HubError 404
 */
export async function readVoidOptions(deps: ServiceDeps, ctx: ServiceContext, documentId: string, delivered?: boolean) {
  authorise(ctx, 'documents:read');
  const { document, deliveredByDefault } = await inCompany(deps.orm, ctx.companyId, (tx) =>
    loadVoidable(tx, documentId),
  );
  const deliveredToBuyer = delivered ?? deliveredByDefault;
  const { options, recommended, refusal } = voidOptions(document, deliveredToBuyer, deps.now());
  return {
    delivered_to_buyer: deliveredToBuyer,
    options: options.map(showOption),
    recommended: recommended ? showOption(recommended) : null,
    refusal: refusal ?? null,
  };
}
export type VoidOptionsView = Awaited<ReturnType<typeof readVoidOptions>>;
