import { allHandlersFinished, condition, workflowInfo } from '@temporalio/workflow';
import type { IssuedDocument, SendResult } from '../../activities/index.ts';
import { decided } from './decided.ts';
import { type DocumentProcess, enter } from './process.ts';
import { refusalOf } from './refusal.ts';
import { FALLBACK_MS, nextTryMs, SUMMARY_MS, untilNextMoment } from './waits.ts';

/** What one run hands to the next. */
export interface Carrying {
  readonly document: IssuedDocument;
  /** Looks at SUNAT since the last change. */
  readonly tries: number;
}

/** Sends the document until SUNAT has answered, or a person ended its owner. Never goes back by itself. */
export async function carryToSunat(process: DocumentProcess, from: Carrying): Promise<void> {
  let { document, tries } = from;
  for (;;) {
    await beginAnewWhenLong(process, { document, tries });
    if (tries === 0) showSending(process, document);
    const result = await look(process, document, tries === 0);
    tries += 1;
    switch (result.state) {
      case 'completed':
        enter(process, 'completed', { document: document.fullNumber });
        return;
      case 'decision': {
        const next = await decided(process, document, result);
        if (next === undefined) return;
        document = next;
        tries = 0;
        break;
      }
      case 'rebuild': {
        const signed = await signAnew(process, document);
        // Refused: what is wrong may be mended outside, so it is looked at again later, never in circles.
        if (signed) document = signed;
        else await wait(process, document, 'retry', tries);
        break;
      }
      case 'retry':
      case 'waiting':
      case 'summary':
        await wait(process, document, result.state, tries, 'inProcess' in result);
        break;
    }
  }
}

const TYPE_NAMES = {
  ...{ '01': 'factura', '03': 'boleta', '07': 'nota de crédito', '08': 'nota de débito' },
  ...{ '09': 'guía de remisión remitente', '31': 'guía de remisión transportista' },
  ...{ '20': 'comprobante de retención', '40': 'comprobante de percepción' },
} as const;

/** Later looks keep the stage of the wait before them: two events less each time. */
function showSending(process: DocumentProcess, { fullNumber, type, deadlineAt }: IssuedDocument): void {
  enter(process, 'sending', { document: fullNumber, documentType: TYPE_NAMES[type], deadline: deadlineAt });
}

async function look(process: DocumentProcess, document: IssuedDocument, first: boolean): Promise<SendResult> {
  // A signal that comes while the activity runs counts: the waiting row may be released before its result is here.
  process.go = false;
  return process.steps.send(document.documentId, new Date().toISOString(), first);
}

/** The certificate that SUNAT refused was replaced, and nothing was registered: same number, new signature. */
async function signAnew(process: DocumentProcess, document: IssuedDocument): Promise<IssuedDocument | undefined> {
  const reason = 'El certificado fue reemplazado';
  try {
    const rebuilt = await process.steps.rebuild(document.documentId, reason);
    return rebuilt.outcome === 'rebuilt' ? rebuilt.document : undefined;
  } catch (error) {
    if (refusalOf(error)) return undefined;
    throw error;
  }
}

type Waiting = 'retry' | 'waiting' | 'summary';

const STAGES = { retry: 'waiting_retry', waiting: 'waiting_gate', summary: 'waiting_summary' } as const;

async function wait(
  process: DocumentProcess,
  document: IssuedDocument,
  why: Waiting,
  tries: number,
  inProcess = false,
): Promise<void> {
  const now = Date.now();
  const longest = { retry: nextTryMs(tries), waiting: FALLBACK_MS, summary: SUMMARY_MS }[why];
  const wake = why === 'summary' ? longest : untilNextMoment(now, longest, Date.parse(document.deadlineAt));
  const { fullNumber, deadlineAt } = document;
  const notes = { document: fullNumber, deadline: deadlineAt, tries, until: new Date(now + wake), inProcess };
  enter(process, STAGES[why], notes);
  await condition(() => process.go, wake, { summary: 'Espera para volver a mirar en SUNAT' });
}

async function beginAnewWhenLong(process: DocumentProcess, carrying: Carrying): Promise<void> {
  if (!workflowInfo().continueAsNewSuggested) return;
  await condition(allHandlersFinished);
  await process.steps.beginAnew(carrying);
}
