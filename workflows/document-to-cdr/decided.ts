import type { IssuedDocument, SendResult } from '../../activities/index.ts';
import type { DecideInput, MessageResult } from './contract.ts';
import { ask, clearAttention, type DocumentProcess, enter, refused } from './process.ts';
import { refusalOf } from './refusal.ts';

/** How the process goes on after a person decided. */
type Course =
  | { readonly next: 'send'; readonly document: IssuedDocument }
  | { readonly next: 'issue'; readonly attempt: number }
  | { readonly next: 'end'; readonly stage: 'cancelled' | 'completed' };

type Standing = Pick<Extract<SendResult, { state: 'decision' }>, 'code' | 'options'>;

/** Waits for a person and does what was decided. Answers the document to send, or undefined when its owner is over. */
export async function decided(
  process: DocumentProcess,
  document: IssuedDocument,
  standing: Standing,
): Promise<IssuedDocument | undefined> {
  let { code, options }: Standing = standing;
  for (;;) {
    const course = await askCourse(process, document, { code, options });
    clearAttention();
    if (course.next === 'end') {
      enter(process, course.stage, { document: document.fullNumber });
      return undefined;
    }
    if (course.next === 'send') return course.document;
    enter(process, 'issuing', { document: document.fullNumber });
    const issued = await issueAgain(process, course.attempt);
    if ('documentId' in issued) return issued;
    code = issued.code;
    options = ['reissue', process.steps.cancelDecision];
    await process.steps.refuseReissue(code);
  }
}

/** The new document, or why it could not be issued: its owner then waits for a person again. */
async function issueAgain(
  process: DocumentProcess,
  attempt: number,
): Promise<IssuedDocument | { readonly code: string }> {
  try {
    return await process.steps.issue(attempt);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return refusal;
    throw error;
  }
}

async function askCourse(process: DocumentProcess, document: IssuedDocument, standing: Standing): Promise<Course> {
  const { code, options } = standing;
  let course: Course = { next: 'end', stage: 'cancelled' };
  enter(process, 'waiting_decision', { document: document.fullNumber, attention: code, options });
  await ask(process, {
    code,
    options,
    apply: async (message) => {
      const answer = await carryOut(process, document, message);
      if ('next' in answer) course = answer;
      return 'next' in answer ? { accepted: true } : answer;
    },
  });
  return course;
}

/** Records the decision in the database, or says why it cannot be done; then its owner goes on waiting. */
async function carryOut(
  process: DocumentProcess,
  document: IssuedDocument,
  message: DecideInput,
): Promise<Course | MessageResult> {
  const { steps } = process;
  const { reason, by } = message;
  try {
    switch (message.decision) {
      case 'reissue': {
        const ready = await steps.prepareReissue(document.documentId, message);
        return ready.outcome === 'ready' ? { next: 'issue', attempt: ready.attempt } : invalid(ready);
      }
      case 'rebuild': {
        const rebuilt = await steps.rebuild(document.documentId, reason, by, message);
        return rebuilt.outcome === 'rebuilt' ? { next: 'send', document: rebuilt.document } : invalid(rebuilt);
      }
      case 'cancel_sale':
      case 'cancel_note':
      case 'cancel_despatch':
      case 'cancel_certificate':
        await steps.cancel(message);
        return { next: 'end', stage: 'cancelled' };
      case 'accept_as_is':
        await steps.confirm?.(message);
        return { next: 'end', stage: 'completed' };
      case 'retry':
      case 'skip':
        await steps.resume(message);
        return { next: 'send', document };
    }
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return refused(refusal.code, refusal.detail);
    throw error;
  }
}

function invalid(refusal: {
  readonly code: string;
  readonly issues: readonly { pointer: string; code: string; detail: string; sunatCode?: string }[];
}): MessageResult {
  const { code, issues } = refusal;
  return { accepted: false, code, detail: issues[0]?.detail ?? 'Los cambios no son válidos.', issues };
}
