import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { readImageFacts, type ImageFacts } from '../../platform/images/read-image.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';

/** The picture as it was sent. @throws HubError 404 where none is set */
export async function getLogo(deps: ServiceDeps, ctx: ServiceContext): Promise<{ bytes: Buffer; facts: ImageFacts }> {
  authorise(ctx, 'company:read');
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<{ logo: Buffer | null }>('select logo from company where id = $1', [tx.companyId]),
  );
  const facts = row?.logo && readImageFacts(row.logo);
  if (!row?.logo || !facts) throw notFound('La empresa no tiene logo.');
  return { bytes: row.logo, facts };
}
