import type { Fault, Operation, Subject } from '../faults.ts';
import { isServerSide, Refusal, textOf } from '../returns.ts';
import { CUT, HANG, json, page, type Reply, type Sandbox } from '../sandbox.ts';
import type { RequestRecord } from '../store.ts';

/** What a REST operation came to: its answer and the word for the request log. */
export interface RestOutcome {
  readonly reply: Reply;
  readonly outcome: string;
}

/** Runs one operation under the fault that waits for it, if any, and logs how it ended. */
export async function performRest(
  box: Sandbox,
  queue: Operation,
  request: RequestRecord,
  subject: Subject,
  work: (fault: Fault | undefined) => Promise<RestOutcome>,
): Promise<Reply> {
  const fault = box.faults.take(queue, subject);
  const reply = failure(fault, request) ?? (await run(box, request, fault, work));
  box.store.noted(request);
  return reply;
}

/** The answer of a fault that stands before any processing. */
function failure(fault: Fault | undefined, request: RequestRecord): Reply | undefined {
  if (fault?.kind === 'timeout') {
    request.outcome = 'timeout';
    return HANG;
  }
  if (fault?.kind === 'http') {
    request.outcome = `http:${fault.status}`;
    return page(fault.status, fault.body);
  }
  if (fault?.kind !== 'fault') return undefined;
  request.outcome = `fault:${fault.code}`;
  return refusal(fault.code, fault.text ?? textOf(fault.code));
}

async function run(
  box: Sandbox,
  request: RequestRecord,
  fault: Fault | undefined,
  work: (fault: Fault | undefined) => Promise<RestOutcome>,
): Promise<Reply> {
  if (fault?.kind === 'slow') await box.sleep(fault.ms);
  const done = await settle(() => work(fault));
  request.outcome = fault?.kind === 'lost_answer' ? 'lost_answer' : done.outcome;
  return fault?.kind === 'lost_answer' ? CUT : done.reply;
}

async function settle(work: () => Promise<RestOutcome>): Promise<RestOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const text = error.message === '' ? textOf(error.code) : `${textOf(error.code)} - Detalle: ${error.message}`;
    return { reply: refusal(error.code, text), outcome: `fault:${error.code}` };
  }
}

/** SUNAT's own failures are 500 with code and text, a caller's are 422 with a list of them. */
function refusal(code: string, text: string): Reply {
  if (isServerSide(code)) return json(500, { cod: code, msg: text });
  return json(422, { cod: '422', msg: 'Unprocessable Entity', errors: [{ cod: code, msg: text }] });
}

/** The answer to a missing, foreign or old token. */
export const UNAUTHORISED: RestOutcome = {
  reply: json(401, { cod: '401', msg: 'Unauthorized' }),
  outcome: 'http:401',
};
