import { createHash } from 'node:crypto';
import { buildCdr, describe } from '../cdr.ts';
import type { Fault } from '../faults.ts';
import { billKey } from '../names.ts';
import { Refusal } from '../returns.ts';
import { json, type Reply, type Sandbox } from '../sandbox.ts';
import type { TicketRecord } from '../store.ts';
import { readToken } from '../tokens.ts';
import { performRest, type RestOutcome, UNAUTHORISED } from './rest.ts';

/** `GET .../envios/{ticket}`: 98 in process, 0 done, 99 done with an error; the CDR where there is one. */
export async function guideStatus(box: Sandbox, id: string, authorization: string): Promise<Reply> {
  const request = box.store.openRequest('gre.status', box.now().toISOString());
  const ticket = box.store.tickets.get(id);
  const [series, number] = ticket?.id.split('-') ?? [];
  request.name = id;
  request.ruc = ticket?.ruc ?? '';
  const subject = { ruc: ticket?.ruc, series, number: number === undefined ? undefined : Number(number) };
  return performRest(box, 'gre.status', request, subject, (fault) => look(box, ticket, id, authorization, fault));
}

async function look(
  box: Sandbox,
  known: TicketRecord | undefined,
  id: string,
  authorization: string,
  fault: Fault | undefined,
): Promise<RestOutcome> {
  const claim = readToken(box, authorization, 'gre');
  if (claim?.ruc === undefined) return UNAUTHORISED;
  if (known === undefined || !isGuide(known)) throw new Refusal('0127', id);
  if (known.ruc !== claim.ruc) throw new Refusal('0126', id);
  if (fault?.kind === 'ticket_pending') return pending();
  if (known.pendingPolls > 0) {
    await box.store.saveTicket({ ...known, pendingPolls: known.pendingPolls - 1 });
    return pending();
  }
  return answer(await overrule(box, known, fault));
}

const isGuide = ({ kind }: TicketRecord): boolean => kind === '09' || kind === '31';

const pending = (): RestOutcome => ({ reply: json(200, { codRespuesta: '98', indCdrGenerado: '0' }), outcome: '98' });

/** A fault may end the ticket otherwise, for good: `reject` with a CDR, `ticket_error` without one. */
async function overrule(box: Sandbox, known: TicketRecord, fault: Fault | undefined): Promise<TicketRecord> {
  if (fault?.kind !== 'reject' && fault?.kind !== 'ticket_error') return known;
  const bare = fault.kind === 'ticket_error' && fault.content !== true;
  const text = fault.kind === 'reject' ? fault.text : undefined;
  const description = text ?? describe(known.kind, known.id, fault.code);
  const changed: TicketRecord = { ...known, code: fault.code, description, observations: [], bare };
  const [series = '', number = ''] = known.id.split('-');
  const registered = box.store.documents.get(billKey(known.ruc, known.kind, series, number));
  if (registered?.ticket === known.ticket) {
    if (bare) await box.store.forgetDocument(registered.key);
    else
      await box.store.saveDocument({
        ...registered,
        status: 'rejected',
        cdrCode: fault.code,
        description,
        observations: [],
      });
  }
  await box.store.saveTicket(changed);
  return changed;
}

function answer(ticket: TicketRecord): RestOutcome {
  const accepted = ticket.code === '0';
  const cdr = ticket.bare === true ? undefined : cdrOfGuide(ticket).toString('base64');
  const body = {
    codRespuesta: accepted ? '0' : '99',
    ...(accepted ? {} : { error: { numError: ticket.code, desError: ticket.description } }),
    ...(cdr === undefined ? {} : { arcCdr: cdr }),
    indCdrGenerado: cdr === undefined ? '0' : '1',
  };
  return { reply: json(200, body), outcome: accepted ? '0' : `99:${ticket.code}` };
}

const VIEWER = 'https://e-factura.sunat.gob.pe/v1/contribuyente/gre/comprobantes/descargaqr?hashqr=';

function cdrOfGuide(ticket: TicketRecord): Buffer {
  const hash = createHash('sha256').update(`${ticket.base} ${ticket.sha256}`).digest('base64url');
  return buildCdr({
    base: ticket.base,
    ruc: ticket.ruc,
    referenceId: ticket.id,
    customer: `6-${ticket.ruc}`,
    processNumber: ticket.ticket,
    receivedAt: ticket.receivedAt,
    code: ticket.code,
    description: ticket.description,
    observations: ticket.observations,
    url: ticket.code === '0' ? `${VIEWER}${hash}` : undefined,
  });
}
