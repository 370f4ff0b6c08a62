import type { DespatchProcess } from '../../api/despatch-process.ts';
import { processContext } from '../../services/context.ts';
import type { ServiceDeps } from '../../services/deps.ts';
import { issueDespatch } from '../../services/despatch/issue-despatch.ts';

/** Issues a guía right where it is started, without Temporal and without sending anything. */
export function inlineDespatchProcess(deps: ServiceDeps): DespatchProcess {
  return {
    async start({ companyId, despatchId }) {
      const ctx = processContext(companyId, `${companyId}/despatch/${despatchId}`, 'inline');
      await issueDespatch(deps, ctx, { despatchId, attempt: 1 });
    },
    earlier: () => Promise.resolve(undefined),
    decide: () => Promise.resolve(undefined),
    waitFor: () => Promise.resolve(),
  };
}
