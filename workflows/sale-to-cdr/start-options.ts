import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { SALE_TO_CDR, type SaleToCdrInput, saleWorkflowId } from './contract.ts';

export interface SaleStart extends SaleToCdrInput {
  readonly taskQueue: string;
}

const HUB_COMPANY = defineSearchAttributeKey('HubCompany', 'KEYWORD');
const HUB_STAGE = defineSearchAttributeKey('HubStage', 'KEYWORD');

/**
 * How the API and the relay start a sale's process: the same id and the same options, so that whoever comes first
 * starts it and the other one finds it running. A sale that has ended is never started again. The document's type is
 * added by the process itself, since the relay does not see it.
 */
export function saleStartOptions({ companyId, saleId, requestId, taskQueue }: SaleStart) {
  return {
    workflowType: SALE_TO_CDR,
    workflowId: saleWorkflowId(companyId, saleId),
    taskQueue,
    args: [{ companyId, saleId, requestId }] satisfies [SaleToCdrInput],
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    // After a killed worker the local activities are run again when the workflow task times out.
    workflowTaskTimeout: '5 s',
    staticSummary: 'Venta: de la caja a la constancia de SUNAT',
    memo: { request_id: requestId },
    typedSearchAttributes: new TypedSearchAttributes([
      { key: HUB_COMPANY, value: companyId },
      { key: HUB_STAGE, value: 'reserving' },
    ]),
  } as const;
}
