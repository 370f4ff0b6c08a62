import { buildCdr, describe } from './cdr.ts';
import { authenticate } from './credentials.ts';
import type { Fault } from './faults.ts';
import { type Outcome, perform } from './perform.ts';
import { Refusal } from './returns.ts';
import type { Reply, Sandbox } from './sandbox.ts';
import { undoEffects } from './send-summary.ts';
import type { SoapCall } from './soap.ts';
import type { TicketRecord } from './store.ts';

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
  if (known === undefined) throw new Refusal('0127', call.args.ticket);
  if (known.ruc !== caller.ruc) throw new Refusal('0126', call.args.ticket);
  if (fault?.kind === 'ticket_pending') return status('98');
  if (known.pendingPolls > 0) {
    await box.store.saveTicket({ ...known, pendingPolls: known.pendingPolls - 1 });
    return status('98');
  }
  const final = fault?.kind === 'ticket_error' ? await fail(box, known, fault.code) : known;
  return status(final.code === '0' ? '0' : '99', cdrOfTicket(final));
}

async function fail(box: Sandbox, known: TicketRecord, code: string): Promise<TicketRecord> {
  const failed = { ...known, code, description: describe(known.kind, known.id, code), observations: [] };
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
