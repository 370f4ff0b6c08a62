import { deliverDocumentMail, type MailingDeps, relayContext } from '../services/mail/deliver-document-mail.ts';
import { deliverInvitation } from '../services/mail/deliver-invitation.ts';
import type { MailDeliveries } from './deliver.ts';

/** The mails of the outbox. The relay's own role sees ids only: the verbs read and open the rest as the application. */
export function createMailDeliveries(deps: MailingDeps): MailDeliveries {
  return {
    document: (intent) => deliverDocumentMail(deps, relayContext(intent), intent.subjectId),
    invitation: (intent) => deliverInvitation(deps, relayContext(intent), intent.id),
  };
}
