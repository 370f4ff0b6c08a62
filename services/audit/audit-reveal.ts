import type { Tx } from '../../db/tx.ts';
import { forbidden } from '../../domain/errors.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import type { ServiceContext } from '../context.ts';
import { writeAudit } from './write-audit.ts';

/**
 * Records that personal data was shown in clear: one row a request, with the ids that were shown, in the transaction
 * that reads them. A company's own documents and lists call it with what they are about to answer.
 * @throws HubError 403 without `personal_data:reveal`
 */
export async function auditReveal(
  tx: Tx,
  ctx: ServiceContext,
  cipher: CompanyCipher,
  entity: string,
  ids: readonly string[],
): Promise<void> {
  if (!ctx.permissions.has('personal_data:reveal')) throw forbidden('No tiene permiso para ver datos personales.');
  const [only] = ids;
  await writeAudit(tx, ctx, cipher, {
    action: 'personal_data.reveal',
    entity,
    entityId: ids.length === 1 && only !== undefined ? only : null,
    after: { ids },
  });
}
