import { CERTIFICATE_TO_CDR, type CertificateToCdrInput, certificateWorkflowId, UNTROUBLED } from './contract.ts';

export interface CertificateStart extends CertificateToCdrInput {
  readonly taskQueue: string;
}

const keyword = (name: string, value: string) => ({ key: { name, type: 'KEYWORD' as const }, value });

/** How the process is started, by the API and the relay alike; as that of a sale. */
export function certificateStartOptions({ taskQueue, ...input }: CertificateStart) {
  const { companyId, certificateId, requestId } = input;
  return {
    taskQueue,
    workflowId: certificateWorkflowId(companyId, certificateId),
    workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowTaskTimeout: '5 seconds' as const,
    args: [input] as [CertificateToCdrInput],
    staticSummary: 'Comprobante de retención o percepción',
    memo: { requestId },
    typedSearchAttributes: [keyword('HubCompany', companyId), keyword('HubStage', UNTROUBLED)],
  };
}

export { CERTIFICATE_TO_CDR };
