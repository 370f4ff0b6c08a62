import type { MailStatus } from '../../db/entities/mail.ts';
import type { Tx } from '../../db/tx.ts';
import { closeAttention } from '../attention/close-attention.ts';
import { openAttention } from '../attention/open-attention.ts';
import type { ServiceContext } from '../context.ts';
import { MAIL_PATIENCE_MS, type MailOutcome } from './port.ts';

export interface Mailed {
  readonly id: string;
  readonly created_at: Date | string;
  readonly document_id: string;
}

/** `MAIL_PATIENCE_MS` after it was asked for, a mail is tried no more. */
export const isOutOfPatience = (createdAt: Date | string, now: Date): boolean =>
  now.getTime() - new Date(createdAt).getTime() >= MAIL_PATIENCE_MS;

function statusAfter(outcome: MailOutcome, mail: Mailed, now: Date): MailStatus {
  if (outcome.kind === 'done') return 'sent';
  if (outcome.kind === 'rejected') return 'bounced';
  return isOutOfPatience(mail.created_at, now) ? 'failed' : 'queued';
}

/** Notes how an attempt ended; answers where the mail stands now. The first final word on it stands. */
export async function settleDelivery(
  tx: Tx,
  ctx: ServiceContext,
  mail: Mailed,
  { outcome, now }: { readonly outcome: MailOutcome; readonly now: Date },
): Promise<MailStatus> {
  const status = statusAfter(outcome, mail, now);
  const [code, smtp, messageId] =
    outcome.kind === 'done' ? [null, null, outcome.messageId] : [outcome.code, outcome.smtpStatus ?? null, null];
  if (status === 'failed') await tellFailed(tx, ctx, mail, code ?? '');
  if (status === 'sent') await closeAttention(tx, 'mail_failed', mail.document_id);
  await tx.run(
    `update mail_delivery set status = $3, attempts = attempts + 1, outcome_code = $4, smtp_status = $5,
            message_id = coalesce($6, message_id), sent_at = case when $3 = 'sent' then now() end, updated_at = now()
      where company_id = $1 and id = $2 and status = 'queued'`,
    [tx.companyId, mail.id, status, code?.slice(0, 40) ?? null, smtp?.slice(0, 20) ?? null, messageId],
  );
  return status;
}

async function tellFailed(tx: Tx, ctx: ServiceContext, mail: Mailed, code: string): Promise<void> {
  const [document] = await tx.sql<{ series: string; number: number }>(
    'select series, number from fiscal_document where company_id = $1 and id = $2',
    [tx.companyId, mail.document_id],
  );
  await openAttention(tx, ctx, {
    kind: 'mail',
    severity: 'warning',
    code: 'mail_failed',
    detail: `El comprobante ${document?.series}-${document?.number} no pudo enviarse por correo en dos días (${code}).`,
    subjectId: mail.document_id,
    documentId: mail.document_id,
    options: [],
  });
}
