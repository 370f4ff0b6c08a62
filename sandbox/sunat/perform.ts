import type { Fault, Operation, Subject } from './faults.ts';
import { Refusal } from './returns.ts';
import { CUT, HANG, page, type Reply, type Sandbox, soap } from './sandbox.ts';
import { answer, type SoapCall, fault as soapFault } from './soap.ts';
import type { RequestRecord } from './store.ts';

/** What an operation came to: the inner XML of its answer and the word for the request log. */
export interface Outcome {
  readonly content: string;
  readonly outcome: string;
}

/**
 * Runs one operation under the fault that waits for it, if any, and logs how it ended.
 * A fault is used up by the request it meets, whatever the request itself deserves.
 */
export async function perform(
  box: Sandbox,
  queue: Operation,
  call: SoapCall,
  request: RequestRecord,
  subject: Subject,
  work: (fault: Fault | undefined) => Promise<Outcome>,
): Promise<Reply> {
  const fault = box.faults.take(queue, subject);
  const reply = failure(fault, request) ?? (await run(box, call, request, fault, work));
  box.store.noted(request);
  return reply;
}

/** The answer of a fault that stands before any processing. */
function failure(fault: Fault | undefined, request: RequestRecord): Reply | undefined {
  switch (fault?.kind) {
    case 'fault':
      request.outcome = `fault:${fault.code}`;
      return soap(500, soapFault(fault.code, '', fault.text));
    case 'http':
      request.outcome = `http:${fault.status}`;
      return page(fault.status, fault.body);
    case 'timeout':
      request.outcome = 'timeout';
      return HANG;
    default:
      return undefined;
  }
}

async function run(
  box: Sandbox,
  call: SoapCall,
  request: RequestRecord,
  fault: Fault | undefined,
  work: (fault: Fault | undefined) => Promise<Outcome>,
): Promise<Reply> {
  if (fault?.kind === 'slow') await box.sleep(fault.ms);
  const reply = await settle(call.operation, request, () => work(fault));
  if (fault?.kind !== 'lost_answer') return reply;
  request.outcome = 'lost_answer';
  return CUT;
}

async function settle(operation: string, request: RequestRecord, work: () => Promise<Outcome>): Promise<Reply> {
  try {
    const done = await work();
    request.outcome = done.outcome;
    return soap(200, answer(operation, done.content));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    request.outcome = `fault:${error.code}`;
    return soap(500, soapFault(error.code, error.message));
  }
}
