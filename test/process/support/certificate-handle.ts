import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { CertificateChanges } from '../../../domain/fiscal/certificates/changes.ts';
import type { CertificateType } from '../../../domain/fiscal/certificates/types.ts';
import type { CertificateView } from '../../../services/certificates/certificate-view.ts';
import { createCertificate } from '../../../services/certificates/create-certificate.ts';
import { listCertificateEvents } from '../../../services/certificates/list-certificate-events.ts';
import { getCertificate } from '../../../services/certificates/read-certificates.ts';
import {
  CERTIFICATE_TO_CDR,
  DECIDE,
  type DecideInput,
  type Decision,
  type MessageResult,
} from '../../../workflows/certificate-to-cdr/contract.ts';
import { certificateStartOptions } from '../../../workflows/certificate-to-cdr/start-options.ts';
import { perceptionBody, retentionBody } from '../../support/certificate-body.ts';
import { recordHistory } from './golden.ts';
import { type SaleHub, until } from './sale-hub.ts';

/** One certificate of a test: its process and its rows. */
export interface CertificateHandle {
  readonly certificateId: string;
  readonly handle: WorkflowHandle;
  view(): Promise<CertificateView>;
  /** Kinds of its events, oldest first. */
  events(): Promise<string[]>;
  untilStage(stage: string): Promise<void>;
  /** The stage at which the process ended; its history is kept under the name when histories are recorded. */
  result(golden?: string): Promise<string>;
  decide(decision: Decision, certificate?: CertificateChanges): Promise<MessageResult>;
}

const BY = { kind: 'user', id: randomUUID(), requestId: 'request-of-the-decision' } as const;

/** Commits a certificate of the hub's shop and starts its process. */
export async function certificate(
  sales: SaleHub,
  type: CertificateType = '20',
  change: Record<string, unknown> = {},
): Promise<CertificateHandle> {
  const { hub, shop, client, taskQueue } = sales;
  const body = type === '20' ? retentionBody(change) : perceptionBody(change);
  const { certificateId } = await createCertificate(hub.deps, shop.ctx, type, body);
  const input = { companyId: shop.companyId, certificateId, requestId: `request-${certificateId}` };
  const handle = await client.workflow.start(CERTIFICATE_TO_CDR, certificateStartOptions({ ...input, taskQueue }));
  return {
    certificateId,
    handle,
    view: () => getCertificate(hub.deps, shop.ctx, type, certificateId),
    async events() {
      const page = await listCertificateEvents(hub.deps, shop.ctx, certificateId, { limit: 100, after: null });
      return page.rows.map(({ kind }) => kind).reverse();
    },
    untilStage: (stage) => until(stage, async () => (await handle.query<string>('stage')) === stage, 40_000),
    async result(golden) {
      const stage: unknown = await handle.result();
      if (golden !== undefined) await recordHistory(golden, handle);
      return String(stage);
    },
    decide: (decision, changes) =>
      handle.executeUpdate<MessageResult, [DecideInput]>(DECIDE, {
        args: [{ decision, reason: 'Decisión de prueba', by: BY, ...(changes && { certificate: changes }) }],
      }),
  };
}
