import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { ServiceContext } from '../context.ts';
import type { MailSettings } from '../deps.ts';
import { writeMailOutbox } from '../outbox/write-outbox.ts';
import { openBuyer } from '../sales/buyer.ts';
import { sealRecipient } from './delivery.ts';

/** Commits a document's way to an address: the row that says how it stands, and the intent. Answers the row's id. */
export async function queueDelivery(
  tx: Tx,
  ctx: Pick<ServiceContext, 'requestId'>,
  cipher: CompanyCipher,
  delivery: { readonly documentId: string; readonly to: string },
): Promise<string> {
  const id = uuidv7();
  await writeMailOutbox(tx, 'document.mail', id, ctx.requestId);
  tx.write(
    'insert into mail_delivery (id, company_id, document_id, recipient, request_id) values ($1, $2, $3, $4, $5)',
    [id, tx.companyId, delivery.documentId, sealRecipient(cipher, id, delivery.to).bytes, ctx.requestId],
  );
  return id;
}

/** The address that a sale's buyer gave; undefined for CLIENTES VARIOS and for who gave none. */
export async function buyerEmail(tx: Tx, cipher: CompanyCipher, saleId: string): Promise<string | undefined> {
  const [sale] = await tx.sql<{ buyer: Buffer | null }>('select buyer from sale where company_id = $1 and id = $2', [
    tx.companyId,
    saleId,
  ]);
  return openBuyer(cipher, saleId, sale?.buyer ?? null)?.email;
}

/**
 * Part of the transaction in which SUNAT's acceptance is written: the buyer who gave an address gets the document.
 * Does nothing where the hub sends no mail.
 */
export async function queueDocumentMail(
  tx: Tx,
  ctx: Pick<ServiceContext, 'requestId'>,
  cipher: CompanyCipher,
  input: { readonly mail: MailSettings | undefined; readonly saleId: string; readonly documentId: string },
): Promise<void> {
  if (input.mail === undefined) return;
  const to = await buyerEmail(tx, cipher, input.saleId);
  if (to !== undefined) await queueDelivery(tx, ctx, cipher, { documentId: input.documentId, to });
}
