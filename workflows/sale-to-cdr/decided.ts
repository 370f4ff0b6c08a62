import type { IssuedDocument, SendResult } from '../../activities/index.ts';
import type { DecideInput, Decision, MessageResult } from './contract.ts';
import { ask, clearAttention, enter, refused, type SaleProcess } from './process.ts';
import { refusalOf } from './refusal.ts';
import { issueDocument, prepareReissue, rebuildDocument, resumeSale, returnSale, standStill } from './steps.ts';

/** How the process goes on after a person decided. */
type Course =
  | { readonly next: 'send'; readonly document: IssuedDocument }
  | { readonly next: 'issue'; readonly attempt: number }
  | { readonly next: 'end' };

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
    if (course.next === 'end') {
      enter(process, 'cancelled', { document: document.fullNumber });
      return undefined;
    }
    if (course.next === 'send') return course.document;
    enter(process, 'issuing', { document: document.fullNumber });
    const issued = await issueAgain(process, course.attempt);
    if ('documentId' in issued) return issued;
    code = issued.code;
    options = ['reissue', 'cancel_sale'];
    await standStill({ ...process.input, code, step: 'reissue', options: REISSUE_REFUSED });
  }
}

/** The new document, or why it could not be issued: the sale then waits for a person again. */
async function issueAgain(process: SaleProcess, attempt: number): Promise<IssuedDocument | { readonly code: string }> {
  try {
    const issued = await issueDocument({ ...process.input, attempt });
    if (issued.outcome === 'issued') return issued.document;
    return { code: issued.outcome === 'refused' ? issued.code : 'reissue_refused' };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return refusal;
    throw error;
  }
}

async function askCourse(process: SaleProcess, document: IssuedDocument, standing: Standing): Promise<Course> {
  const { code, options } = standing;
  let course: Course = { next: 'end' };
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
        const replaces = document.documentId;
        const ready = await prepareReissue({ ...input, replaces, reason, by, ...(changes ? { changes } : {}) });
        return ready.outcome === 'ready' ? { next: 'issue', attempt: ready.attempt } : invalid(ready);
      }
      case 'rebuild': {
        const rebuilt = await rebuildDocument({ ...input, documentId: document.documentId, reason, by });
        return rebuilt.outcome === 'rebuilt' ? { next: 'send', document: rebuilt.document } : invalid(rebuilt);
      }
      case 'cancel_sale':
        await returnSale({ ...input, reason, by });
        return { next: 'end' };
      case 'retry':
      case 'skip':
        await resumeSale({ ...input, status: 'issued', ...message });
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
