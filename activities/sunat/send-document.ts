import { Context } from '@temporalio/activity';
import { isCertificate } from '../../domain/fiscal/certificates/facts.ts';
import { isBoletaFamily } from '../../domain/fiscal/deadlines.ts';
import { zipXml } from '../../platform/signing/zip.ts';
import { processContext } from '../../services/context.ts';
import type { Dossier } from '../../services/sunat/dossier.ts';
import { mayHaveArrived } from '../../services/sunat/plan-send.ts';
import { beginSend, type PrepareSendInput, prepareSend } from '../../services/sunat/prepare-send.ts';
import type { OwnerRef } from '../../services/sunat/owner.ts';
import { ownerOf } from '../../services/sunat/owner-of.ts';
import type { SendResult } from '../../services/sunat/send-result.ts';
import { settleDocument } from '../../services/sunat/settle-document.ts';
import type { Settlement } from '../../services/sunat/settlement.ts';
import type { SunatDeps } from './deps.ts';
import { findOut, type Question } from './find-out.ts';
import { judgeAnswer, judgeFinding } from './judge-answer.ts';
import { looksAgain, timeOf, tryAgain, underHeartbeat } from './quick-look.ts';
import { type Target, targetOf, endpointsOf } from './target.ts';

export type SendDocumentInput = OwnerRef & {
  readonly companyId: string;
  readonly documentId: string;
  readonly requestId: string;
  /** The process's time at scheduling, RFC 3339: deadlines are its, not the activity's. */
  readonly now: string;
  /** A first look: a failure is retried within the activity before the process waits. */
  readonly first: boolean;
};

interface Look extends Omit<Question, 'dossier' | 'target'> {
  readonly input: PrepareSendInput;
}

/**
 * One look at an issued document: asks first where an earlier attempt may have arrived, sends, writes the answer.
 * Every run begins from the rows, so that a second attempt after a dead worker never sends blindly.
 */
export async function sendDocument(deps: SunatDeps, input: SendDocumentInput): Promise<SendResult> {
  const activity = Context.current();
  return underHeartbeat(activity, async () => {
    const result = await look(lookOf(deps, input, activity));
    if (result.state === 'retry' && looksAgain(activity, input.first)) throw tryAgain(activity);
    return result;
  });
}

function lookOf(deps: SunatDeps, input: SendDocumentInput, activity: Context): Look {
  const workflowId = activity.info.workflowExecution?.workflowId ?? '';
  const now = timeOf(activity, input.now);
  const ctx = processContext(input.companyId, workflowId, input.requestId);
  const endpointOf: PrepareSendInput['endpointOf'] = (environment, oseUrl, type) => {
    const endpoint = endpointsOf(deps, environment, oseUrl, type)?.bill ?? 'none';
    return { endpoint, open: deps.breakers.state(endpoint) === 'open' };
  };
  const { documentId } = input;
  return {
    deps,
    ctx,
    signal: activity.cancellationSignal,
    input: { owner: ownerOf(input), documentId, now, workflowId, endpointOf },
  };
}

async function look(one: Look): Promise<SendResult> {
  const prepared = await prepareSend(one.deps.services, one.ctx, one.input);
  if (prepared.step === 'done') return prepared.result;
  const target = targetOf(one.deps, prepared.dossier, prepared.dossier.type);
  const submissionId = prepared.step === 'send' ? prepared.submissionId : null;
  if ('code' in target) {
    return settle(one, submissionId, 'none', { kind: 'configuration_error', ...target, certificate: false });
  }
  if (submissionId !== null) return send(one, prepared.dossier, target, submissionId, false);
  return askFirst(one, prepared.dossier, target);
}

/** An earlier attempt may have arrived: adopt what is found, else send the same bytes again. */
async function askFirst(one: Look, dossier: Dossier, target: Target): Promise<SendResult> {
  const finding = await findOut({ ...one, dossier, target });
  const { bill } = target.endpoints;
  const overdue = one.input.now > new Date(dossier.deadlineAt);
  switch (finding.kind) {
    case 'ours':
    case 'later':
    case 'refused':
      return settle(one, null, bill, finding.settlement);
    case 'other':
      return settle(one, null, bill, { ...finding, kind: 'numbering_alarm' });
    case 'absent':
    case 'not_listed':
      if (overdue) return settle(one, null, bill, { kind: 'expired' });
      break;
    case 'unsupported':
      // Nobody can be asked: the same bytes again are answered by 1033, "out of time" or a CDR, also past the deadline.
      break;
  }
  const submissionId = await beginSend(one.deps.services, one.ctx, one.input, dossier);
  return send(one, dossier, target, submissionId, finding.kind !== 'absent');
}

async function send(
  one: Look,
  dossier: Dossier,
  target: Target,
  submissionId: string,
  unresolved: boolean,
): Promise<SendResult> {
  const { deps, ctx, signal } = one;
  const { bill } = target.endpoints;
  const zip = zipXml(dossier.fileName, dossier.xml);
  const options = { signal, requestId: ctx.requestId };
  const outcome = await deps.breakers.run(bill, dossier.documentId, () =>
    deps.client.sendBill(target.endpoints, target.credentials, `${dossier.fileName}.zip`, zip, options),
  );
  const judged = judgeAnswer(outcome, unresolved);
  if (judged.kind !== 'already_registered' && judged.kind !== 'consult_first') {
    return settle(one, submissionId, bill, judged);
  }
  if (judged.kind === 'consult_first' && isBoletaFamily(dossier.type, dossier.series)) {
    // The validity query's "not listed" proves nothing, so the refusal stands.
    const { code, description } = judged;
    return settle(one, submissionId, bill, { kind: 'rejected', code, description });
  }
  if (isCertificate(dossier.type) && judged.kind === 'already_registered') {
    // Nobody gives its CDR back: it is ours where these bytes were sent before.
    const { code, description } = judged;
    const kind = mayHaveArrived(dossier) ? 'registered_without_cdr' : 'numbering_alarm';
    return settle(one, submissionId, bill, { kind, code, description });
  }
  const finding = await findOut({ ...one, dossier, target });
  return settle(one, submissionId, bill, judgeFinding(judged, dossier, finding));
}

function settle(one: Look, submissionId: string | null, endpoint: string, settlement: Settlement): Promise<SendResult> {
  const { owner, documentId, workflowId, now } = one.input;
  const input = { owner, documentId, workflowId, now, submissionId, endpoint, settlement };
  return settleDocument(one.deps.services, one.ctx, input);
}
