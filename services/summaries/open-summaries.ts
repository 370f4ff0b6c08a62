import type { Tx } from '../../db/tx.ts';
import { HubError, invalid } from '../../domain/errors.ts';
import { closeAttention } from '../attention/close-attention.ts';
import { openAttention } from '../attention/open-attention.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { withSigner } from '../sales/with-signer.ts';
import { insertFile, type NewLine, type SummaryFileRef } from './insert-file.ts';
import { lockIssuer } from './issuer.ts';
import { lockDocuments } from './load-documents.ts';
import { nextBatch, type PoolFilter } from './pool.ts';

/** The attention entry of a company whose summaries cannot be made. */
const REFUSED = 'summary_refused';

export interface OpenSummariesInput extends PoolFilter {
  readonly workflowId: string;
}

export interface OpenedSummaries {
  /** Everything that the process still has to carry. */
  readonly files: readonly SummaryFileRef[];
  /** Why documents were left in the pool: the company's set-up, or a document that SUNAT would refuse. */
  readonly refused: string | null;
}

/** Documents that SUNAT would refuse, and with them the whole file: the round goes on without them. */
class Unreportable extends Error {
  readonly documentIds: readonly string[];
  readonly refusal: HubError;
  constructor(documentIds: readonly string[], refusal: HubError) {
    super(refusal.message);
    this.documentIds = documentIds;
    this.refusal = refusal;
  }
}

/**
 * Makes files of all that waits for a summary, at most 500 documents each, and answers them with those that the process
 * has left unfinished: run again after a crash it answers the same files. A document that SUNAT would refuse is left and
 * told; it holds up no other.
 */
export async function openSummaries(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: OpenSummariesInput,
): Promise<OpenedSummaries> {
  authorise(ctx, 'summaries:create');
  let refused: string | null = null;
  try {
    const refusal = await makeAll(deps, ctx, input);
    if (refusal) throw refusal;
    await change(deps, ctx, (tx) => closeAttention(tx, REFUSED, tx.companyId));
  } catch (error) {
    if (!(error instanceof HubError) || (error.kind !== 'invalid' && error.kind !== 'conflict')) throw error;
    refused = error.code;
    await tellRefusal(deps, ctx, error);
  }
  const files = await change(deps, ctx, (tx) => unfinished(tx, input.workflowId));
  return { files, refused };
}

/** Every file there is to make; answers why documents were left, if some were. */
async function makeAll(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: OpenSummariesInput,
): Promise<HubError | undefined> {
  const except: string[] = [];
  let refusal: HubError | undefined;
  for (;;) {
    try {
      if (!(await makeNext(deps, ctx, { ...input, except }))) return refusal;
    } catch (error) {
      if (!(error instanceof Unreportable)) throw error;
      except.push(...error.documentIds);
      refusal ??= error.refusal;
    }
  }
}

/** One file in one transaction; false when nothing waits. */
async function makeNext(deps: ServiceDeps, ctx: ServiceContext, input: OpenSummariesInput): Promise<boolean> {
  return withSigner(deps, ctx.companyId, (signer) =>
    change(deps, ctx, async (tx, cipher) => {
      const now = deps.now();
      const issuer = await lockIssuer(tx, now);
      const batch = await nextBatch(tx, input);
      if (!batch) return false;
      const documents = await lockDocuments(tx, batch.documentIds);
      const lines = batch.documentIds.flatMap((id) => {
        const document = documents.get(id);
        return document ? [{ document, condition: '1' as const, reason: null }] : [];
      });
      const file = { kind: 'RC' as const, referenceDate: batch.referenceDate, workflowId: input.workflowId, lines };
      try {
        await insertFile({ tx, ctx, cipher, issuer, signer, now }, file);
      } catch (error) {
        throw unreportable(error, lines) ?? error;
      }
      return true;
    }),
  );
}

/** The documents at whose lines the refusal points; undefined where it is about something else. */
function unreportable(error: unknown, lines: readonly NewLine[]): Unreportable | undefined {
  if (!(error instanceof HubError) || error.kind !== 'invalid') return undefined;
  const found = error.issues.flatMap((issue) => {
    const document = lines[Number(/^\/lines\/(\d+)/.exec(issue.pointer)?.[1] ?? -1)]?.document;
    return document ? [{ id: document.id, issue, name: `${document.series}-${document.number}` }] : [];
  });
  const [first] = found;
  if (!first) return undefined;
  const named = { ...first.issue, detail: `${first.name}: ${first.issue.detail}` };
  return new Unreportable([...new Set(found.map(({ id }) => id))], invalid([named], error.code));
}

async function tellRefusal(deps: ServiceDeps, ctx: ServiceContext, error: HubError): Promise<void> {
  const reason = error.issues[0]?.detail ?? error.message;
  await change(deps, ctx, (tx) =>
    openAttention(tx, ctx, {
      ...{ kind: 'company', severity: 'critical', code: REFUSED, subjectId: tx.companyId, options: [] },
      detail: `No se pudo hacer el resumen diario: ${reason}`,
    }),
  );
  deps.wakeRelay();
}

/** Files of the process without a final answer, oldest first. */
async function unfinished(tx: Tx, workflowId: string): Promise<SummaryFileRef[]> {
  return tx.sql<SummaryFileRef>(
    `select id as "summaryId", kind, substr(file_name, 13) as name, line_count as lines from summary_file
      where company_id = $1 and workflow_id = $2 and settled_at is null order by created_at, id`,
    [tx.companyId, workflowId],
  );
}
