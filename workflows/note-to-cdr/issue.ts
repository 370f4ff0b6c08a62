import { allHandlersFinished, condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { IssuedDocument } from '../../activities/index.ts';
import { askToGiveUp } from '../document-to-cdr/give-up.ts';
import { type DocumentProcess, enter } from '../document-to-cdr/process.ts';
import { FALLBACK_MS } from '../document-to-cdr/waits.ts';
import type { Decision, NoteToCdrInput } from './contract.ts';
import { cancelNote, issueNote, resumeNote, standNoteStill } from './steps.ts';
import type { noteToCdr } from './workflow.ts';

interface Standing {
  readonly code: string;
  readonly step: 'amended' | 'issue_note';
  readonly options: readonly Decision[];
}

/** The amended document never came to stand at SUNAT: the note is given up, which a person must know and confirm. */
const POINTLESS: Standing = { code: 'amended_without_effect', step: 'amended', options: ['cancel_note'] };
const REFUSED: Standing = { code: 'note_refused', step: 'issue_note', options: ['retry', 'cancel_note'] };

/** Issues the note once SUNAT has accepted what it amends. Answers its document, or undefined when it was cancelled. */
export async function issue(process: DocumentProcess, input: NoteToCdrInput): Promise<IssuedDocument | undefined> {
  for (;;) {
    await beginAnewWhenLong(input);
    enter(process, 'issuing');
    // A signal that comes while the step runs counts: the document may be settled right after it looked.
    process.go = false;
    const result = await issueNote({ ...input, attempt: 1 });
    switch (result.outcome) {
      case 'issued':
        return result.document;
      case 'cancelled':
        enter(process, 'cancelled');
        return undefined;
      case 'waiting':
        await waitForDocument(process, result.amended);
        break;
      case 'pointless':
      case 'refused':
        if (await givenUp(process, input, result.outcome === 'refused' ? REFUSED : POINTLESS)) return undefined;
        break;
    }
  }
}

/** Until the relay tells that the document is settled; a lost signal costs the fallback's time. */
async function waitForDocument(process: DocumentProcess, amended: string): Promise<void> {
  enter(process, 'waiting_document', { document: amended, until: new Date(Date.now() + FALLBACK_MS) });
  await condition(() => process.go, FALLBACK_MS, { summary: 'Espera que SUNAT acepte el comprobante' });
}

/** Asks a person; true when the note was cancelled, false to try again. */
async function givenUp(process: DocumentProcess, input: NoteToCdrInput, standing: Standing): Promise<boolean> {
  const cancelled = await askToGiveUp(process, {
    ...standing,
    ends: 'cancel_note',
    standStill: () => standNoteStill({ ...input, ...standing }),
    cancel: ({ reason, by }) => cancelNote({ ...input, reason, by }),
    resume: ({ decision, reason, by }) => resumeNote({ ...input, status: 'received', decision, reason, by }),
  });
  if (cancelled) enter(process, 'cancelled');
  return cancelled;
}

async function beginAnewWhenLong(input: NoteToCdrInput): Promise<void> {
  if (!workflowInfo().continueAsNewSuggested) return;
  await condition(allHandlersFinished);
  await continueAsNew<typeof noteToCdr>(input);
}
