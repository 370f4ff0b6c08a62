import type { SummaryKind } from '../../db/entities/summary.ts';
import type { Tx } from '../../db/tx.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { isBoletaFamily } from '../../domain/fiscal/deadlines.ts';
import type { SummaryCondition } from '../../domain/fiscal/summary/types.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { withSigner } from '../sales/with-signer.ts';
import { insertFile, type NewLine, type SummaryFileRef } from './insert-file.ts';
import { lockIssuer } from './issuer.ts';
import { lockDocuments, type ReportableDocument } from './load-documents.ts';

export interface SummaryRequestLine {
  readonly documentId: string;
  readonly condition: SummaryCondition;
  /** Why it is voided; RA and RR only. */
  readonly reason?: string | undefined;
}

export interface IssueSummaryInput {
  readonly kind: SummaryKind;
  /** Issue date of the documents. */
  readonly referenceDate: string;
  /** The process that carries the file. */
  readonly workflowId: string;
  readonly lines: readonly SummaryRequestLine[];
}

/**
 * Makes one file over given documents: added or voided by a daily summary (boletas and their notes), or voided by RA
 * (facturas and theirs). Run again by the same process it answers the same file.
 * @throws HubError 404, 422 with what SUNAT would refuse, 409 `document_in_summary` while another file tells the same of a
 *   document, `document_not_reportable` where its state does not allow it
 */
export async function issueSummaryFile(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: IssueSummaryInput,
): Promise<SummaryFileRef> {
  authorise(ctx, 'summaries:create');
  return withSigner(deps, ctx.companyId, (signer) =>
    change(deps, ctx, async (tx, cipher) => {
      const now = deps.now();
      const issuer = await lockIssuer(tx, now);
      const known = await knownFile(tx, input);
      if (known) return known;
      const documents = await lockDocuments(
        tx,
        input.lines.map(({ documentId }) => documentId),
      );
      const lines = input.lines.map((line) => reportable(input, line, documents.get(line.documentId)));
      const { kind, referenceDate, workflowId } = input;
      return insertFile({ tx, ctx, cipher, issuer, signer, now }, { kind, referenceDate, workflowId, lines });
    }),
  );
}

/** The live file in which these documents stand already; another process' is a conflict. */
async function knownFile(tx: Tx, { lines, kind, workflowId }: IssueSummaryInput): Promise<SummaryFileRef | undefined> {
  const [row] = await tx.sql<{ id: string; name: string; lines: number; workflow_id: string }>(
    `select f.id, substr(f.file_name, 13) as name, f.line_count as lines, f.workflow_id
       from jsonb_to_recordset($2::jsonb) as r (document_id uuid, condition text)
       join summary_line l on l.company_id = $1 and l.document_id = r.document_id and l.condition = r.condition
                          and l.outcome <> 'returned'
       join summary_file f on f.company_id = l.company_id and f.id = l.summary_id
      order by f.created_at desc limit 1`,
    [tx.companyId, JSON.stringify(lines.map(({ documentId, condition }) => ({ document_id: documentId, condition })))],
  );
  if (!row) return undefined;
  if (row.workflow_id === workflowId) return { summaryId: row.id, kind, name: row.name, lines: row.lines };
  throw conflict('document_in_summary', `El comprobante ya está en el envío ${row.name}.`);
}

function reportable(
  { kind, referenceDate }: IssueSummaryInput,
  { condition, reason }: SummaryRequestLine,
  document: ReportableDocument | undefined,
): NewLine {
  if (!document) throw conflict('document_not_reportable', 'El comprobante no existe.');
  const { type, series, number, issueDate, status } = document;
  const name = `${series}-${number}`;
  if (issueDate !== referenceDate) {
    const detail = `El comprobante ${name} es de otra fecha.`;
    throw invalid([{ pointer: '/reference_date', code: 'other_reference_date', sunatCode: '2375', detail }]);
  }
  if (kind !== 'RR' && isBoletaFamily(type, series) !== (kind === 'RC'))
    throw conflict('document_not_reportable', `El comprobante ${name} no va en este tipo de envío.`);
  const stands = status === 'accepted' || status === 'observed';
  const fits = condition === '1' ? status === 'issued' || status === 'pending' : stands;
  if (!fits) throw conflict('document_not_reportable', `El estado del comprobante ${name} no permite informarlo.`);
  return { document, condition, reason: reason ?? null };
}
