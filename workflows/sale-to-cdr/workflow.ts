import { allHandlersFinished, CancellationScope, condition } from '@temporalio/workflow';
import { carryToSunat, type Carrying } from '../document-to-cdr/carry-to-sunat.ts';
import type { SaleToCdrInput, Stage } from './contract.ts';
import { openProcess } from './process.ts';
import { sell } from './sell.ts';

/**
 * One sale, from its commit to SUNAT's answer: stock reserved, payment recorded, document issued, sent, CDR stored.
 * Before the issue a cancellation, a failure or the time limit undoes everything; after it nothing goes back but by a
 * person's legal decision. `carried` is what an earlier run hands over when its history grew long.
 */
export async function saleToCdr(input: SaleToCdrInput, carried?: Carrying): Promise<Stage> {
  const process = openProcess(input, carried && 'issued');
  const document = carried?.document ?? (await sell(process));
  // An issued document is carried on also when an operator cancels the workflow: only terminating it stops that.
  if (document) await CancellationScope.nonCancellable(() => carryToSunat(process, carried ?? { document, tries: 0 }));
  await CancellationScope.nonCancellable(() => condition(allHandlersFinished));
  return process.stage;
}
