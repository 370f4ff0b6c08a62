import type { DocumentStatus } from '../../db/entities/document.ts';
import type { Tx } from '../../db/tx.ts';
import { HubError, notFound } from '../../domain/errors.ts';
import { Sealed } from '../../platform/crypto/envelope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { summaryCdrOf } from '../summaries/summary-cdr.ts';

export interface DocumentFileBytes {
  readonly name: string;
  readonly bytes: Buffer;
}

interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly body: Buffer;
}

/** States in which SUNAT may still answer with a CDR. */
const OPEN: readonly DocumentStatus[] = ['issued', 'sending', 'pending', 'unknown'];

/**
 * The signed XML or SUNAT's CDR (that of the summary where one brought it), bit for bit. It shows the buyer's data in clear, so each download is audited.
 * @throws HubError 404; for a CDR with code `cdr_not_yet` before an answer and `cdr_not_recoverable` where none exists
 */
export async function getDocumentFile(
  deps: ServiceDeps,
  ctx: ServiceContext,
  id: string,
  kind: 'xml' | 'cdr',
): Promise<DocumentFileBytes> {
  authorise(ctx, 'documents:files');
  return change(deps, ctx, async (tx, cipher) => {
    const status = await statusOf(tx, id);
    const [file] = await tx.sql<FileRow>(
      `select id, name, body from document_file where company_id = $1 and document_id = $2 and kind = $3
        order by file_version desc limit 1`,
      [tx.companyId, id, kind],
    );
    const found = file
      ? { name: file.name, bytes: cipher.openBytes(new Sealed(file.body), `document_file.body/${file.id}`) }
      : kind === 'cdr' && (await summaryCdrOf(tx, cipher, id));
    if (!found) throw missing(kind, status);
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'personal_data.reveal', entity: 'fiscal_document', entityId: id },
      after: { file: kind },
    });
    return found;
  });
}

async function statusOf(tx: Tx, id: string): Promise<DocumentStatus> {
  const [row] = await tx.sql<{ status: DocumentStatus }>(
    'select status from fiscal_document where company_id = $1 and id = $2',
    [tx.companyId, id],
  );
  if (!row) throw notFound();
  return row.status;
}

function missing(kind: 'xml' | 'cdr', status: DocumentStatus): HubError {
  if (kind === 'xml') return notFound('El comprobante no tiene su archivo XML.');
  if (OPEN.includes(status)) return new HubError('not_found', 'cdr_not_yet', 'SUNAT aún no responde.');
  return new HubError('not_found', 'cdr_not_recoverable', 'SUNAT no entregó una constancia para este comprobante.');
}
