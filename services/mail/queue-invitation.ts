import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { writeMailOutbox } from '../outbox/write-outbox.ts';

/** The AAD under which the one-time token waits in the outbox. */
export const invitationAad = (outboxId: string): string => `outbox.body/${outboxId}`;

/**
 * Mails an activation link with the transaction that makes it; the token waits sealed until it was sent. Does nothing
 * where the hub sends no mail or does not know its own address.
 */
export async function queueInvitation(
  deps: Pick<ServiceDeps, 'mail'>,
  tx: Tx,
  ctx: Pick<ServiceContext, 'requestId'>,
  cipher: CompanyCipher,
  invitation: { readonly userId: string; readonly activationToken: string },
): Promise<void> {
  if (deps.mail?.publicUrl === undefined) return;
  const { userId, activationToken } = invitation;
  await writeMailOutbox(tx, 'user.invited', userId, ctx.requestId, (id) =>
    cipher.seal(activationToken, invitationAad(id)),
  );
}
