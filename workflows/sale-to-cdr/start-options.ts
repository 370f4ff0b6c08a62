import { SALE_TO_CDR, type SaleToCdrInput, saleWorkflowId, UNTROUBLED } from './contract.ts';

export interface SaleStart extends SaleToCdrInput {
  readonly taskQueue: string;
  /** Known to the API; the process writes it itself when the relay starts it. */
  readonly documentType?: 'factura' | 'boleta';
}

const keyword = (name: string, value: string) => ({ key: { name, type: 'KEYWORD' as const }, value });

/**
 * How the process is started, by the API and the relay alike: the id says which sale, so that starting twice is one
 * process. Nothing personal stands in summary, memo or search attributes.
 */
export function saleStartOptions({ taskQueue, documentType, ...input }: SaleStart) {
  const { companyId, saleId, requestId } = input;
  return {
    taskQueue,
    workflowId: saleWorkflowId(companyId, saleId),
    workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowTaskTimeout: '5 seconds' as const,
    args: [input] as [SaleToCdrInput],
    staticSummary: documentType === undefined ? 'Venta' : `Venta con ${documentType}`,
    memo: { requestId },
    typedSearchAttributes: [
      keyword('HubCompany', companyId),
      keyword('HubStage', UNTROUBLED),
      ...(documentType === undefined ? [] : [keyword('HubDocumentType', documentType)]),
    ],
  };
}

export { SALE_TO_CDR };
