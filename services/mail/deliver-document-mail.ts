import { HubError } from '../../domain/errors.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Printing } from '../documents/print/print-document.ts';
import { composeMail, loadMailContent, type MailContent } from './compose-document-mail.ts';
import { type DeliveryRow, openRecipient } from './delivery.ts';
import { MailNotSentError, type MailOutcome, type MailSender, type OutgoingMail } from './port.ts';
import { settleDelivery } from './settle-delivery.ts';

export interface MailingDeps extends ServiceDeps {
  readonly sender: MailSender;
  /** Absent where no PDFs are made: the mail goes without one. */
  readonly printing?: Printing | undefined;
}

interface Ready {
  readonly row: DeliveryRow;
  readonly to: string;
  readonly content: MailContent;
}

interface Impossible {
  readonly row: DeliveryRow;
  /** Why it cannot be mailed. */
  readonly code: string;
}

/** Who acts when the relay delivers. */
export const relayContext = (intent: { readonly companyId: string; readonly requestId: string }): ServiceContext => ({
  companyId: intent.companyId,
  actor: { kind: 'system', id: null },
  permissions: new Set(),
  requestId: intent.requestId,
});

/**
 * Sends one queued mail and notes how it ended. Nothing is held open while the mail server is spoken to, so a process
 * that dies in between sends it again, under the same Message-ID. A mail with its final word is left alone.
 * @throws MailNotSentError when it must be tried again; HubError 503 while the database is busy
 */
export async function deliverDocumentMail(deps: MailingDeps, ctx: ServiceContext, deliveryId: string): Promise<void> {
  const ready = await prepare(deps, ctx, deliveryId);
  if (ready === undefined) return;
  await settle(deps, ctx, ready.row, await attempt(deps, ready));
}

/** Makes the PDF and sends. A PDF that cannot be made counts as an attempt, so that a person hears of it in the end. */
async function attempt(deps: MailingDeps, { row, to, content }: Ready): Promise<MailOutcome> {
  let mail: OutgoingMail;
  try {
    mail = await composeMail(content, deps.printing, { id: row.id, to });
  } catch (error) {
    const busy = error instanceof HubError && error.kind === 'unavailable';
    return { kind: 'retryable', code: busy ? 'printing_busy' : 'pdf_failed' };
  }
  return deps.sender.send(mail);
}

async function settle(deps: MailingDeps, ctx: ServiceContext, row: DeliveryRow, outcome: MailOutcome): Promise<void> {
  const status = await change(deps, ctx, (tx) => settleDelivery(tx, ctx, row, { outcome, now: deps.now() }));
  if (status === 'queued' && outcome.kind !== 'done') throw new MailNotSentError(outcome.code);
}

async function prepare(deps: MailingDeps, ctx: ServiceContext, deliveryId: string): Promise<Ready | undefined> {
  const lookupUrl = deps.printing?.lookupUrl;
  const found = await change(deps, ctx, async (tx, cipher): Promise<Ready | Impossible | undefined> => {
    const [row] = await tx.sql<DeliveryRow>(
      `select * from mail_delivery where company_id = $1 and id = $2 and status = 'queued'`,
      [tx.companyId, deliveryId],
    );
    if (!row) return undefined;
    try {
      const content = await loadMailContent(tx, cipher, row.document_id, lookupUrl);
      return { row, to: openRecipient(cipher, row), content };
    } catch (error) {
      if (!(error instanceof HubError) || error.kind !== 'not_found') throw error;
      return { row, code: error.code };
    }
  });
  if (!found || 'content' in found) return found;
  // What has no printed form cannot be mailed, however often it is tried; the person who asked sees why.
  await settle(deps, ctx, found.row, { kind: 'rejected', code: found.code });
  return undefined;
}
