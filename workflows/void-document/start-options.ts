import { VOID_DOCUMENT, type VoidDocumentInput, voidWorkflowId } from './contract.ts';

export interface VoidStart extends VoidDocumentInput {
  readonly taskQueue: string;
}

const keyword = (name: string, value: string) => ({ key: { name, type: 'KEYWORD' as const }, value });

/**
 * How the process is started, by the API and the relay alike. Started once more after its end it finds nothing to do,
 * unless the document is being voided anew.
 */
export function voidStartOptions({ taskQueue, ...input }: VoidStart) {
  const { companyId, documentId, requestId } = input;
  return {
    taskQueue,
    workflowId: voidWorkflowId(companyId, documentId),
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowTaskTimeout: '5 seconds' as const,
    args: [input] as [VoidDocumentInput],
    staticSummary: 'Anulación de un comprobante en SUNAT',
    memo: { requestId },
    typedSearchAttributes: [keyword('HubCompany', companyId)],
  };
}

export { VOID_DOCUMENT };
