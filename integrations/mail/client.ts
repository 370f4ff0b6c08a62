import type { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import { faultOf } from './errors.ts';
import type { Mailer, MailMessage, SendOutcome } from './types.ts';

export interface MailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; query parameters are nodemailer's (`?requireTLS=true`). */
  readonly url: string;
  /** The sender's address, `facturas@tienda.pe` or `Tienda <facturas@tienda.pe>`. */
  readonly from: string;
  /** Milliseconds for one mail, from its turn to the server's last word. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 60_000;
const CONNECT_MS = 10_000;
const CONNECTIONS = 5;

/** The bare address, and the domain that stands in message ids. */
function senderOf(from: string): { address: string; domain: string } {
  const address = (/<([^<>]+)>/.exec(from)?.[1] ?? from).trim();
  return { address, domain: address.split('@').at(-1) || 'localhost' };
}

/** A pool of connections to one mail server (RFC 5321; TLS by STARTTLS where it is offered, or `smtps`). */
export function createMailer({ url, from, timeoutMs = TIMEOUT_MS }: MailerOptions): Mailer {
  const { address, domain } = senderOf(from);
  const bodies = new Map<string, Readable>();
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // A broken idle connection is the pool's business: the next mail opens another.
  transport.on('error', () => undefined);
  // The content is read only once the server has asked for it (354): that is when its fate becomes uncertain.
  transport.use('stream', (mail, done) => {
    const { message } = mail;
    const open = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const body = open(options);
      bodies.set(message.messageId(), body);
      return body;
    };
    done();
  });

  async function send(message: MailMessage): Promise<SendOutcome> {
    const messageId = `<${message.id}@${domain}>`;
    try {
      await transport.sendMail({
        ...{ messageId, subject: message.subject, text: message.text },
        from: { name: message.fromName, address },
        to: { name: '', address: message.to },
        attachments: message.attachments.map(({ name, contentType, bytes }) => ({
          ...{ filename: name, contentType, content: bytes },
        })),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { kind: 'done', messageId };
    } catch (error) {
      return faultOf(error, bodies.get(messageId)?.readableDidRead === true);
    } finally {
      bodies.delete(messageId);
    }
  }

  return { send, close: () => transport.close() };
}
