/** A file that goes with a mail. */
export interface MailAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** A mail as a verb writes it; who sends it adds the sender's address. */
export interface OutgoingMail {
  /** The Message-ID is made from it, so that a second sending of the same mail is known as one. */
  readonly id: string;
  readonly to: string;
  /** Shown beside the sender's address. */
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly MailAttachment[];
}

/** How a sending ended. `code` is stable; `smtpStatus` holds the server's digits (`550 5.1.1`) and none of its text. */
export type MailOutcome =
  | { readonly kind: 'done'; readonly messageId: string }
  | {
      readonly kind: 'rejected' | 'retryable' | 'configuration_error' | 'unknown';
      readonly code: string;
      readonly smtpStatus?: string | undefined;
    };

/** The way out for mail; never rejects for what a server or the network did. */
export interface MailSender {
  send(mail: OutgoingMail): Promise<MailOutcome>;
}

/** Stands in where no mail server is configured any more for what was queued before. */
export const NO_MAIL_SENDER: MailSender = {
  send: () => Promise.resolve({ kind: 'configuration_error', code: 'mail_not_configured' }),
};

/** Thrown so that the outbox tries again; the code is all it says. */
export class MailNotSentError extends Error {
  override readonly name = 'MailNotSentError';
}

/** Milliseconds for which a mail is tried. */
export const MAIL_PATIENCE_MS = 48 * 3_600_000;
