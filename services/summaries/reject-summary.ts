import type { Tx } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import { afterRejection } from '../../domain/fiscal/summary/after-rejection.ts';
import type { SummaryCondition } from '../../domain/fiscal/summary/types.ts';
import { openAttention } from '../attention/open-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { withSigner } from '../sales/with-signer.ts';
import { closeSunatGate } from '../sunat/sunat-gate.ts';
import { closeDecision, SUMMARY_ATTENTION } from './decision-entry.ts';
import { insertFile, type Making, type SummaryFileRef } from './insert-file.ts';
import { lockIssuer } from './issuer.ts';
import { lineAccepted } from './line-accepted.ts';
import { lockDocuments } from './load-documents.ts';
import { finalAnswer, outcomeOf, type Settled, type SettleSummaryInput } from './final-answer.ts';
import type { SummarySettlement } from './settlement.ts';
import { finishSummarySubmission } from './submission.ts';
import { type LockedSummary, lockSummary } from './summary-dossier.ts';
import { markSettled, setSummaryStatus, storeSummaryCdr } from './summary-rows.ts';

type Rejection = Extract<SummarySettlement, { kind: 'rejected' | 'failed' }>;

export interface RejectSummaryInput extends SettleSummaryInput {
  readonly settlement: Rejection;
}

interface OpenLine {
  readonly id: string;
  readonly line: number;
  readonly documentId: string;
  readonly condition: SummaryCondition;
  readonly sourceType: 'sale' | 'note' | 'certificate';
  readonly sourceId: string;
  readonly reason: string | null;
  /** `B001-12`. */
  readonly fullNumber: string;
}

/**
 * Nothing of a file is registered (it is all or nothing): in one transaction the lines that SUNAT blames are set aside for
 * a person and the others go into new files with new correlativos, so that no other round takes them up in between.
 */
export async function rejectSummary(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: RejectSummaryInput,
): Promise<Settled> {
  return withSigner(deps, ctx.companyId, (signer) =>
    change(deps, ctx, async (tx, cipher) => {
      const now = deps.now();
      const making: Making = { tx, ctx, cipher, signer, now, issuer: await lockIssuer(tx, now) };
      const file = await lockSummary(tx, input.summaryId);
      const { settlement } = input;
      if (input.submissionId) await finishSummarySubmission(tx, input.submissionId, outcomeOf(settlement));
      const known = await finalAnswer(tx, file);
      if (known) return known;
      await writeRejection(making, file, settlement);
      if (settlement.kind === 'failed' && settlement.configuration && file.current)
        await closeSunatGate(tx, ctx, cipher, settlement);
      const lines = await openLines(tx, input.summaryId);
      const { setAside, files } =
        settlement.kind === 'rejected'
          ? afterRejection(lines, settlement.named ?? { lines: [], documents: [] })
          : { setAside: [], files: [lines] };
      for (const line of setAside) await settleBlamed(making, deps, file, line, settlement);
      const next: SummaryFileRef[] = [];
      for (const group of files) next.push(...(await carryOn(making, file, group)));
      return { state: 'settled', status: 'rejected', next, pause: settlement.kind === 'failed' } as const;
    }),
  );
}

async function writeRejection(
  { tx, ctx, cipher }: Making,
  file: LockedSummary,
  { kind, code, description, cdr }: Rejection,
): Promise<void> {
  await writeAudit(tx, ctx, cipher, {
    ...{ action: 'summary.rejected', entity: 'summary_file', entityId: file.summaryId },
    before: { status: file.status },
    after: { status: 'rejected', code, kind },
  });
  if (cdr) await storeSummaryCdr(tx, cipher, file, cdr);
  await closeDecision(tx, file.summaryId);
  await setSummaryStatus(tx, file.summaryId, 'rejected', { code, description });
  if (cdr)
    await tx.run(`update summary_file set evidence = 'cdr' where company_id = $1 and id = $2`, [
      ...[tx.companyId, file.summaryId],
    ]);
  await markSettled(tx, file.summaryId);
}

/** Lines without an answer, in their order. */
export async function openLines(tx: Tx, summaryId: string): Promise<OpenLine[]> {
  return tx.sql<OpenLine>(
    `select l.id, l.line, l.document_id as "documentId", l.condition, l.reason,
            d.source_type as "sourceType", d.source_id as "sourceId",
            d.series || '-' || d.number as "fullNumber"
       from summary_line l join fiscal_document d on d.company_id = l.company_id and d.id = l.document_id
      where l.company_id = $1 and l.summary_id = $2 and l.outcome = 'open' order by l.line`,
    [tx.companyId, summaryId],
  );
}

/** Lines become free for another file. */
export async function returnLines(tx: Tx, ids: readonly string[], code: string | null): Promise<void> {
  await tx.run(
    `update summary_line set outcome = 'returned', code = $3, settled_at = now()
      where company_id = $1 and id = any($2::uuid[])`,
    [tx.companyId, [...ids], code],
  );
}

/** Accepted where SUNAT has it as ours already; else it waits for a person. */
async function settleBlamed(
  { tx, ctx, cipher }: Making,
  { mail }: ServiceDeps,
  file: LockedSummary,
  line: OpenLine,
  settlement: Rejection,
): Promise<void> {
  const informed = settlement.kind === 'rejected' && settlement.informed?.includes(line.documentId);
  if (!informed || line.condition !== '1') return setLineAside(tx, ctx, file, line, settlement);
  const { description } = settlement;
  const answer = { kind: 'accepted', evidence: 'validity_query', code: null, description, observations: [] } as const;
  await lineAccepted({ tx, ctx, cipher, mail, answer }, line);
}

/** What SUNAT has already is never excluded: it would stand there without us. */
const lineOptions = (code: string): string[] =>
  code === '2282' ? ['retry_line', 'accept_as_is'] : ['retry_line', 'exclude'];

async function setLineAside(
  tx: Tx,
  ctx: ServiceContext,
  file: LockedSummary,
  line: OpenLine,
  { code, description }: Rejection,
): Promise<void> {
  await tx.run(
    `update summary_line set outcome = 'set_aside', code = $3, settled_at = now() where company_id = $1 and id = $2`,
    [tx.companyId, line.id, code.slice(0, 10)],
  );
  // What a void comes to is told by the process that asked for it.
  if (line.condition !== '1') return;
  await openAttention(tx, ctx, {
    ...{
      kind: SUMMARY_ATTENTION,
      severity: 'critical',
      code: 'summary_line_rejected',
      options: lineOptions(code),
    },
    ...{ subjectId: line.documentId, documentId: line.documentId },
    detail: `SUNAT rechazó ${line.fullNumber} en el resumen ${file.fileName.slice(12)}. ${code}: ${description}`,
  });
}

/** A new file over the lines; where the company cannot sign now, or a rule forbids it by now, they return to the pool. */
async function carryOn(making: Making, file: LockedSummary, lines: readonly OpenLine[]): Promise<SummaryFileRef[]> {
  const { tx, issuer } = making;
  await returnLines(
    tx,
    lines.map(({ id }) => id),
    null,
  );
  if (issuer.refusal) return [];
  const documents = await lockDocuments(
    tx,
    lines.map(({ documentId }) => documentId),
  );
  const { kind, referenceDate, workflowId, summaryId: replaces } = file;
  const again = lines.flatMap(({ documentId, condition, reason }) => {
    const document = documents.get(documentId);
    return document ? [{ document, condition, reason }] : [];
  });
  try {
    return [await insertFile(making, { kind, referenceDate, workflowId, replaces, lines: again })];
  } catch (error) {
    if (error instanceof HubError && error.kind === 'invalid') return [];
    throw error;
  }
}
