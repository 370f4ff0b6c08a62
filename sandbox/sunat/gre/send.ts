import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { unpack } from '../archive.ts';
import { describe } from '../cdr.ts';
import type { Fault } from '../faults.ts';
import { type DespatchName, parseDespatchBase } from '../names.ts';
import { Refusal } from '../returns.ts';
import { json, type Reply, type Sandbox } from '../sandbox.ts';
import type { DocumentRecord, TicketRecord } from '../store.ts';
import { limaClock } from '../text.ts';
import { readToken } from '../tokens.ts';
import { judgeGuide, type Verdict } from './judge.ts';
import { performRest, type RestOutcome, UNAUTHORISED } from './rest.ts';

const bodySchema = z.object({
  archivo: z.object({ nomArchivo: z.string(), arcGreZip: z.string(), hashZip: z.string() }),
});

type Archive = z.infer<typeof bodySchema>['archivo'];

/** `POST .../comprobantes/{name}`: a guide, answered with a ticket. */
export async function sendGuide(box: Sandbox, base: string, authorization: string, body: string): Promise<Reply> {
  const request = box.store.openRequest('gre.send', box.now().toISOString());
  const archive = readBody(body);
  const name = parseDespatchBase(base);
  request.name = archive?.nomArchivo ?? base;
  request.ruc = base.slice(0, 11);
  request.sha256 = archive === undefined ? '' : xmlHash(archive, base);
  const subject = {
    ruc: request.ruc,
    series: name?.series,
    number: name === undefined ? undefined : Number(name.number),
  };
  return performRest(box, 'gre.send', request, subject, (fault) =>
    receive(box, { base, name, archive, authorization }, fault),
  );
}

function readBody(body: string): Archive | undefined {
  try {
    return bodySchema.parse(JSON.parse(body)).archivo;
  } catch {
    return undefined;
  }
}

function xmlHash({ arcGreZip }: Archive, base: string): string {
  try {
    return sha256(unpack(arcGreZip, base));
  } catch {
    return '';
  }
}

interface Given {
  readonly base: string;
  readonly name: DespatchName | undefined;
  readonly archive: Archive | undefined;
  readonly authorization: string;
}

async function receive(box: Sandbox, given: Given, fault: Fault | undefined): Promise<RestOutcome> {
  const claim = readToken(box, given.authorization, 'gre');
  if (claim?.ruc === undefined) return UNAUTHORISED;
  const { name, archive } = given;
  if (name === undefined) throw new Refusal('0151', given.base);
  if (name.ruc !== claim.ruc) throw new Refusal('0154', given.base);
  const bytes = openArchive(archive, name);
  if (box.inFlight.has(name.key)) throw new Refusal('0140', name.base);
  box.inFlight.add(name.key);
  try {
    const verdict = await verdictOf(box, name, bytes, fault);
    const ticket = ticketOf(box, name, bytes, verdict, fault);
    if (!verdict.bare) await box.store.saveDocument(documentOf(ticket, name, verdict));
    await box.store.saveTicket(ticket);
    const { date, time } = limaClock(box.now());
    return {
      reply: json(200, { numTicket: ticket.ticket, fecRecepcion: `${date}T${time}-05:00` }),
      outcome: verdict.code === '0' ? 'accepted' : `rejected:${verdict.code}`,
    };
  } finally {
    box.inFlight.delete(name.key);
  }
}

/** @throws Refusal of `unpack`, or 0151 other name than in the path, 0156 another hash than the file's. */
function openArchive(archive: Archive | undefined, name: DespatchName): Buffer {
  if (archive === undefined) throw new Refusal('0155', 'archivo');
  if (!/^\.(zip|ZIP)$/.test(archive.nomArchivo.slice(name.base.length)) || !archive.nomArchivo.startsWith(name.base))
    throw new Refusal('0151', archive.nomArchivo);
  const bytes = unpack(archive.arcGreZip, name.base);
  const hash = sha256(Buffer.from(archive.arcGreZip, 'base64'));
  if (archive.hashZip.toLowerCase() !== hash) throw new Refusal('0156', 'hashZip');
  return bytes;
}

/** What the guide deserves, or what the fault says instead. */
async function verdictOf(box: Sandbox, name: DespatchName, bytes: Buffer, fault: Fault | undefined): Promise<Verdict> {
  const verdict = await judgeGuide(box, name, bytes);
  if (fault?.kind === 'reject') return { ...verdict, code: fault.code, detail: '', observations: [], bare: false };
  if (fault?.kind === 'ticket_error')
    return { ...verdict, code: fault.code, detail: '', observations: [], bare: fault.content !== true };
  if (fault?.kind === 'observe') return { ...verdict, observations: [...verdict.observations, fault.code] };
  return verdict;
}

function ticketOf(
  box: Sandbox,
  name: DespatchName,
  bytes: Buffer,
  verdict: Verdict,
  fault: Fault | undefined,
): TicketRecord {
  const text = fault?.kind === 'reject' ? fault.text : undefined;
  const sentence = text ?? describe(name.type, `${name.series}-${name.number}`, verdict.code);
  return {
    ticket: randomUUID(),
    ruc: name.ruc,
    username: name.ruc,
    base: name.base,
    id: `${name.series}-${name.number}`,
    kind: name.type,
    sha256: sha256(bytes),
    receivedAt: box.now().toISOString(),
    pendingPolls: fault?.kind === 'ticket_pending' ? fault.polls : 0,
    code: verdict.code,
    description: verdict.detail === '' ? sentence : `${sentence} - Detalle: ${verdict.detail}`,
    observations: verdict.observations,
    bare: verdict.bare,
  };
}

/** What the registry keeps: accepted guides, and rejected ones that have a CDR. */
function documentOf(ticket: TicketRecord, name: DespatchName, verdict: Verdict): DocumentRecord {
  return {
    key: name.key,
    base: name.base,
    ruc: name.ruc,
    type: name.type,
    series: name.series,
    number: Number(name.number),
    sha256: ticket.sha256,
    status: ticket.code === '0' ? 'accepted' : 'rejected',
    cdrCode: ticket.code,
    description: ticket.description,
    observations: ticket.observations,
    facts: verdict.facts,
    processNumber: ticket.ticket,
    receivedAt: ticket.receivedAt,
    timesSent: 1,
    ticket: ticket.ticket,
  };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
