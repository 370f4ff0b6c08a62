import { NOTE_TO_CDR, type NoteToCdrInput, noteWorkflowId, UNTROUBLED } from './contract.ts';

export interface NoteStart extends NoteToCdrInput {
  readonly taskQueue: string;
}

const keyword = (name: string, value: string) => ({ key: { name, type: 'KEYWORD' as const }, value });

/** How the process is started, by the API and the relay alike; as that of a sale. */
export function noteStartOptions({ taskQueue, ...input }: NoteStart) {
  const { companyId, noteId, requestId } = input;
  return {
    taskQueue,
    workflowId: noteWorkflowId(companyId, noteId),
    workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowTaskTimeout: '5 seconds' as const,
    args: [input] as [NoteToCdrInput],
    staticSummary: 'Nota de crédito o débito',
    memo: { requestId },
    typedSearchAttributes: [keyword('HubCompany', companyId), keyword('HubStage', UNTROUBLED)],
  };
}

export { NOTE_TO_CDR };
