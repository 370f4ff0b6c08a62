import type { Tx } from '../../db/tx.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { goesBySummary, readSummaryFacts } from '../summaries/goes-by-summary.ts';
import { noteDeadline } from './deadline.ts';
import { type Dossier, readDossier, type TaxEnvironment } from './dossier.ts';
import { expireDocument } from './expire-document.ts';
import { setDocumentStatus } from './lock-document.ts';
import type { DocumentOwner } from './owner.ts';
import { planSend } from './plan-send.ts';
import { type SendOption, type SendResult, standstill } from './send-result.ts';
import { closeOpenSubmissions, insertSubmission, SENDS } from './submission.ts';
import { isGateOpen } from './sunat-gate.ts';
import { joinWaitList, leaveWaitList } from './wait-list.ts';

export interface PrepareSendInput {
  readonly owner: DocumentOwner;
  readonly documentId: string;
  /** The process's time, which may run ahead of the clock in tests. */
  readonly now: Date;
  readonly workflowId: string;
  /** The endpoint of the environment, and whether its breaker lets nothing through now. */
  readonly endpointOf: (
    environment: TaxEnvironment,
    oseUrl: string | null,
    type: string,
  ) => { endpoint: string; open: boolean };
}

export type PreparedSend =
  | { readonly step: 'done'; readonly result: SendResult }
  | { readonly step: 'consult'; readonly dossier: Dossier }
  | { readonly step: 'send'; readonly dossier: Dossier; readonly submissionId: string };

/**
 * Decides in one transaction what is done about a document now, and notes the attempt before it leaves. Run again after
 * the answer is known, it tells that answer.
 * @throws HubError 404
 */
export async function prepareSend(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: PrepareSendInput,
): Promise<PreparedSend> {
  const prepared = await change(deps, ctx, async (tx, cipher) => {
    // Locked in this order: owner, document, gate.
    const [{ status }, dossier, gateOpen, certificate, bySummary] = await Promise.all([
      input.owner.lock(tx),
      readDossier(tx, cipher, input.documentId),
      isGateOpen(tx, input.owner.channel),
      activeCertificate(tx),
      readSummaryFacts(tx, input.documentId),
    ]);
    const known = await knownResult(tx, input.owner, status, dossier);
    if (known) {
      await leaveWaitList(tx, input.workflowId);
      return done(known);
    }
    if (goesBySummary(dossier, bySummary)) {
      await leaveWaitList(tx, input.workflowId);
      return done({ state: 'summary' });
    }
    const { endpoint, open } = input.endpointOf(dossier.environment, dossier.oseUrl, dossier.type);
    // The gate is of the environment in use: what was left behind in another one does not wait for it.
    const facts = {
      gateOpen: gateOpen || !dossier.current,
      breakerOpen: open,
      now: input.now,
      activeCertificate: certificate,
    };
    switch (planSend(dossier, facts)) {
      case 'wait':
        return done(await wait(tx, ctx, input, dossier, endpoint));
      case 'expire':
        await leaveWaitList(tx, input.workflowId);
        return done(await expireDocument(tx, ctx, cipher, { owner: input.owner, document: dossier }));
      case 'rebuild':
        return done({ state: 'rebuild' });
      case 'consult':
        return { step: 'consult', dossier } as const;
      case 'send':
        return { step: 'send', dossier, submissionId: await begin(tx, ctx, input, dossier) } as const;
    }
  });
  // What was sent changes no state that anybody waits for.
  if (prepared.step === 'done') deps.saleChanged();
  return prepared;
}

/** Begins a send of its own transaction, after a consult found that the bytes did not arrive. */
export async function beginSend(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: PrepareSendInput,
  dossier: Dossier,
): Promise<string> {
  return change(deps, ctx, async (tx) => {
    await input.owner.lock(tx);
    return begin(tx, ctx, input, dossier);
  });
}

const sendOf = ({ channel }: DocumentOwner) => (channel === 'gre' ? 'greSend' : 'sendBill');

const done = (result: SendResult): PreparedSend => ({ step: 'done', result });

async function begin(tx: Tx, ctx: ServiceContext, input: PrepareSendInput, dossier: Dossier): Promise<string> {
  const { documentId, fileVersion, submissions } = dossier;
  await closeOpenSubmissions(tx, documentId, 'unknown');
  const submissionId = await insertSubmission(
    tx,
    { documentId, operation: sendOf(input.owner), fileVersion },
    ctx.requestId,
  );
  await setDocumentStatus(tx, documentId, 'sending');
  await leaveWaitList(tx, input.workflowId);
  const attempt = submissions.filter(({ operation }) => SENDS.includes(operation)).length + 1;
  await input.owner.event(tx, 'document_sent', { document_id: documentId, attempt });
  return submissionId;
}

async function wait(
  tx: Tx,
  ctx: ServiceContext,
  input: PrepareSendInput,
  dossier: Dossier,
  endpoint: string,
): Promise<SendResult> {
  await joinWaitList(tx, input.workflowId, endpoint, input.owner.channel);
  if (dossier.status !== 'unknown' && dossier.status !== 'pending') {
    // An attempt whose process died stays an open question also while it waits.
    const open = dossier.submissions.some(({ outcome }) => outcome === null);
    await setDocumentStatus(tx, dossier.documentId, open ? 'unknown' : 'pending');
    await input.owner.event(tx, 'waiting_for_sunat', { document_id: dossier.documentId });
  }
  await noteDeadline(tx, ctx, { owner: input.owner, document: dossier, now: input.now });
  return { state: 'waiting' };
}

async function activeCertificate(tx: Tx): Promise<string | null> {
  const [row] = await tx.sql<{ sha256: string }>(
    'select sha256 from sunat_certificate where company_id = $1 and active',
    [tx.companyId],
  );
  return row?.sha256 ?? null;
}

/** What an earlier run of the same step committed, or what a person is being asked. */
async function knownResult(
  tx: Tx,
  owner: DocumentOwner,
  status: string,
  dossier: Dossier,
): Promise<SendResult | undefined> {
  if (dossier.status === 'accepted' || dossier.status === 'observed') return { state: 'completed' };
  // A document without effect is never sent again, whatever became of its owner.
  if (dossier.status === 'rejected') return standstill('document_rejected', owner, dossier.series);
  if (dossier.status === 'expired') return standstill('document_expired', owner, dossier.series);
  if (status !== 'needs_attention') return undefined;
  const [entry] = await tx.sql<{ code: string; options: SendOption[] }>(
    `select code, options from attention where company_id = $1 and subject_id = $2 and closed_at is null
      order by created_at desc limit 1`,
    [tx.companyId, owner.id],
  );
  return entry && { state: 'decision', code: entry.code, options: entry.options };
}
