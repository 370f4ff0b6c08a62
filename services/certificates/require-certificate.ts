import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import type { CertificateType } from '../../domain/fiscal/certificates/types.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';

/** Whether the company has this certificate of this kind. @throws HubError 404 */
export async function requireCertificate(
  deps: ServiceDeps,
  ctx: ServiceContext,
  type: CertificateType,
  id: string,
): Promise<void> {
  const known = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql('select 1 from tax_certificate where company_id = $1 and id = $2 and type = $3', [tx.companyId, id, type]),
  );
  if (known.length === 0) throw notFound();
}
