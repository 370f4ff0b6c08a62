import type { Decision } from './contract.ts';
import { ask, clearAttention, enter } from '../document-to-cdr/process.ts';
import type { SaleProcess } from './process.ts';
import { resumeSale, standStill } from './steps.ts';

/** How one step is undone; a no-op where there is nothing to undo. Registered before the step runs. */
export interface Undo {
  readonly name: 'release_stock' | 'reverse_payment';
  readonly run: () => Promise<void>;
}

const CODE = 'compensation_failed';
const OPTIONS: readonly Decision[] = ['retry', 'skip'];

/** Undoes in reverse order. One that fails is never swallowed: it waits for a person. */
export async function compensate(process: SaleProcess, undos: readonly Undo[]): Promise<void> {
  for (const undo of undos.toReversed()) {
    while (!(await undone(undo))) if ((await askWhatToDo(process, undo)) === 'skip') break;
  }
}

async function undone(undo: Undo): Promise<boolean> {
  try {
    await undo.run();
    return true;
  } catch {
    // The failure stands in the history; a person is told what could not be undone.
    return false;
  }
}

async function askWhatToDo(process: SaleProcess, undo: Undo): Promise<Decision> {
  const { input } = process;
  let decision: Decision = 'retry';
  await standStill({ ...input, code: CODE, step: undo.name, options: OPTIONS });
  enter(process, 'waiting_compensation_decision', { attention: CODE, options: OPTIONS });
  await ask(process, {
    code: CODE,
    options: OPTIONS,
    apply: async (message) => {
      await resumeSale({ ...input, status: 'cancelled', ...message });
      decision = message.decision;
      return { accepted: true };
    },
  });
  clearAttention();
  enter(process, 'compensating');
  return decision;
}
