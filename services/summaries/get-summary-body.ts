import type { SummaryKind, SummaryStatus } from '../../db/entities/summary.ts';
import { HubError, notFound } from '../../domain/errors.ts';
import { Sealed } from '../../platform/crypto/envelope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { DocumentFileBytes } from '../documents/get-document-file.ts';

const ANSWERED: readonly SummaryStatus[] = ['accepted', 'observed', 'rejected'];

/**
 * The signed XML of a file or SUNAT's CDR, bit for bit. The XML names buyers in clear, so each download is audited.
 * @throws HubError 404; for a CDR with code `cdr_not_yet` before an answer and `cdr_not_recoverable` where none exists
 */
export async function getSummaryBody(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { kind, id }: { readonly kind: SummaryKind; readonly id: string },
  body: 'xml' | 'cdr',
): Promise<DocumentFileBytes> {
  authorise(ctx, 'summaries:read');
  authorise(ctx, 'documents:files');
  return change(deps, ctx, async (tx, cipher) => {
    const [row] = await tx.sql<{ status: SummaryStatus; body_id: string | null; name: string; body: Buffer }>(
      `select f.status, b.id as body_id, b.name, b.body from summary_file f
         left join summary_body b on b.company_id = f.company_id and b.summary_id = f.id and b.kind = $4
        where f.company_id = $1 and f.id = $2 and f.kind = $3`,
      [tx.companyId, id, kind, body],
    );
    if (!row) throw notFound();
    if (row.body_id === null) {
      if (body === 'xml') throw notFound('El envío no tiene su archivo XML.');
      if (ANSWERED.includes(row.status))
        throw new HubError('not_found', 'cdr_not_recoverable', 'SUNAT no entregó una constancia de este envío.');
      throw new HubError('not_found', 'cdr_not_yet', 'SUNAT aún no responde.');
    }
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'personal_data.reveal', entity: 'summary_file', entityId: id },
      after: { file: body },
    });
    return { name: row.name, bytes: cipher.openBytes(new Sealed(row.body), `summary_body.body/${row.body_id}`) };
  });
}
