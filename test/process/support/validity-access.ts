import { inCompany } from '../../../db/tx.ts';
import type { ServiceDeps } from '../../../services/deps.ts';
import type { TestShop } from '../../support/shop.ts';

/** The sandbox's access to the validity query, without which a boleta's fate cannot be asked. */
export async function addValidityAccess(deps: ServiceDeps, shop: TestShop): Promise<void> {
  const cipher = await deps.companyKeys.cipherOf(shop.companyId);
  await inCompany(deps.orm, shop.companyId, async (tx) => {
    const [row] = await tx.sql<{ id: string }>('select id from sunat_credentials where company_id = $1', [
      tx.companyId,
    ]);
    if (!row) return;
    await tx.run('update sunat_credentials set client_id = $2, client_secret = $3 where id = $1', [
      row.id,
      cipher.seal('MODDATOS', `sunat_credentials.client_id/${row.id}`).bytes,
      cipher.seal('moddatos', `sunat_credentials.client_secret/${row.id}`).bytes,
    ]);
  });
}
