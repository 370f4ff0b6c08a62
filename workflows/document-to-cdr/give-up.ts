import type { DecideInput, Decision } from './contract.ts';
import { ask, clearAttention, type DocumentProcess, enter, refused } from './process.ts';
import { refusalOf } from './refusal.ts';

/** What keeps an owner's document from being issued, and the steps by which a person's answer is carried out. */
export interface Standing {
  readonly code: string;
  readonly options: readonly Decision[];
  /** The decision that ends the owner; every other one tries again. */
  readonly ends: Decision;
  standStill(): Promise<unknown>;
  cancel(message: DecideInput): Promise<unknown>;
  resume(message: DecideInput): Promise<unknown>;
}

/** Asks a person about a document that could not be issued; true when its owner was cancelled, false to try again. */
export async function askToGiveUp(process: DocumentProcess, standing: Standing): Promise<boolean> {
  const { code, options, ends } = standing;
  let cancelled = false;
  await standing.standStill();
  enter(process, 'waiting_decision', { attention: code, options });
  await ask(process, {
    code,
    options,
    apply: async (message) => {
      try {
        await (message.decision === ends ? standing.cancel(message) : standing.resume(message));
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal) return refused(refusal.code, refusal.detail);
        throw error;
      }
      cancelled = message.decision === ends;
      return { accepted: true };
    },
  });
  clearAttention();
  return cancelled;
}
