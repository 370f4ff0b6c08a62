import { createHash } from 'node:crypto';
import { unpack } from './archive.ts';
import { describe } from './cdr.ts';
import { authenticate } from './credentials.ts';
import type { Fault } from './faults.ts';
import { parseSummaryFile, type SummaryKind, type SummaryName } from './names.ts';
import { type Outcome, perform } from './perform.ts';
import { Refusal, Rejection } from './returns.ts';
import { documentOf, lineDetail, linesOf } from './rules/summary/line.ts';
import type { SummaryEffects } from './rules/summary/context.ts';
import { readSummary } from './rules/summary/read-summary.ts';
import type { Reply, Sandbox } from './sandbox.ts';
import { asUtf8 } from './schema.ts';
import { checkSignature } from './signature.ts';
import type { SoapCall } from './soap.ts';
import type { DocumentRecord, TicketRecord } from './store.ts';
import { decodeXml, limaClock } from './text.ts';
import { skimDocuments } from './skim.ts';
import { parseXml, type XmlNode } from './xml.ts';

const NOTHING: SummaryEffects = { added: [], voided: [], observations: [] };

/** `sendSummary`: a daily summary (RC), voided documents (RA) or reversals (RR), answered with a ticket. */
export async function sendSummary(box: Sandbox, call: SoapCall, kinds: readonly SummaryKind[]): Promise<Reply> {
  const request = box.store.openRequest('sendSummary', box.now().toISOString());
  const { fileName = '', contentFile = '' } = call.args;
  request.name = fileName;
  request.ruc = fileName.slice(0, 11);
  let xml = '';
  try {
    const bytes = unpack(contentFile, fileName.replace(/\.(zip|ZIP)$/, ''));
    request.sha256 = sha256(bytes);
    xml = decodeXml(bytes);
  } catch {
    request.sha256 = '';
  }
  const subject = { ruc: request.ruc, documents: skimDocuments(xml) };
  return perform(box, 'sendSummary', call, request, subject, (fault) => receive(box, call, kinds, fault));
}

async function receive(
  box: Sandbox,
  call: SoapCall,
  kinds: readonly SummaryKind[],
  fault: Fault | undefined,
): Promise<Outcome> {
  const caller = authenticate(box.store, call);
  const name = parseSummaryFile(call.args.fileName ?? '', kinds);
  if (name.ruc !== caller.ruc) throw new Refusal('0154', name.base);
  const bytes = unpack(call.args.contentFile ?? '', name.base);
  const taken = [...box.store.tickets.values()].some((one) => one.base === name.base);
  if (taken) throw new Refusal(name.kind === 'RA' ? '2324' : '2223', name.base);
  if (box.inFlight.has(name.base)) throw new Refusal('0140', name.base);
  box.inFlight.add(name.base);
  try {
    const verdict = await judge(box, name, bytes, caller.issuer?.certificateSha256, fault);
    const record = recordOf(box, caller.username, name, bytes, verdict, fault);
    await applyEffects(box, record, verdict.effects);
    await box.store.saveTicket(record);
    const outcome = verdict.code === '0' ? 'accepted' : `rejected:${verdict.code}`;
    return { content: `<ticket>${record.ticket}</ticket>`, outcome };
  } finally {
    box.inFlight.delete(name.base);
  }
}

interface Verdict {
  /** `0`, or the code of the rejection. */
  readonly code: string;
  /** The line it is about, in SUNAT's manner. */
  readonly detail: string;
  readonly effects: SummaryEffects;
}

/** The file's shape is judged at once; its content is the ticket's matter. */
async function judge(
  box: Sandbox,
  name: SummaryName,
  bytes: Buffer,
  certificate: string | undefined,
  fault: Fault | undefined,
): Promise<Verdict> {
  const xml = decodeXml(bytes);
  const root = parseXml(xml);
  const today = limaClock(box.now()).date;
  if (box.store.checks === 'full') {
    await box.schema.check(root.name, asUtf8(xml));
    checkSignature(root, xml, today, certificate);
  }
  if (fault?.kind === 'reject') return { code: fault.code, detail: namedLine(root, fault), effects: NOTHING };
  if (fault?.kind === 'ticket_error') return { code: fault.code, detail: '', effects: NOTHING };
  try {
    return { code: '0', detail: '', effects: readSummary(box.store, root, name, today) };
  } catch (error) {
    if (error instanceof Rejection) return { code: error.code, detail: error.message, effects: NOTHING };
    throw error;
  }
}

/** The line that a fault's `match` is about, unless it is not to be told. */
function namedLine(root: XmlNode, { match, named, code }: Extract<Fault, { kind: 'reject' }>): string {
  if (!named || (match?.series === undefined && match?.number === undefined)) return '';
  const line = linesOf(root).find((one) => {
    const [series, number] = documentOf(one).split('-');
    return (match.series ?? series) === series && (match.number ?? Number(number)) === Number(number);
  });
  return line === undefined ? '' : lineDetail(line, code);
}

function recordOf(
  box: Sandbox,
  username: string,
  name: SummaryName,
  bytes: Buffer,
  { code, detail, effects }: Verdict,
  fault: Fault | undefined,
): TicketRecord {
  const ticket = box.nextNumber();
  const sentence = (fault?.kind === 'reject' ? fault.text : undefined) ?? describe(name.kind, name.id, code);
  const where = detail === '' ? '' : ` - Detalle: xxx.xxx.xxx value='ticket: ${ticket} error: ${detail}'`;
  return {
    ticket,
    ruc: name.ruc,
    username,
    base: name.base,
    id: name.id,
    kind: name.kind,
    sha256: sha256(bytes),
    receivedAt: box.now().toISOString(),
    pendingPolls: fault?.kind === 'ticket_pending' ? fault.polls : 0,
    code,
    description: `${sentence}${where}`,
    bare: fault?.kind === 'ticket_error' && fault.content === false,
    observations: fault?.kind === 'observe' ? [...effects.observations, fault.code] : effects.observations,
  };
}

async function applyEffects(box: Sandbox, ticket: TicketRecord, effects: SummaryEffects): Promise<void> {
  const voided = effects.voided.map((one): DocumentRecord => ({ ...one, status: 'voided', ticket: ticket.ticket }));
  const added = effects.added.map(
    (one): DocumentRecord => ({
      ...one,
      base: ticket.base,
      sha256: ticket.sha256,
      status: 'accepted',
      cdrCode: '0',
      description: describe(one.type, one.facts.id, '0'),
      observations: [],
      processNumber: ticket.ticket,
      receivedAt: ticket.receivedAt,
      timesSent: 1,
      ticket: ticket.ticket,
    }),
  );
  await Promise.all([...voided, ...added].map((one) => box.store.saveDocument(one)));
}

/** Undoes what a summary did, for a ticket that ends in error after all. */
export async function undoEffects(box: Sandbox, ticket: TicketRecord): Promise<void> {
  const touched = [...box.store.documents.values()].filter((one) => one.ticket === ticket.ticket);
  await Promise.all(
    touched.map((one) =>
      one.status === 'voided' && one.processNumber !== ticket.ticket
        ? box.store.saveDocument({ ...one, status: 'accepted' })
        : box.store.forgetDocument(one.key),
    ),
  );
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
