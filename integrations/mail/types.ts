/** A file that goes with a mail. */
export interface MailFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

export interface MailMessage {
  /** The Message-ID is `<id@domain of the sender>`: the same mail sent again is known as the same one. */
  readonly id: string;
  readonly to: string;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly MailFile[];
}

/** Stable codes of what went wrong. */
export type MailFaultCode =
  | 'recipient_refused'
  | 'message_refused'
  | 'server_busy'
  | 'connection_failed'
  | 'authentication_failed'
  | 'tls_failed'
  | 'sender_refused'
  | 'configuration_invalid'
  | 'answer_lost';

/** Neither the address nor the server's text stands in it: they are personal, or may be. */
export interface MailFault {
  readonly kind: 'rejected' | 'retryable' | 'configuration_error' | 'unknown';
  readonly code: MailFaultCode;
  /** The server's reply code and enhanced status (RFC 3463), `550 5.1.1`. */
  readonly smtpStatus?: string | undefined;
}

export type SendOutcome = { readonly kind: 'done'; readonly messageId: string } | MailFault;

export interface Mailer {
  /**
   * Hands one mail to the server. Never rejects. `unknown` says that the connection broke after the content began to
   * leave: sending it again is harmless, since the Message-ID is the same.
   */
  send(message: MailMessage): Promise<SendOutcome>;
  close(): void;
}
