import type { CertificateStatus } from '../../db/entities/certificate.ts';
import type { Tx } from '../../db/tx.ts';
import type { CertificateType } from '../../domain/fiscal/certificates/types.ts';
import type { Permission } from '../../domain/access/permissions.ts';
import { notFound } from '../../domain/errors.ts';
import { auditReveal } from '../audit/audit-reveal.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { equals } from '../equals.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { type Period, within } from '../period.ts';
import { CERTIFICATE_COLUMNS, type CertificateRow, type CertificateView, showCertificate } from './certificate-view.ts';

/** One certificate of a kind. @throws HubError 404 */
export async function getCertificate(
  deps: ServiceDeps,
  ctx: ServiceContext,
  type: CertificateType,
  id: string,
): Promise<CertificateView> {
  authorise(ctx, 'tax_certificates:read');
  return change(deps, ctx, async (tx, cipher) => {
    const row = await readCertificate(tx, id);
    if (row.type !== type) throw notFound();
    if (ctx.reveal) await auditReveal(tx, ctx, cipher, 'tax_certificate', [id]);
    return showCertificate(row, cipher, ctx.reveal === true);
  });
}

/** The certificate for who has just made it or decided about it (`as`), also without the permission to read others. */
export async function echoCertificate(
  deps: ServiceDeps,
  ctx: ServiceContext,
  id: string,
  { as, clear }: { readonly as: Permission; readonly clear: boolean },
): Promise<CertificateView> {
  authorise(ctx, as);
  return change(deps, ctx, async (tx, cipher) => showCertificate(await readCertificate(tx, id), cipher, clear));
}

async function readCertificate(tx: Tx, id: string): Promise<CertificateRow> {
  const [row] = await tx.sql<CertificateRow>(
    `select ${CERTIFICATE_COLUMNS} from tax_certificate where company_id = $1 and id = $2`,
    [tx.companyId, id],
  );
  if (!row) throw notFound();
  return row;
}

export interface CertificateFilter extends Period {
  readonly status?: CertificateStatus | undefined;
  readonly type: CertificateType;
}

/** Conditions of the list; exported so that a test holds each against its index. */
export const certificateConditions = (filter: CertificateFilter) => [
  equals('type', filter.type),
  equals('status', filter.status),
  ...within('created_at', filter),
];

/** Certificates, newest first. */
export async function listCertificates(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: CertificateFilter,
  page: PageRequest,
): Promise<Page<CertificateView>> {
  authorise(ctx, 'tax_certificates:read');
  return change(deps, ctx, async (tx, cipher) => {
    const source = { table: 'tax_certificate', columns: CERTIFICATE_COLUMNS, where: certificateConditions(filter) };
    const { rows, next } = await listRows<CertificateRow>(tx, source, page);
    const ids = rows.map(({ id }) => id);
    if (ctx.reveal) await auditReveal(tx, ctx, cipher, 'tax_certificate', ids);
    return { rows: rows.map((row) => showCertificate(row, cipher, ctx.reveal === true)), next };
  });
}
