import { Context } from '@temporalio/activity';
import { zipXml } from '../../platform/signing/zip.ts';
import { processContext, type ServiceContext } from '../../services/context.ts';
import { finishSummary } from '../../services/summaries/finish-summary.ts';
import { mayHaveArrivedBefore } from '../../services/summaries/plan-summary.ts';
import {
  type PreparedSummary,
  prepareSummary,
  type PrepareSummaryInput,
} from '../../services/summaries/prepare-summary.ts';
import { settleSummary } from '../../services/summaries/settle-summary.ts';
import type { SummaryResult, SummarySettlement } from '../../services/summaries/settlement.ts';
import type { SunatDeps } from '../sunat/deps.ts';
import { looksAgain, timeOf, tryAgain, underHeartbeat } from '../sunat/quick-look.ts';
import { endpointsOf, type Target, targetOf } from '../sunat/target.ts';
import { findInformed, findOutFile, type FileQuestion } from './find-out-file.ts';
import { judgeFinding, judgeSend, judgeTicket, type OpenFile } from './judge-file.ts';

export interface CarrySummaryInput {
  readonly companyId: string;
  readonly requestId: string;
  readonly summaryId: string;
  /** The process's time at scheduling, RFC 3339. */
  readonly now: string;
  /** A first look: a failure, and a ticket in process, are looked at again within the activity. */
  readonly first: boolean;
}

interface Look {
  readonly deps: SunatDeps;
  readonly ctx: ServiceContext;
  readonly signal: AbortSignal;
  readonly input: PrepareSummaryInput;
  readonly now: Date;
  readonly beat: () => void;
}

/** A document of the file was told before. */
const TOLD_BEFORE = '2282';

type Asking = Extract<PreparedSummary, { step: 'find_out' | 'send' | 'poll' }>;

/**
 * One look at a file: sends it, asks for its ticket, or asks about its documents; writes the answer. Every run begins from
 * the rows, so that a second attempt after a dead worker never sends blindly.
 */
export async function carrySummary(deps: SunatDeps, input: CarrySummaryInput): Promise<SummaryResult> {
  const activity = Context.current();
  return underHeartbeat(activity, async () => {
    const result = await look(lookOf(deps, input, activity));
    const passing = result.state === 'retry' || result.state === 'polling';
    if (passing && looksAgain(activity, input.first)) throw tryAgain(activity);
    return result;
  });
}

function lookOf(deps: SunatDeps, input: CarrySummaryInput, activity: Context): Look {
  const workflowId = activity.info.workflowExecution?.workflowId ?? '';
  const endpointOf: PrepareSummaryInput['endpointOf'] = (environment, oseUrl, kind) => {
    const endpoint = endpointsOf(deps, environment, oseUrl, kind)?.bill ?? 'none';
    return { endpoint, open: deps.breakers.state(endpoint) === 'open' };
  };
  return {
    ...{ deps, ctx: processContext(input.companyId, workflowId, input.requestId) },
    ...{ signal: activity.cancellationSignal, now: timeOf(activity, input.now), beat: () => activity.heartbeat() },
    input: { summaryId: input.summaryId, workflowId, endpointOf },
  };
}

async function look(one: Look): Promise<SummaryResult> {
  const { deps, ctx, input } = one;
  const prepared = await prepareSummary(deps.services, ctx, input);
  if (prepared.step === 'done') return prepared.result;
  if (prepared.step === 'finish') return finish(one);
  const { dossier } = prepared;
  const target = targetOf(deps, dossier, dossier.kind);
  const submissionId = prepared.step === 'find_out' ? null : prepared.submissionId;
  if ('code' in target) return settle(one, submissionId, 'none', { kind: 'configuration_error', ...target });
  const answer = await ask(one, prepared, target);
  const settlement = await resolve(one, prepared, target, answer);
  return settle(one, submissionId, target.endpoints.bill, settlement);
}

/** The call that the plan asks for; a file without a ticket is only asked about by its documents. */
async function ask(one: Look, prepared: Asking, target: Target): Promise<SummarySettlement | OpenFile> {
  const { deps, ctx, signal, now } = one;
  const { dossier, step } = prepared;
  const { endpoints, credentials } = target;
  const options = { signal, requestId: ctx.requestId };
  const before = mayHaveArrivedBefore(dossier);
  const subject = dossier.summaryId;
  if (step === 'find_out') {
    const description = 'SUNAT tiene el envío y su ticket se perdió.';
    return { kind: 'open', code: dossier.kind === 'RC' ? '2223' : '2324', description, ended: false };
  }
  if (step === 'poll') {
    const outcome = await deps.breakers.run(endpoints.bill, subject, () =>
      deps.client.getStatus(endpoints, credentials, dossier.ticket ?? '', options),
    );
    return judgeTicket(outcome, { before: sentTwice(dossier), age: ageOf(dossier.ticketAt, now) });
  }
  const zip = zipXml(dossier.fileName, dossier.xml);
  const outcome = await deps.breakers.run(endpoints.bill, subject, () =>
    deps.client.sendSummary(endpoints, credentials, `${dossier.fileName}.zip`, zip, options),
  );
  return judgeSend(outcome, before);
}

/** The ticket may be that of a second send: then its "already presented" means the first. */
const sentTwice = ({ submissions }: Asking['dossier']): boolean =>
  submissions.filter(({ operation, outcome }) => operation === 'sendSummary' && outcome === 'unknown').length > 0;

const ageOf = (since: string | null, now: Date): number => (since === null ? 0 : now.getTime() - Date.parse(since));

/** Asks about documents where the answer leaves open how they stand. */
async function resolve(
  one: Look,
  { dossier }: Asking,
  target: Target,
  answer: SummarySettlement | OpenFile,
): Promise<SummarySettlement> {
  const { deps, ctx, signal, now } = one;
  const question: FileQuestion = { deps, ctx, signal, dossier, target };
  if (answer.kind === 'rejected' && answer.code === TOLD_BEFORE && answer.named)
    return { ...answer, informed: await findInformed(question, answer.named) };
  if (answer.kind !== 'open') return answer;
  return judgeFinding(answer, await findOutFile(question), ageOf(dossier.ticketAt ?? dossier.createdAt, now));
}

async function settle(
  one: Look,
  submissionId: string | null,
  endpoint: string,
  settlement: SummarySettlement,
): Promise<SummaryResult> {
  const { summaryId, workflowId } = one.input;
  const input = { summaryId, workflowId, endpoint, submissionId, settlement };
  const settled = await settleSummary(one.deps.services, one.ctx, input);
  return settled.state === 'finish' ? finish(one) : settled;
}

const finish = ({ deps, ctx, input, beat }: Look): Promise<SummaryResult> =>
  finishSummary(deps.services, ctx, input.summaryId, beat);
