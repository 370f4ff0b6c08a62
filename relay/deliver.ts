import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { type TemporalHandle, withDeadline2s } from '../platform/temporal/client.ts';
import { CERTIFICATE_TO_CDR, certificateStartOptions } from '../workflows/certificate-to-cdr/start-options.ts';
import { DESPATCH_ADVICE, despatchStartOptions } from '../workflows/despatch-advice/start-options.ts';
import { limaDate } from '../domain/time/lima.ts';
import { DAILY_SUMMARY, dailySummaryStartOptions } from '../workflows/daily-summary/start-options.ts';
import { GO, noteWorkflowId } from '../workflows/note-to-cdr/contract.ts';
import { NOTE_TO_CDR, noteStartOptions } from '../workflows/note-to-cdr/start-options.ts';
import { saleWorkflowId } from '../workflows/sale-to-cdr/contract.ts';
import { SALE_TO_CDR, saleStartOptions } from '../workflows/sale-to-cdr/start-options.ts';
import { VOID_DOCUMENT, voidStartOptions } from '../workflows/void-document/start-options.ts';
import type { Intent } from './outbox.ts';
import { ensureSchedules } from './schedules.ts';

/** Carries out one intent; it may be carried out twice, and rejects when it must be tried again. */
export type Deliver = (intent: Intent) => Promise<void>;

export interface DeliverDeps {
  readonly temporal: TemporalHandle;
  readonly taskQueue: string;
  /** Tells the operators about an attention entry; absent where no channel is configured. */
  readonly notify?: ((companyId: string, attentionId: string) => Promise<void>) | undefined;
  /** Sends what is mailed; without it that waits for a worker that does. */
  readonly mail?: MailDeliveries | undefined;
}

/** The two kinds of mail; each rejects when it must be tried again. */
export interface MailDeliveries {
  readonly document: (intent: Intent) => Promise<void>;
  readonly invitation: (intent: Intent) => Promise<void>;
}

/** The receivers of the topics. */
export function createDeliver({ temporal, taskQueue, notify, mail }: DeliverDeps): Deliver {
  return async (intent) => {
    switch (intent.topic) {
      case 'sale.start':
        return startSale(temporal, taskQueue, intent);
      case 'note.start':
        return startNote(temporal, taskQueue, intent);
      case 'despatch.start':
        return startDespatch(temporal, taskQueue, intent);
      case 'certificate.start':
        return startCertificate(temporal, taskQueue, intent);
      case 'sale.wake':
        return wake(temporal, saleWorkflowId(intent.companyId, intent.subjectId));
      case 'note.wake':
        return wake(temporal, noteWorkflowId(intent.companyId, intent.subjectId));
      case 'void.start':
        return startVoid(temporal, taskQueue, intent);
      case 'summary.start':
        return askRound(temporal, taskQueue, intent);
      case 'company.created':
        return schedule(temporal, taskQueue, intent);
      case 'attention.opened':
        return notify?.(intent.companyId, intent.subjectId);
      case 'document.mail':
        return required(mail).document(intent);
      case 'user.invited':
        return required(mail).invitation(intent);
      case 'sunat.release':
        // Its commit has woken the relay, which looks at the waiting rows in the same round.
        return undefined;
    }
  };
}

function required(mail: MailDeliveries | undefined): MailDeliveries {
  if (mail) return mail;
  throw new Error('This worker sends no mail');
}

async function startSale({ client, connection }: TemporalHandle, taskQueue: string, intent: Intent): Promise<void> {
  const { companyId, subjectId: saleId, requestId } = intent;
  const options = saleStartOptions({ companyId, saleId, requestId, taskQueue });
  await unlessStarted(withDeadline2s(connection, () => client.workflow.start(SALE_TO_CDR, options)));
}

async function startNote({ client, connection }: TemporalHandle, taskQueue: string, intent: Intent): Promise<void> {
  const { companyId, subjectId: noteId, requestId } = intent;
  const options = noteStartOptions({ companyId, noteId, requestId, taskQueue });
  await unlessStarted(withDeadline2s(connection, () => client.workflow.start(NOTE_TO_CDR, options)));
}

async function startDespatch({ client, connection }: TemporalHandle, taskQueue: string, intent: Intent): Promise<void> {
  const { companyId, subjectId: despatchId, requestId } = intent;
  const options = despatchStartOptions({ companyId, despatchId, requestId, taskQueue });
  await unlessStarted(withDeadline2s(connection, () => client.workflow.start(DESPATCH_ADVICE, options)));
}

async function startCertificate(
  { client, connection }: TemporalHandle,
  taskQueue: string,
  intent: Intent,
): Promise<void> {
  const { companyId, subjectId: certificateId, requestId } = intent;
  const options = certificateStartOptions({ companyId, certificateId, requestId, taskQueue });
  await unlessStarted(withDeadline2s(connection, () => client.workflow.start(CERTIFICATE_TO_CDR, options)));
}

async function startVoid({ client, connection }: TemporalHandle, taskQueue: string, intent: Intent): Promise<void> {
  const { companyId, subjectId: documentId, requestId } = intent;
  const options = voidStartOptions({ companyId, documentId, requestId, taskQueue });
  await unlessStarted(withDeadline2s(connection, () => client.workflow.start(VOID_DOCUMENT, options)));
}

/** A round of all that waits, for a request that its API process could not pass on. */
async function askRound({ client, connection }: TemporalHandle, taskQueue: string, intent: Intent): Promise<void> {
  const { companyId, requestId } = intent;
  const start = { companyId, date: limaDate(new Date()), requestId, filter: {}, taskQueue };
  await withDeadline2s(connection, () =>
    client.workflow.signalWithStart(DAILY_SUMMARY, dailySummaryStartOptions(start)),
  );
}

/** What runs by the calendar for a new company; a worker that starts looks after those that are there. */
async function schedule({ client, connection }: TemporalHandle, taskQueue: string, intent: Intent): Promise<void> {
  await withDeadline2s(connection, () => ensureSchedules({ client, taskQueue }, intent.companyId));
}

/** The API's start may have been faster, and the process may have ended meanwhile. */
async function unlessStarted(start: Promise<unknown>): Promise<void> {
  try {
    await start;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** What the process waits for has come. One that runs not yet (or no more) looks (or has looked) by itself. */
async function wake({ client, connection }: TemporalHandle, workflowId: string): Promise<void> {
  try {
    await withDeadline2s(connection, () => client.workflow.getHandle(workflowId).signal(GO));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
