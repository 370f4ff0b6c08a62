import type { Tx } from '../../db/tx.ts';
import { sha256 } from '../../platform/auth/secrets.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';
import { closeAttention } from '../attention/close-attention.ts';
import { openAttention } from '../attention/open-attention.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import { userEmailAad } from '../users/user-email.ts';
import type { MailingDeps } from './deliver-document-mail.ts';
import { MailNotSentError, type MailOutcome, type OutgoingMail } from './port.ts';
import { invitationAad } from './queue-invitation.ts';
import { isOutOfPatience } from './settle-delivery.ts';

interface Row {
  readonly user_id: string;
  readonly created_at: Date | string;
  readonly body: Buffer;
  readonly email: Buffer;
  readonly name: string;
  readonly company: string;
  readonly activation_hash: Buffer;
}

/** Only an invitation that still stands: not taken up, not over. */
const LOAD = `
  select u.id as user_id, o.created_at, o.body, u.email, u.name, coalesce(c.trade_name, c.name) as company, u.activation_hash
    from outbox o join company c on c.id = o.company_id
    join app_user u on u.company_id = o.company_id and u.id = o.subject_id
   where o.company_id = $1 and o.id = $2 and o.body is not null and u.activation_hash is not null
     and u.activation_expires_at > now()`;

/**
 * Mails an activation link; the token is dropped from the outbox once it has left or is given up. A link that a newer
 * one replaced, or that was used, is not sent any more.
 * @throws MailNotSentError when it must be tried again
 */
export async function deliverInvitation(deps: MailingDeps, ctx: ServiceContext, outboxId: string): Promise<void> {
  const publicUrl = deps.mail?.publicUrl?.replace(/\/$/, '');
  // Made by a process that knows the hub's address: this one does not, another may.
  if (publicUrl === undefined) throw new MailNotSentError('configuration_invalid');
  const loaded = await change(deps, ctx, async (tx, cipher) => {
    const row = await loadStanding(tx, cipher, outboxId);
    if (!row) await forget(tx, outboxId);
    return row;
  });
  if (!loaded) return;
  const { row, token, to } = loaded;
  const link = `${publicUrl}/api/v1/auth/activate#token=${token}`;
  const outcome = await deps.sender.send(invitationMail({ id: outboxId, to, link }, row));
  const again = await change(deps, ctx, (tx) => settle(tx, ctx, { outboxId, row, outcome, now: deps.now() }));
  if (again && outcome.kind !== 'done') throw new MailNotSentError(outcome.code);
}

async function loadStanding(tx: Tx, cipher: CompanyCipher, outboxId: string) {
  const [row] = await tx.sql<Row>(LOAD, [tx.companyId, outboxId]);
  if (!row) return undefined;
  const token = cipher.open(new Sealed(row.body), invitationAad(outboxId));
  if (!sha256(token).equals(row.activation_hash)) return undefined;
  return { row, token, to: cipher.open(new Sealed(row.email), userEmailAad(row.user_id)) };
}

const forget = (tx: Tx, outboxId: string): Promise<number> =>
  tx.run('update outbox set body = null where company_id = $1 and id = $2', [tx.companyId, outboxId]);

/** Answers whether it is tried again. */
async function settle(
  tx: Tx,
  ctx: ServiceContext,
  { outboxId, row, outcome, now }: { outboxId: string; row: Row; outcome: MailOutcome; now: Date },
): Promise<boolean> {
  if (outcome.kind === 'done') await closeAttention(tx, 'mail_failed', row.user_id);
  else if (outcome.kind !== 'rejected' && !isOutOfPatience(row.created_at, now)) return true;
  else {
    await openAttention(tx, ctx, {
      kind: 'mail',
      severity: 'warning',
      code: 'mail_failed',
      detail: `La invitación de un usuario no pudo enviarse por correo (${outcome.code}): entréguele el enlace usted.`,
      subjectId: row.user_id,
      options: [],
    });
  }
  await forget(tx, outboxId);
  return false;
}

function invitationMail(mail: { id: string; to: string; link: string }, { name, company }: Row): OutgoingMail {
  const text = [
    `Hola, ${name}:`,
    '',
    `${company} le abrió una cuenta. Elija su contraseña aquí; el enlace sirve una sola vez y vence en siete días:`,
    '',
    mail.link,
    '',
    'Si no esperaba este mensaje, no haga nada.',
  ].join('\n');
  return {
    id: mail.id,
    to: mail.to,
    fromName: company,
    subject: `Active su cuenta en ${company}`,
    text,
    attachments: [],
  };
}
