import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { closeAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import type { MailSettings, ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { writeOutbox } from '../outbox/write-outbox.ts';
import { notAvailable } from '../sales/request-decision.ts';
import { deciderOf } from '../sales/decided-by.ts';
import { lockDocument } from '../sunat/lock-document.ts';
import { ownerOf } from '../sunat/owner-of.ts';
import { rejectDocument } from '../sunat/settle-final.ts';
import { joinWaitList } from '../sunat/wait-list.ts';
import { lineAccepted } from './line-accepted.ts';
import { openLines, returnLines } from './reject-summary.ts';
import { releaseLine } from './release-line.ts';
import { lockSummary } from './summary-dossier.ts';
import { markSettled, setSummaryStatus } from './summary-rows.ts';

export interface SummaryDecision {
  readonly entryId: string;
  readonly code: string;
  /** The file, or the document of the line. */
  readonly subjectId: string;
  readonly decision: string;
  readonly reason: string;
}

interface Deciding {
  readonly tx: Tx;
  readonly ctx: ServiceContext;
  readonly cipher: CompanyCipher;
  readonly mail: MailSettings | undefined;
}

/** No endpoint: the relay lets what waits at it go on at once. */
const AT_ONCE = 'none';
const SEEN = 'Una persona lo vio aceptado en SOL.';

/**
 * A person's decision about a file (`retry`, `accept_as_is`, `release_lines`) or a line that SUNAT
 * refused (`retry_line`, `exclude`, `accept_as_is`), done
 * in one transaction with its audit; the processes that wait are told by the relay. The caller has checked that the entry
 * offers the decision.
 * @throws HubError 404, 409 `decision_not_available` when the file has its answer by now
 */
export async function decideSummary(deps: ServiceDeps, ctx: ServiceContext, input: SummaryDecision): Promise<void> {
  const { entryId, code, subjectId, decision, reason } = input;
  await change(deps, ctx, async (tx, cipher) => {
    await bindResource(tx, ctx, entryId);
    // Of two people who decide at once one comes too late: he would act on what the other has decided.
    if ((await closeAttention(tx, code, subjectId, { decision, reason, by: deciderOf(ctx) })) === 0)
      throw notAvailable();
    const deciding: Deciding = { tx, ctx, cipher, mail: deps.mail };
    if (code === 'summary_line_rejected') await aboutLine(deciding, input);
    else await aboutFile(deciding, input);
  });
  deps.saleChanged();
  deps.wakeRelay();
}

async function aboutFile(
  { tx, ctx, cipher }: Deciding,
  { subjectId, decision, reason }: SummaryDecision,
): Promise<void> {
  const file = await lockSummary(tx, subjectId);
  if (['accepted', 'observed', 'rejected'].includes(file.status)) throw notAvailable();
  await writeAudit(tx, ctx, cipher, {
    ...{ action: `summary.${decision}`, entity: 'summary_file', entityId: subjectId, reason },
    before: { status: file.status },
  });
  if (decision === 'release_lines') {
    const description = 'Una persona liberó los comprobantes del envío.';
    await setSummaryStatus(tx, subjectId, 'rejected', { description });
    const lines = await openLines(tx, subjectId);
    await returnLines(
      tx,
      lines.map(({ id }) => id),
      null,
    );
    await markSettled(tx, subjectId);
  }
  // Its process settles the lines.
  if (decision === 'accept_as_is') {
    await setSummaryStatus(tx, subjectId, 'accepted', { description: SEEN });
    await tx.run(
      `update summary_file set evidence = 'person', observations = '[]', sunat_received_at = now()
        where company_id = $1 and id = $2`,
      [tx.companyId, subjectId],
    );
  }
  await joinWaitList(tx, file.workflowId, AT_ONCE);
}

async function aboutLine(deciding: Deciding, { subjectId, decision, reason }: SummaryDecision): Promise<void> {
  const { tx, ctx, cipher } = deciding;
  await writeAudit(tx, ctx, cipher, {
    ...{ action: `summary.${decision}`, entity: 'fiscal_document', entityId: subjectId, reason },
  });
  if (decision === 'exclude') return exclude(deciding, subjectId);
  if (decision === 'accept_as_is') return confirm(deciding, subjectId);
  if ((await releaseLine(tx, subjectId, '1')) === 0) throw notAvailable();
}

/** SUNAT says that it has it, and a person has seen it there. */
async function confirm({ tx, ctx, cipher, mail }: Deciding, documentId: string): Promise<void> {
  const row = await lineAside(tx, documentId);
  if (!row) throw notAvailable();
  const answer = { kind: 'accepted', evidence: 'person', code: null, description: SEEN, observations: [] } as const;
  const line = { id: row.line_id, documentId, condition: '1', sourceType: row.type, sourceId: row.id } as const;
  await lineAccepted({ tx, ctx, cipher, mail, answer }, line);
}

/** SUNAT will not have it: the document has no effect, and its sale or note waits for what is done instead. */
async function exclude({ tx, ctx, cipher }: Deciding, documentId: string): Promise<void> {
  const row = await lineAside(tx, documentId);
  if (!row) throw notAvailable();
  const owner = ownerOf(row.type === 'sale' ? { saleId: row.id } : { noteId: row.id });
  await owner.lock(tx);
  const document = await lockDocument(tx, documentId);
  await writeOutbox(tx, row.type === 'sale' ? 'sale.wake' : 'note.wake', row.id, ctx.requestId);
  await tx.run(`update summary_line set outcome = 'excluded' where company_id = $1 and id = $2`, [
    ...[tx.companyId, row.line_id],
  ]);
  const { code, description } = row;
  await rejectDocument(tx, ctx, cipher, { owner, document, settlement: { kind: 'rejected', code, description } });
}

interface AsideRow {
  readonly type: 'sale' | 'note';
  readonly id: string;
  readonly line_id: string;
  readonly code: string;
  readonly description: string;
}

/** The line of a document that waits for a person, with what the document is about. */
async function lineAside(tx: Tx, documentId: string): Promise<AsideRow | undefined> {
  const [row] = await tx.sql<AsideRow>(
    `select d.source_type as type, d.source_id as id, l.id as line_id, coalesce(l.code, '') as code,
            coalesce(f.sunat_description, '') as description
       from fiscal_document d
       join summary_line l on l.company_id = d.company_id and l.document_id = d.id and l.condition = '1'
                          and l.outcome = 'set_aside'
       join summary_file f on f.company_id = l.company_id and f.id = l.summary_id
      where d.company_id = $1 and d.id = $2`,
    [tx.companyId, documentId],
  );
  return row;
}
