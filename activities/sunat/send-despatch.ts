import type { Context } from '@temporalio/activity';
import type { BreakerOpen, GreStatusOutcome, SunatOutcome } from '../../integrations/sunat/index.ts';
import { zipXml } from '../../platform/signing/zip.ts';
import { processContext, type ServiceContext } from '../../services/context.ts';
import { despatchOwner } from '../../services/despatch/despatch-owner.ts';
import type { Dossier } from '../../services/sunat/dossier.ts';
import { NOT_ARRIVED } from '../../services/sunat/plan-send.ts';
import { beginSend, type PrepareSendInput, prepareSend } from '../../services/sunat/prepare-send.ts';
import { recordConsult } from '../../services/sunat/record-consult.ts';
import type { SendResult } from '../../services/sunat/send-result.ts';
import { settleDocument } from '../../services/sunat/settle-document.ts';
import type { Settlement } from '../../services/sunat/settlement.ts';
import { SENDS } from '../../services/sunat/submission.ts';
import { type HeldTicket, keepTicket, spendTicket, ticketOf } from '../../services/sunat/ticket.ts';
import type { SunatDeps } from './deps.ts';
import { judgeAnswer } from './judge-answer.ts';
import { lookOnce, processTime } from './look-once.ts';
import { endpointsOf, type Target, targetOf } from './target.ts';

export interface SendDespatchInput {
  readonly companyId: string;
  readonly despatchId: string;
  readonly documentId: string;
  readonly requestId: string;
  /** The process's time at scheduling, RFC 3339: deadlines are its, not the activity's. */
  readonly now: string;
  /** A first look: what has no answer yet is asked again within the activity before the process waits. */
  readonly first: boolean;
}

interface Look {
  readonly deps: SunatDeps;
  readonly ctx: ServiceContext;
  readonly signal: AbortSignal;
  readonly input: PrepareSendInput;
}

/** SUNAT mostly answers within seconds; afterwards the activity's own retries and the process's timers ask. */
const FIRST_QUESTIONS_MS: readonly number[] = [200, 600, 1500];
/** A ticket that SUNAT does not know (yet) is believed lost after this long: then the same bytes go again. */
const TICKET_LOST_MS = 15 * 60_000;

/**
 * One look at an issued guía: asks by its ticket where it has one, else sends. A ticket is kept before it is asked for the
 * first time, so that a worker that dies in between never sends a second time.
 */
export async function sendDespatch(deps: SunatDeps, input: SendDespatchInput): Promise<SendResult> {
  return lookOnce(input.first, (activity) => look(lookOf(deps, input, activity)));
}

function lookOf(deps: SunatDeps, input: SendDespatchInput, activity: Context): Look {
  const workflowId = activity.info.workflowExecution?.workflowId ?? '';
  const endpointOf: PrepareSendInput['endpointOf'] = (environment, oseUrl, type) => {
    const endpoint = endpointsOf(deps, environment, oseUrl, type)?.gre ?? 'none';
    return { endpoint, open: deps.breakers.state(endpoint) === 'open' };
  };
  const { documentId } = input;
  return {
    deps,
    ctx: processContext(input.companyId, workflowId, input.requestId),
    signal: activity.cancellationSignal,
    input: {
      ...{ owner: despatchOwner(input.despatchId), documentId, workflowId, endpointOf },
      now: processTime(activity, input.now),
    },
  };
}

async function look(one: Look): Promise<SendResult> {
  const prepared = await prepareSend(one.deps.services, one.ctx, one.input);
  if (prepared.step === 'done') return prepared.result;
  const { dossier } = prepared;
  const begun = prepared.step === 'send' ? prepared.submissionId : null;
  const target = targetOf(one.deps, dossier, dossier.type);
  if ('code' in target) {
    return settle(one, begun, 'none', { kind: 'configuration_error', ...target, certificate: false });
  }
  const held = ticketOf(dossier);
  if (begun === null && held) return ask(one, dossier, target, held);
  // The answer to a send was lost before its ticket came. Nobody can be asked: the same bytes tell, as SUNAT keeps a number.
  const submissionId = begun ?? (await beginSend(one.deps.services, one.ctx, one.input, dossier));
  return send(one, dossier, target, { submissionId, unresolved: begun === null });
}

async function send(
  one: Look,
  dossier: Dossier,
  target: Target,
  { submissionId, unresolved }: { readonly submissionId: string; readonly unresolved: boolean },
): Promise<SendResult> {
  const { deps, ctx, signal } = one;
  const endpoint = target.endpoints.gre ?? 'none';
  const zip = zipXml(dossier.fileName, dossier.xml);
  const options = { signal, requestId: ctx.requestId };
  const outcome = await deps.breakers.run(endpoint, dossier.documentId, () =>
    deps.gre.send(target.endpoints, target.credentials, dossier.fileName, zip, options),
  );
  if (outcome.kind !== 'ticket') {
    return settle(one, submissionId, endpoint, judge(outcome, { unresolved, ours: hasArrived(dossier) }));
  }
  const { ticket } = outcome;
  const { owner, documentId } = one.input;
  await keepTicket(deps.services, ctx, { owner, documentId, submissionId, ticket });
  return ask(one, dossier, target, { ticket, since: one.input.now }, FIRST_QUESTIONS_MS);
}

/** Asks by the ticket, several times where SUNAT has just been given the file. */
async function ask(
  one: Look,
  dossier: Dossier,
  target: Target,
  held: HeldTicket,
  pauses: readonly number[] = [],
): Promise<SendResult> {
  const { deps, ctx, signal } = one;
  const { fileName, fileVersion, documentId } = dossier;
  const endpoint = `${target.endpoints.gre ?? 'none'}/envios`;
  const options = { signal, requestId: ctx.requestId };
  const question = () =>
    deps.breakers.run(endpoint, documentId, () =>
      deps.gre.status(target.endpoints, target.credentials, { fileName, ticket: held.ticket }, options),
    );
  let outcome = await question();
  for (const pause of pauses) {
    if (outcome.kind !== 'in_process' && outcome.kind !== 'ticket_unknown') break;
    await new Promise((resolve) => setTimeout(resolve, pause));
    outcome = await question();
  }
  const { code, description } = 'description' in outcome ? outcome : outcome.cdr;
  const end = { outcome: outcome.kind, code, description };
  await recordConsult(deps.services, ctx, { documentId, operation: 'greStatus', fileVersion }, end);
  return settle(one, null, endpoint, await judgeTicket(one, dossier, held, outcome));
}

async function judgeTicket(
  one: Look,
  dossier: Dossier,
  { ticket, since }: HeldTicket,
  outcome: GreStatusOutcome | BreakerOpen,
): Promise<Settlement> {
  const spend = (how: 'ticket_spent' | 'certificate_error') =>
    spendTicket(one.deps.services, one.ctx, dossier.documentId, { ticket, outcome: how });
  switch (outcome.kind) {
    case 'in_process':
      return outcome;
    case 'ticket_unknown': {
      if (one.input.now.getTime() - since.getTime() > TICKET_LOST_MS) await spend('ticket_spent');
      const { code, description } = outcome;
      return { kind: 'unknown', code, description };
    }
    case 'ended':
      await spend('ticket_spent');
      return { kind: 'unknown', code: outcome.code, description: outcome.description };
    case 'failed': {
      const { code, description, cause } = outcome;
      await spend(cause === 'certificate' ? 'certificate_error' : 'ticket_spent');
      if (cause === undefined) return { kind: 'retryable', code, description };
      return { kind: 'configuration_error', code, description, certificate: cause === 'certificate' };
    }
    default:
      return judge(outcome, { unresolved: true, ours: hasArrived(dossier, ticket) });
  }
}

/** What a plain answer means; "registered before" is ours where we sent these bytes before. */
function judge(
  outcome: SunatOutcome | BreakerOpen,
  { unresolved, ours }: { readonly unresolved: boolean; readonly ours: boolean },
): Settlement {
  const judged = judgeAnswer(outcome, unresolved);
  switch (judged.kind) {
    case 'already_registered': {
      const { code, description } = judged;
      return { kind: ours ? 'registered_without_cdr' : 'numbering_alarm', code, description };
    }
    case 'consult_first':
      return { kind: 'not_registered', code: judged.code, description: judged.description };
    default:
      return judged;
  }
}

/** Whether the same bytes may have reached SUNAT by an earlier send than the one in question. */
function hasArrived({ submissions, fileVersion }: Dossier, ticket?: string): boolean {
  return submissions.some(
    (one) =>
      SENDS.includes(one.operation) &&
      one.fileVersion === fileVersion &&
      !NOT_ARRIVED.includes(one.outcome) &&
      (ticket === undefined || one.ticket !== ticket),
  );
}

function settle(one: Look, submissionId: string | null, endpoint: string, settlement: Settlement): Promise<SendResult> {
  const { owner, documentId, workflowId, now } = one.input;
  const input = { owner, documentId, workflowId, now, submissionId, endpoint, settlement };
  return settleDocument(one.deps.services, one.ctx, input);
}
