import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import type { MailSettings, ServiceDeps } from '../deps.ts';
import { noteDeadline } from './deadline.ts';
import { expireDocument } from './expire-document.ts';
import { type LockedDocument, lockDocument, setDocumentStatus } from './lock-document.ts';
import { openStandstill } from './open-standstill.ts';
import type { DocumentOwner } from './owner.ts';
import type { SendResult, StandstillCode } from './send-result.ts';
import { acceptDocument, rejectDocument } from './settle-final.ts';
import type { Settlement } from './settlement.ts';
import { storeCdr } from './store-cdr.ts';
import { closeOpenSubmissions, finishSubmission } from './submission.ts';
import { closeSunatGate } from './sunat-gate.ts';
import { joinWaitList } from './wait-list.ts';

export interface SettleInput {
  readonly owner: DocumentOwner;
  readonly documentId: string;
  /** The send that was answered; null where a consult decided. */
  readonly submissionId: string | null;
  readonly workflowId: string;
  readonly endpoint: string;
  readonly now: Date;
  readonly settlement: Settlement;
}

interface Case {
  readonly tx: Tx;
  readonly ctx: ServiceContext;
  readonly cipher: CompanyCipher;
  readonly input: SettleInput;
  readonly document: LockedDocument;
  readonly mail: MailSettings | undefined;
}

/**
 * Writes SUNAT's answer in one transaction: the submission, the CDR, the document, its owner, the trace, what a person
 * must decide, the audit. A document that has its final answer keeps it: a late answer only ends its own submission.
 * @throws HubError 404
 */
export async function settleDocument(deps: ServiceDeps, ctx: ServiceContext, input: SettleInput): Promise<SendResult> {
  const result = await change(deps, ctx, async (tx, cipher) => {
    const [{ status }, document] = await Promise.all([input.owner.lock(tx), lockDocument(tx, input.documentId)]);
    if (input.submissionId) await finishSubmission(tx, input.submissionId, submissionOutcome(input.settlement));
    if (document.status === 'accepted' || document.status === 'observed') return { state: 'completed' } as const;
    if (status !== 'issued') return { state: 'retry' } as const;
    return settle({ tx, ctx, cipher, input, document, mail: deps.mail });
  });
  deps.saleChanged();
  // An acceptance leaves the buyer's mail and the notes that waited for it: both may wait for the relay's next round.
  if (result.state !== 'completed') deps.wakeRelay();
  return result;
}

function submissionOutcome(settlement: Settlement) {
  const { kind } = settlement;
  if (kind === 'waiting' || kind === 'expired') return { outcome: kind };
  const outcome = kind === 'configuration_error' && settlement.certificate ? 'certificate_error' : kind;
  return { outcome, code: settlement.code, description: settlement.description };
}

async function settle(one: Case): Promise<SendResult> {
  const { tx, ctx, cipher, input, document } = one;
  const { settlement, owner } = input;
  switch (settlement.kind) {
    case 'accepted':
    case 'observed':
      await closeOpenSubmissions(tx, document.documentId, 'unknown');
      return acceptDocument(tx, ctx, cipher, { owner, document, settlement, mail: one.mail });
    case 'rejected':
      await closeOpenSubmissions(tx, document.documentId, 'unknown');
      return rejectDocument(tx, ctx, cipher, { owner, document, settlement });
    case 'out_of_time':
      if (settlement.cdr) await storeCdr(tx, cipher, document, settlement.cdr);
      return expireDocument(tx, ctx, cipher, { owner, document, answer: settlement });
    case 'expired':
      await closeOpenSubmissions(tx, document.documentId, 'unknown');
      return expireDocument(tx, ctx, cipher, { owner, document });
    case 'not_registered':
      await setDocumentStatus(tx, document.documentId, 'pending', settlement);
      await owner.event(tx, 'document_pending', { document_id: document.documentId, code: settlement.code });
      return standStill(one, 'document_not_registered', settlement);
    case 'numbering_alarm':
    case 'validity_query_missing':
    case 'registered_without_cdr':
      await setDocumentStatus(tx, document.documentId, 'unknown', settlement);
      await owner.event(tx, 'document_unknown', { document_id: document.documentId, code: settlement.code });
      return standStill(one, settlement.kind, settlement);
    case 'configuration_error':
      if (await isLeftBehind(tx, document.documentId)) return tryLater(one, { ...settlement, kind: 'retryable' });
      await closeSunatGate(tx, ctx, cipher, settlement, owner.channel);
      return keepWaiting(one, { code: settlement.code, description: settlement.description });
    case 'in_process':
      return keepAsking(one);
    case 'waiting':
      return keepWaiting(one);
    case 'retryable':
    case 'unknown':
      return tryLater(one, settlement);
  }
}

/** Issued for another environment than the company's: what is wrong there must not hold up what it sells now. */
async function isLeftBehind(tx: Tx, documentId: string): Promise<boolean> {
  const [row] = await tx.sql(
    `select 1 from fiscal_document d join company c on c.id = d.company_id and c.sunat_environment <> d.environment
      where d.company_id = $1 and d.id = $2`,
    [tx.companyId, documentId],
  );
  return row !== undefined;
}

async function standStill(
  { tx, ctx, input, document }: Case,
  code: StandstillCode,
  answer: { readonly code: string; readonly description: string },
): Promise<SendResult> {
  await input.owner.setStatus(tx, 'needs_attention');
  return openStandstill(tx, ctx, input.owner, document, code, `${answer.code}: ${answer.description}`);
}

/** An open question stays one while the process waits: it is asked first when it goes on. */
async function keepWaiting(one: Case, answer?: { code: string; description: string }): Promise<SendResult> {
  const { tx, ctx, input, document } = one;
  const { settlement, owner, now } = input;
  await joinWaitList(tx, input.workflowId, input.endpoint, owner.channel);
  const open = document.status === 'unknown' || ('unresolved' in settlement && settlement.unresolved === true);
  await setDocumentStatus(tx, document.documentId, open ? 'unknown' : 'pending', answer);
  await owner.event(tx, 'waiting_for_sunat', { document_id: document.documentId });
  await noteDeadline(tx, ctx, { owner, document, now });
  return { state: 'waiting' };
}

/** SUNAT works on it: nothing is in doubt, however long it takes. */
async function keepAsking({ tx, ctx, input, document }: Case): Promise<SendResult> {
  const { owner, now } = input;
  if (document.status !== 'sending') await setDocumentStatus(tx, document.documentId, 'sending');
  await noteDeadline(tx, ctx, { owner, document, now });
  return { state: 'retry', inProcess: true };
}

async function tryLater(
  { tx, ctx, input, document }: Case,
  settlement: Extract<Settlement, { kind: 'retryable' | 'unknown' }>,
): Promise<SendResult> {
  const { owner, now } = input;
  const open = settlement.kind === 'unknown' || document.status === 'unknown' || settlement.unresolved === true;
  const status = open ? 'unknown' : 'pending';
  const code = settlement.code ?? null;
  await setDocumentStatus(tx, document.documentId, status, { code, description: settlement.description });
  await owner.event(tx, `document_${status}`, { document_id: document.documentId, code });
  await noteDeadline(tx, ctx, { owner, document, now });
  return { state: 'retry' };
}
