import type { AddressInfo, Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Fault, FaultQueue } from './faults.ts';
import type { MailStore } from './store.ts';

export interface SmtpParts {
  readonly port: number;
  readonly store: MailStore;
  readonly faults: FaultQueue;
  readonly now: () => Date;
  /** Waits; rejected when the sandbox is closed. */
  readonly sleep: (ms: number) => Promise<void>;
}

const MAX_BYTES = 40 * 1024 * 1024;

type Kind<K extends Fault['kind']> = Extract<Fault, { kind: K }>;
type Step = 'sender' | 'recipient' | 'content';

const isKind =
  <K extends Fault['kind']>(kind: K) =>
  (fault: Fault): fault is Kind<K> =>
    fault.kind === kind;
const refusesAt =
  (step: Step) =>
  (fault: Fault): fault is Kind<'reject' | 'busy'> =>
    (fault.kind === 'reject' || fault.kind === 'busy') && fault.at === step;
const cutsAt =
  (at: Kind<'cut'>['at']) =>
  (fault: Fault): fault is Kind<'cut'> =>
    fault.kind === 'cut' && fault.at === at;

/** The reply to a step. Its text repeats the address, as real servers' do. */
const refusal = (code: number, about: string): Error =>
  Object.assign(new Error(`${about} refused by the sandbox`), { responseCode: code });

const recipientsOf = (session: SMTPServerSession): string[] => session.envelope.rcptTo.map(({ address }) => address);

/** An SMTP server (RFC 5321) on the loopback that takes everything, by any log-in, without TLS. */
export async function listenSmtp(parts: SmtpParts): Promise<{ port: number; close: () => Promise<void> }> {
  const { faults } = parts;
  const sockets = new Map<number, Socket>();
  const cut = (session: SMTPServerSession): void => void sockets.get(session.remotePort)?.destroy();

  const server = new SMTPServer({
    ...{ disabledCommands: ['STARTTLS'], authOptional: true, allowInsecureAuth: true, disableReverseLookup: true },
    ...{ size: MAX_BYTES, closeTimeout: 500, logger: false },
    onConnect(session, done) {
      if (faults.take(cutsAt('connect'), [])) cut(session);
      else done();
    },
    onAuth(auth, _session, done) {
      if (faults.take(isKind('auth'), [])) done(refusal(535, 'Log-in'));
      else done(null, { user: auth.username ?? 'sandbox' });
    },
    onMailFrom(address, _session, done) {
      const fault = faults.take(refusesAt('sender'), []);
      done(fault && refusal(fault.code, `<${address.address}>`));
    },
    onRcptTo(address, session, done) {
      const recipients = [...recipientsOf(session), address.address];
      const fault = faults.take(refusesAt('recipient'), recipients);
      if (fault) return done(refusal(fault.code, `<${address.address}>`));
      return faults.take(cutsAt('before_data'), recipients) ? cut(session) : done();
    },
    onData(stream, session, done) {
      receive(parts, stream, session).then(
        (refused) => (refused === 'cut' ? cut(session) : done(refused)),
        () => cut(session),
      );
    },
  });
  // A client that goes away is its own affair.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(parts.port, '127.0.0.1', () => listening());
  });
  const address: AddressInfo | string | null = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, close: () => new Promise((closed) => server.close(() => closed())) };
}

/** Reads the content and keeps it; answers what to say of it. A cut connection leaves it kept: the answer is what is lost. */
async function receive(
  { store, faults, now, sleep }: SmtpParts,
  stream: AsyncIterable<Uint8Array>,
  session: SMTPServerSession,
): Promise<Error | null | 'cut'> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const recipients = recipientsOf(session);
  const refused = faults.take(refusesAt('content'), recipients);
  if (refused) return refusal(refused.code, 'Content');
  const parsed = await simpleParser(raw);
  await store.save(raw, {
    at: now().toISOString(),
    from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
    to: recipients,
    subject: parsed.subject ?? '',
    messageId: parsed.messageId ?? '',
    attachments: parsed.attachments.map(({ filename }) => filename ?? ''),
  });
  const slow = faults.take(isKind('slow'), recipients);
  if (slow) await sleep(slow.ms);
  return faults.take(cutsAt('after_data'), recipients) ? 'cut' : null;
}
