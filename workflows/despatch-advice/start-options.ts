import { DESPATCH_ADVICE, type DespatchAdviceInput, despatchWorkflowId, UNTROUBLED } from './contract.ts';

export interface DespatchStart extends DespatchAdviceInput {
  readonly taskQueue: string;
}

const keyword = (name: string, value: string) => ({ key: { name, type: 'KEYWORD' as const }, value });

/** How the process is started, by the API and the relay alike; as that of a sale. */
export function despatchStartOptions({ taskQueue, ...input }: DespatchStart) {
  const { companyId, despatchId, requestId } = input;
  return {
    taskQueue,
    workflowId: despatchWorkflowId(companyId, despatchId),
    workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowTaskTimeout: '5 seconds' as const,
    args: [input] as [DespatchAdviceInput],
    staticSummary: 'Guía de remisión',
    memo: { requestId },
    typedSearchAttributes: [keyword('HubCompany', companyId), keyword('HubStage', UNTROUBLED)],
  };
}

export { DESPATCH_ADVICE };
