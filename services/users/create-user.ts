import { z } from 'zod';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { email, line } from '../fields.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { queueInvitation } from '../mail/queue-invitation.ts';
import { uniqueIssue } from '../unique-issue.ts';
import { grantableRoles } from './grantable-roles.ts';
import { insertInvited, renewActivation } from './invite.ts';
import { readUser, showUser, type UserView } from './user.ts';

export const CreateUser = z.strictObject({
  email,
  name: line(200),
  roles: z.array(z.string().min(1).max(60)).min(1).max(20),
});

export type InvitedUser = UserView & { readonly activation_token: string; readonly version: number };

/**
 * Invites a user; he sets his password with the activation token, which is shown once and,
 * where the hub sends mail, mailed to him as a link.
 * @throws HubError 403 for roles beyond the caller's own, 409 `already_exists` at `/email`, 422
 */
export async function createUser(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: z.input<typeof CreateUser>,
): Promise<InvitedUser> {
  authorise(ctx, 'users:write');
  const data = parseInput(CreateUser, input);
  const invited = await uniqueIssue({ app_user_email_key: '/email' }, () =>
    change(deps, ctx, async (tx, cipher) => {
      const roleIds = await grantableRoles(tx, ctx, data.roles);
      const { userId, activationToken } = await insertInvited(deps, tx, cipher, { ...data, roleIds });
      await queueInvitation(deps, tx, ctx, cipher, { userId, activationToken });
      const row = await readUser(tx, userId);
      const after = showUser(row, cipher, false);
      await writeAudit(tx, ctx, cipher, { action: 'user.create', entity: 'user', entityId: userId, after });
      await bindResource(tx, ctx, userId);
      return { ...after, activation_token: activationToken, version: row.version };
    }),
  );
  deps.wakeRelay();
  return invited;
}

/** A fresh activation link: for a lost invitation or a forgotten password. @throws HubError 404 */
export async function reinviteUser(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<InvitedUser> {
  authorise(ctx, 'users:write');
  const invited = await change(deps, ctx, async (tx, cipher) => {
    const row = await readUser(tx, id, true);
    await grantableRoles(tx, ctx, row.roles);
    const invitation = await renewActivation(tx, id);
    await queueInvitation(deps, tx, ctx, cipher, invitation);
    await writeAudit(tx, ctx, cipher, { action: 'user.reinvite', entity: 'user', entityId: id });
    return { ...showUser(row, cipher, false), activation_token: invitation.activationToken, version: row.version };
  });
  deps.wakeRelay();
  return invited;
}
