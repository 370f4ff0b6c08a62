import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { SummaryFileRef } from '../../activities/index.ts';
import { refusalOf } from '../document-to-cdr/refusal.ts';
import { carryTicket } from '../ticket-to-cdr/carry-ticket.ts';
import { tell } from '../ticket-to-cdr/process.ts';
import { ask, openVoidProcess, type VoidProcess } from './ask.ts';
import type { VoidDocumentInput, VoidEnd } from './contract.ts';
import { applyVoid, issueVoid, standVoidStill } from './steps.ts';

/**
 * The voiding of one document at SUNAT: an RA, an RC with status 3, or an RR of a certificate, sent and its ticket followed
 * until the answer; then the sale is cancelled (or the note undone), goods and money once. A refusal waits for a person.
 * An operator's cancellation of the workflow does not end it: SUNAT may have the file.
 */
export async function voidDocument(input: VoidDocumentInput): Promise<VoidEnd> {
  const process = openVoidProcess(input);
  return CancellationScope.nonCancellable(async () => {
    const end = await carryOut(process);
    await condition(allHandlersFinished);
    return end;
  });
}

/** What the Web UI says of a process that is over. */
const ENDS: Readonly<Record<VoidEnd, string>> = {
  completed: 'El comprobante quedó anulado',
  replaced: 'Una nota de crédito tomó el lugar de la anulación',
  cancelled: 'No se anula: el comprobante sigue vigente',
  none: 'No había nada que anular',
};

async function carryOut(process: VoidProcess): Promise<VoidEnd> {
  const { input } = process;
  for (;;) {
    await beginAnewWhenLong(process);
    const issued = await issueVoid(input);
    switch (issued.outcome) {
      case 'over':
        tell(process.ticket, ENDS[issued.status]);
        return issued.status;
      case 'issued': {
        const status = await carry(process, issued.file);
        if (status === 'rejected') await standStill(process, 'void_rejected');
        else if (status !== undefined) await apply(process);
        break;
      }
      case 'voided':
        await apply(process);
        break;
      case 'refused':
        await standStill(process, issued.code, issued.detail);
        break;
    }
  }
}

/** Until SUNAT's answer; undefined when the history grew long. A file that failed without blame has a successor. */
async function carry(process: VoidProcess, first: SummaryFileRef): Promise<string | undefined> {
  let file = first;
  for (let failures = 1; ; failures += 1) {
    const settled = await carryTicket(process.ticket, file);
    const next = settled?.next[0];
    if (next === undefined) return settled?.status;
    await sleep(pauseMs(failures), { summary: 'SUNAT falló: espera un momento' });
    file = next;
  }
}

/** 30 s doubling to half an hour. */
const pauseMs = (failures: number): number => Math.min(30_000 * 2 ** Math.min(failures - 1, 6), 30 * 60_000);

/** Goods and money; what cannot be moved (returned goods that were sold again) waits for a person. */
async function apply(process: VoidProcess): Promise<void> {
  try {
    await applyVoid(process.input);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    await standStill(process, 'void_effects_blocked', refusal.detail);
  }
}

type Standstill = Parameters<typeof standVoidStill>[0]['code'];

async function standStill(process: VoidProcess, code: Standstill, detail?: string): Promise<void> {
  const options = await standVoidStill({ ...process.input, code, ...(detail !== undefined && { detail }) });
  await ask(process, code, options);
}

async function beginAnewWhenLong({ input, ticket }: VoidProcess): Promise<void> {
  if (!workflowInfo().continueAsNewSuggested && !ticket.suspended) return;
  await condition(allHandlersFinished);
  await continueAsNew<typeof voidDocument>(input);
}
