import { buildCdr, describe } from './cdr.ts';
import { authenticate } from './credentials.ts';
import type { Fault } from './faults.ts';
import { type Outcome, perform } from './perform.ts';
import { Refusal } from './returns.ts';
import type { Reply, Sandbox } from './sandbox.ts';
import { undoEffects } from './send-summary.ts';
import type { SoapCall } from './soap.ts';
import type { TicketRecord } from './store.ts';

type TicketFault = Extract<Fault, { kind: 'ticket_error' | 'reject' }>;

/** `getStatus` of the billing service: where a ticket stands (0 done, 98 in process, 99 done with errors). */
export async function getStatus(box: Sandbox, call: SoapCall): Promise<Reply> {
  const request = box.store.openRequest('getStatus', box.now().toISOString());
  const ticket = box.store.tickets.get(call.args.ticket ?? '');
  request.name = call.args.ticket ?? '';
  request.ruc = ticket?.ruc ?? '';
  return perform(box, 'getStatus', call, request, { ruc: ticket?.ruc }, (fault) => look(box, call, fault));
}

async function look(box: Sandbox, call: SoapCall, fault: Fault | undefined): Promise<Outcome> {
  const caller = authenticate(box.store, call);
  const known = box.store.tickets.get(call.args.ticket ?? '');
  if (known === undefined || known.kind === '09' || known.kind === '31') throw new Refusal('0127', call.args.ticket);
  if (known.ruc !== caller.ruc) throw new Refusal('0126', call.args.ticket);
  if (fault?.kind === 'ticket_pending') return status('98');
  if (known.pendingPolls > 0) {
    await box.store.saveTicket({ ...known, pendingPolls: known.pendingPolls - 1 });
    return status('98');
  }
  const final = fault?.kind === 'ticket_error' || fault?.kind === 'reject' ? await fail(box, known, fault) : known;
  return status(final.code === '0' ? '0' : '99', final.bare === true ? undefined : cdrOfTicket(final));
}

/** Ends a ticket in error for good, with a CDR or, where the fault says so, without. */
async function fail(box: Sandbox, known: TicketRecord, fault: TicketFault): Promise<TicketRecord> {
  const { code } = fault;
  const failed = {
    ...known,
    code,
    description: (fault.kind === 'reject' ? fault.text : undefined) ?? describe(known.kind, known.id, code),
    observations: [],
    bare: fault.kind === 'ticket_error' && fault.content === false,
  };
  await undoEffects(box, known);
  await box.store.saveTicket(failed);
  return failed;
}

function cdrOfTicket(ticket: TicketRecord): Buffer {
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
  });
}

function status(code: string, content?: Buffer): Outcome {
  const file = content === undefined ? '' : `<content>${content.toString('base64')}</content>`;
  return { content: `<status>${file}<statusCode>${code}</statusCode></status>`, outcome: code };
}
