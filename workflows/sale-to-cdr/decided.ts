import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import type { IssuedDocument, SendResult } from '../../activities/index.ts';
import type { DecideInput, Decision, MessageResult } from './contract.ts';
import { ask, clearAttention, enter, refused, type SaleProcess } from './process.ts';
import { issueDocument, prepareReissue, rebuildDocument, resumeSale, returnSale, standStill } from './steps.ts';

/** How the process goes on after a person decided. */
type Course =
  | { readonly then: 'send'; readonly document: IssuedDocument }
  | { readonly then: 'issue'; readonly attempt: number }
  | { readonly then: 'end' };

type Standing = Pick<Extract<SendResult, { state: 'decision' }>, 'code' | 'options'>;

/** What remains when the data of a reissue was refused at the moment of signing. */
const REISSUE_REFUSED: readonly Decision[] = ['reissue', 'cancel_sale'];

/** Waits for a person and does what was decided. Answers the document to send, or undefined when the sale is over. */
export async function decided(
  process: SaleProcess,
  document: IssuedDocument,
  standing: Standing,
): Promise<IssuedDocument | undefined> {
  let { code, options }: Standing = standing;
  for (;;) {
    const course = await askCourse(process, document, { code, options });
    clearAttention();
    if (course.then === 'end') {
      enter(process, 'cancelled', { document: document.fullNumber });
      return undefined;
    }
    if (course.then === 'send') return course.document;
    enter(process, 'issuing', { document: document.fullNumber });
    const issued = await issueDocument({ ...process.input, attempt: course.attempt });
    if (issued.outcome === 'issued') return issued.document;
    code = issued.outcome === 'refused' ? issued.code : 'reissue_refused';
    options = ['reissue', 'cancel_sale'];
    await standStill({ ...process.input, code, step: 'reissue', options: REISSUE_REFUSED });
  }
}

async function askCourse(process: SaleProcess, document: IssuedDocument, standing: Standing): Promise<Course> {
  const { code, options } = standing;
  let course: Course = { then: 'end' };
  enter(process, 'waiting_decision', { document: document.fullNumber, attention: code, options });
  await ask(process, {
    code,
    options,
    apply: async (message) => {
      const answer = await carryOut(process, document, message);
      if ('then' in answer) course = answer;
      return 'then' in answer ? { accepted: true } : answer;
    },
  });
  return course;
}

/** Records the decision in the database, or says why it cannot be done; then the sale goes on waiting. */
async function carryOut(
  process: SaleProcess,
  document: IssuedDocument,
  message: DecideInput,
): Promise<Course | MessageResult> {
  const { input } = process;
  const { reason, by, changes } = message;
  try {
    switch (message.decision) {
      case 'reissue': {
        const ready = await prepareReissue({ ...input, reason, by, ...(changes ? { changes } : {}) });
        return ready.outcome === 'ready' ? { then: 'issue', attempt: ready.attempt } : invalid(ready);
      }
      case 'rebuild': {
        const rebuilt = await rebuildDocument({ ...input, documentId: document.documentId, reason, by });
        return rebuilt.outcome === 'rebuilt' ? { then: 'send', document: rebuilt.document } : invalid(rebuilt);
      }
      case 'cancel_sale':
        await returnSale({ ...input, reason, by });
        return { then: 'end' };
      case 'retry':
      case 'skip':
        await resumeSale({ ...input, status: 'issued', ...message });
        return { then: 'send', document };
    }
  } catch (error) {
    const cause = error instanceof ActivityFailure ? error.cause : undefined;
    if (cause instanceof ApplicationFailure && cause.type) return refused(cause.type, cause.message);
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
