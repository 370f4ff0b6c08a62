import { MAIL_STATUSES, type MailStatus } from '../../db/entities/mail.ts';
import { maskEmail } from '../../domain/identity/mask.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';
import { instant } from '../rows.ts';

export { MAIL_STATUSES };

export interface DeliveryRow {
  readonly id: string;
  readonly created_at: Date | string;
  readonly document_id: string;
  readonly recipient: Buffer;
  readonly status: MailStatus;
  readonly attempts: number;
  readonly outcome_code: string | null;
  readonly smtp_status: string | null;
  readonly message_id: string | null;
  readonly sent_at: Date | string | null;
}

const aad = (deliveryId: string): string => `mail_delivery.recipient/${deliveryId}`;

/** Seals the address of a delivery. */
export const sealRecipient = (cipher: CompanyCipher, deliveryId: string, to: string): Sealed =>
  cipher.seal(to, aad(deliveryId));

/** The address of a delivery, in clear. */
export const openRecipient = (cipher: CompanyCipher, row: Pick<DeliveryRow, 'id' | 'recipient'>): string =>
  cipher.open(new Sealed(row.recipient), aad(row.id));

/** A delivery as the contract shows it; the address masked unless `reveal`. */
export function showDelivery(row: DeliveryRow, cipher: CompanyCipher, reveal: boolean) {
  const to = openRecipient(cipher, row);
  return {
    id: row.id,
    document_id: row.document_id,
    to: reveal ? to : maskEmail(to),
    status: row.status,
    attempts: row.attempts,
    outcome_code: row.outcome_code,
    smtp_status: row.smtp_status,
    message_id: row.message_id,
    sent_at: row.sent_at && instant(row.sent_at),
    created_at: instant(row.created_at),
  };
}
export type DeliveryView = ReturnType<typeof showDelivery>;
