import { allHandlersFinished, CancellationScope, condition } from '@temporalio/workflow';
import { carryToSunat, type Carrying } from '../document-to-cdr/carry-to-sunat.ts';
import { listen, newProcess } from '../document-to-cdr/process.ts';
import type { CertificateToCdrInput, Stage } from './contract.ts';
import { documentSteps } from './document-steps.ts';
import { issue } from './issue.ts';

/**
 * One certificate of retention or perception, from its commit to SUNAT's answer: issued, sent, its CDR stored. Only a
 * person's decision ends it otherwise; an operator's cancellation of the workflow does not. `carried` is what an earlier
 * run hands over when its history grew long.
 */
export async function certificateToCdr(input: CertificateToCdrInput, carried?: Carrying): Promise<Stage> {
  const process = newProcess(documentSteps(input), carried ? 'sending' : 'issuing');
  listen(process);
  await CancellationScope.nonCancellable(async () => {
    const document = carried?.document ?? (await issue(process, input));
    if (document) await carryToSunat(process, carried ?? { document, tries: 0 });
    await condition(allHandlersFinished);
  });
  return process.stage;
}
