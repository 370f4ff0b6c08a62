import { createHash } from 'node:crypto';
import { unpack } from './archive.ts';
import { buildCdr, describe } from './cdr.ts';
import { authenticate, type Caller } from './credentials.ts';
import { type BillFacts, readCertificateFacts, readFacts, skimFacts } from './facts.ts';
import type { Fault } from './faults.ts';
import { type BillName, type BillType, CERTIFICATES, isPaper, parseBillBase, parseBillFile } from './names.ts';
import { type Outcome, perform } from './perform.ts';
import { Refusal, Rejection } from './returns.ts';
import { checkAdvanceTargets } from './rules/advance-targets.ts';
import { checkCertificate } from './rules/certificate/check-certificate.ts';
import { checkPerceived } from './rules/certificate/targets.ts';
import { checkBill } from './rules/check-bill.ts';
import { checkNoteTargets } from './rules/note-targets.ts';
import type { Reply, Sandbox } from './sandbox.ts';
import { asUtf8 } from './schema.ts';
import { checkSignature } from './signature.ts';
import type { SoapCall } from './soap.ts';
import type { DocumentRecord, RequestRecord } from './store.ts';
import { decodeXml, limaClock } from './text.ts';
import { parseXml, type XmlNode } from './xml.ts';

/** `sendBill`: one receipt or certificate, answered with its CDR. `partyType` (for PSEs) is not looked at. */
export async function sendBill(box: Sandbox, call: SoapCall, types: readonly BillType[]): Promise<Reply> {
  const request = box.store.openRequest('sendBill', box.now().toISOString());
  const name = recognise(request, call);
  const subject = {
    ruc: request.ruc,
    series: name?.series,
    number: name === undefined ? undefined : Number(name.number),
  };
  return perform(box, 'sendBill', call, request, subject, (fault) => receive(box, call, types, fault));
}

/** Fills the request log with what can be read before anything is judged. */
function recognise(request: RequestRecord, call: SoapCall): BillName | undefined {
  const { fileName = '', contentFile = '' } = call.args;
  const base = fileName.replace(/\.(zip|ZIP)$/, '');
  request.name = fileName;
  request.ruc = fileName.slice(0, 11);
  try {
    request.sha256 = sha256(unpack(contentFile, base));
  } catch {
    request.sha256 = '';
  }
  return parseBillBase(base);
}

async function receive(
  box: Sandbox,
  call: SoapCall,
  types: readonly BillType[],
  fault: Fault | undefined,
): Promise<Outcome> {
  const caller = authenticate(box.store, call);
  const name = parseBillFile(call.args.fileName ?? '', types);
  if (name.ruc !== caller.ruc) throw new Refusal('0154', name.base);
  const bytes = unpack(call.args.contentFile ?? '', name.base);
  refuseKnown(box, name);
  box.inFlight.add(name.key);
  try {
    const record = await judge(box, caller, name, bytes, fault);
    await box.store.saveDocument(record);
    return {
      content: `<applicationResponse>${cdrOf(record).toString('base64')}</applicationResponse>`,
      outcome: word(record),
    };
  } finally {
    box.inFlight.delete(name.key);
  }
}

function refuseKnown(box: Sandbox, name: BillName): void {
  const known = box.store.documents.get(name.key);
  const code = known === undefined ? undefined : codeOfKnown(name, known);
  if (known !== undefined && code !== undefined) {
    box.store.countSend(known);
    throw new Refusal(code, `El comprobante ${name.series}-${name.number} fue informado anteriormente`);
  }
  if (box.inFlight.has(name.key)) throw new Refusal('0140', name.base);
}

/** A number can come once; that of a rejected certificate again, and paper until it is voided, but not by both ways. */
function codeOfKnown(name: BillName, known: DocumentRecord): '1032' | '1033' | '1084' | undefined {
  const { status } = known;
  if (CERTIFICATES.includes(name.type)) return status === 'rejected' ? undefined : '1033';
  if (isPaper(name) && status !== 'voided')
    return known.type === '03' && known.ticket !== undefined ? '1084' : undefined;
  return status === 'accepted' ? '1033' : '1032';
}

async function judge(
  box: Sandbox,
  caller: Caller,
  name: BillName,
  bytes: Buffer,
  fault: Fault | undefined,
): Promise<DocumentRecord> {
  const verdict = await check(box, caller, name, bytes);
  const code = fault?.kind === 'reject' ? fault.code : verdict.code;
  const referenceId = `${name.series}-${name.number}`;
  const text = fault?.kind === 'reject' ? fault.text : undefined;
  return {
    key: name.key,
    base: name.base,
    ruc: name.ruc,
    type: name.type,
    series: name.series,
    number: Number(name.number),
    sha256: sha256(bytes),
    status: code === '0' ? 'accepted' : 'rejected',
    cdrCode: code,
    description: text ?? describe(name.type, referenceId, code),
    observations: fault?.kind === 'observe' ? [...verdict.observations, fault.code] : verdict.observations,
    facts: verdict.facts,
    processNumber: box.nextNumber(),
    receivedAt: box.now().toISOString(),
    timesSent: 1,
  };
}

interface Verdict {
  readonly facts: BillFacts;
  readonly code: string;
  readonly observations: readonly string[];
}

/** All that stands between a readable file and its registration; the light mode trusts the file. */
async function check(box: Sandbox, caller: Caller, name: BillName, bytes: Buffer): Promise<Verdict> {
  const xml = decodeXml(bytes);
  if (box.store.checks === 'light') {
    return { facts: skimFacts(xml, `${name.series}-${name.number}`), code: '0', observations: [] };
  }
  const root = parseXml(xml);
  await box.schema.check(root.name, asUtf8(xml));
  const today = limaClock(box.now()).date;
  checkSignature(root, xml, today, caller.issuer?.certificateSha256);
  if (CERTIFICATES.includes(name.type)) return checkOther(box, root, name, today);
  const observations = checkBill(root, name, today);
  const facts = readFacts(root);
  try {
    checkAdvanceTargets(box.store, root, name);
    return { facts, code: '0', observations: [...observations, ...checkNoteTargets(box.store, root, name, facts)] };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { facts, code: error.code, observations: [] };
  }
}

function checkOther(box: Sandbox, root: XmlNode, name: BillName, today: string): Verdict {
  checkCertificate(root, name, today);
  const facts = readCertificateFacts(root);
  try {
    checkPerceived(box.store, root, name);
    return { facts, code: '0', observations: [] };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { facts, code: error.code, observations: [] };
  }
}

/** The CDR of a registered receipt: the same bytes whenever it is asked for. */
export function cdrOf(record: DocumentRecord): Buffer {
  return buildCdr({
    base: record.base,
    ruc: record.ruc,
    referenceId: record.facts.id,
    customer: `${record.facts.customerType}-${record.facts.customerNumber}`,
    processNumber: record.processNumber,
    receivedAt: record.receivedAt,
    code: record.cdrCode,
    description: record.description,
    observations: record.observations,
  });
}

function word(record: DocumentRecord): string {
  if (record.status === 'rejected') return `rejected:${record.cdrCode}`;
  return record.observations.length > 0 ? 'observed' : 'accepted';
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
