import { z } from 'zod';
import type { DocumentStatus } from '../../db/entities/document.ts';
import type { Tx } from '../../db/tx.ts';
import { conflict, invalid, notFound } from '../../domain/errors.ts';
import { maskEmail } from '../../domain/identity/mask.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { email } from '../fields.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { type DeliveryView, showDelivery } from './delivery.ts';
import { buyerEmail, queueDelivery } from './queue-document-mail.ts';
import { readDelivery } from './read-mails.ts';

/** `to`: the buyer's address when left out. */
export const SendMail = z.strictObject({ to: email.optional() }).default({});

/**
 * Queues a document for an address, as often as asked. It shows the buyer's data to whoever reads there, so each is
 * audited.
 * @throws HubError 404; 409 `mail_not_configured`, `document_not_accepted`; 422 `recipient_missing`
 */
export async function sendDocumentMail(
  deps: ServiceDeps,
  ctx: ServiceContext,
  documentId: string,
  input: z.input<typeof SendMail>,
): Promise<DeliveryView> {
  authorise(ctx, 'documents:files');
  const { to } = parseInput(SendMail, input);
  const view = await change(deps, ctx, async (tx, cipher) => {
    const saleId = await acceptedDocument(tx, documentId);
    if (!deps.mail) throw conflict('mail_not_configured', 'El servidor de correo no está configurado.');
    const recipient = to ?? (await requireBuyerEmail(tx, cipher, saleId));
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'document.mail', entity: 'fiscal_document', entityId: documentId },
      after: { to: maskEmail(recipient) },
    });
    const id = await queueDelivery(tx, ctx, cipher, { documentId, to: recipient });
    await bindResource(tx, ctx, id);
    return showDelivery(await readDelivery(tx, id), cipher, false);
  });
  deps.wakeRelay();
  return view;
}

/** The sale of a document that SUNAT took. */
async function acceptedDocument(tx: Tx, documentId: string): Promise<string | null> {
  const [row] = await tx.sql<{ status: DocumentStatus; sale_id: string | null }>(
    'select status, sale_id from fiscal_document where company_id = $1 and id = $2',
    [tx.companyId, documentId],
  );
  if (!row) throw notFound();
  if (row.status !== 'accepted' && row.status !== 'observed')
    throw conflict('document_not_accepted', 'Se envían por correo los comprobantes que SUNAT aceptó.');
  return row.sale_id;
}

async function requireBuyerEmail(tx: Tx, cipher: CompanyCipher, saleId: string | null): Promise<string> {
  const found = saleId === null ? undefined : await buyerEmail(tx, cipher, saleId);
  if (found !== undefined) return found;
  const detail = 'El cliente no dejó un correo electrónico: indique uno.';
  throw invalid([{ pointer: '/to', code: 'recipient_missing', detail }]);
}
