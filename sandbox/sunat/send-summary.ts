import { createHash } from 'node:crypto';
import { unpack } from './archive.ts';
import { describe } from './cdr.ts';
import { authenticate } from './credentials.ts';
import type { Fault } from './faults.ts';
import { parseSummaryFile, type SummaryName } from './names.ts';
import { type Outcome, perform } from './perform.ts';
import { Refusal, Rejection } from './returns.ts';
import { readSummary, type SummaryEffects } from './rules/summary.ts';
import type { Reply, Sandbox } from './sandbox.ts';
import { asUtf8 } from './schema.ts';
import { checkSignature } from './signature.ts';
import type { SoapCall } from './soap.ts';
import type { DocumentRecord, TicketRecord } from './store.ts';
import { decodeXml, limaClock } from './text.ts';
import { parseXml } from './xml.ts';

const NOTHING: SummaryEffects = { added: [], voided: [], observations: [] };

/** `sendSummary`: a daily summary (RC) or voided documents (RA), answered with a ticket. */
export async function sendSummary(box: Sandbox, call: SoapCall): Promise<Reply> {
  const request = box.store.openRequest('sendSummary', box.now().toISOString());
  const { fileName = '', contentFile = '' } = call.args;
  request.name = fileName;
  request.ruc = fileName.slice(0, 11);
  try {
    request.sha256 = sha256(unpack(contentFile, fileName.replace(/\.(zip|ZIP)$/, '')));
  } catch {
    request.sha256 = '';
  }
  return perform(box, 'sendSummary', call, request, { ruc: request.ruc }, (fault) => receive(box, call, fault));
}

async function receive(box: Sandbox, call: SoapCall, fault: Fault | undefined): Promise<Outcome> {
  const caller = authenticate(box.store, call);
  const name = parseSummaryFile(call.args.fileName ?? '');
  if (name.ruc !== caller.ruc) throw new Refusal('0154', name.base);
  const bytes = unpack(call.args.contentFile ?? '', name.base);
  const taken = [...box.store.tickets.values()].some((one) => one.base === name.base);
  if (taken) throw new Refusal(name.kind === 'RC' ? '2223' : '2324', name.base);
  if (box.inFlight.has(name.base)) throw new Refusal('0140', name.base);
  box.inFlight.add(name.base);
  try {
    const { code, effects } = await judge(box, name, bytes, caller.issuer?.certificateSha256, fault);
    const record: TicketRecord = {
      ticket: box.nextNumber(),
      ruc: name.ruc,
      username: caller.username,
      base: name.base,
      id: name.id,
      kind: name.kind,
      sha256: sha256(bytes),
      receivedAt: box.now().toISOString(),
      pendingPolls: fault?.kind === 'ticket_pending' ? fault.polls : 0,
      code,
      description: (fault?.kind === 'reject' ? fault.text : undefined) ?? describe(name.kind, name.id, code),
      bare: fault?.kind === 'ticket_error' && fault.content === false,
      observations: fault?.kind === 'observe' ? [...effects.observations, fault.code] : effects.observations,
    };
    await applyEffects(box, record, effects);
    await box.store.saveTicket(record);
    return { content: `<ticket>${record.ticket}</ticket>`, outcome: code === '0' ? 'accepted' : `rejected:${code}` };
  } finally {
    box.inFlight.delete(name.base);
  }
}

/** The file's shape is judged at once; its content is the ticket's matter. */
async function judge(
  box: Sandbox,
  name: SummaryName,
  bytes: Buffer,
  certificate: string | undefined,
  fault: Fault | undefined,
): Promise<{ code: string; effects: SummaryEffects }> {
  const xml = decodeXml(bytes);
  const root = parseXml(xml);
  const today = limaClock(box.now()).date;
  if (box.store.checks === 'full') {
    await box.schema.check(root.name, asUtf8(xml));
    checkSignature(root, xml, today, certificate);
  }
  if (fault?.kind === 'reject' || fault?.kind === 'ticket_error') return { code: fault.code, effects: NOTHING };
  try {
    return { code: '0', effects: readSummary(box.store, root, name, today) };
  } catch (error) {
    if (error instanceof Rejection) return { code: error.code, effects: NOTHING };
    throw error;
  }
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
