import { inCompany, type Tx } from '../db/tx.ts';
import type { CompanyCipher } from '../platform/crypto/envelope.ts';
import type { ServiceContext } from './context.ts';
import type { ServiceDeps } from './deps.ts';

/** One transaction of the caller's company, with its cipher at hand (opened before, so that no second transaction is). */
export async function change<T>(
  deps: ServiceDeps,
  ctx: Pick<ServiceContext, 'companyId'>,
  work: (tx: Tx, cipher: CompanyCipher) => Promise<T>,
): Promise<T> {
  const cipher = await deps.companyKeys.cipherOf(ctx.companyId);
  return inCompany(deps.orm, ctx.companyId, (tx) => work(tx, cipher));
}
