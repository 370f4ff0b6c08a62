import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { getLastVoid } from '../../../services/voids/read-voids.ts';
import { requestVoid } from '../../../services/voids/request-void.ts';
import type { VoidView } from '../../../services/voids/void-view.ts';
import {
  DECIDE,
  type DecideVoidMessage,
  type MessageResult,
  type VoidDecision,
} from '../../../workflows/void-document/contract.ts';
import { VOID_DOCUMENT, voidStartOptions } from '../../../workflows/void-document/start-options.ts';
import { recordHistory } from './golden.ts';
import { type SaleHub, until } from './sale-hub.ts';

/** One voiding of a test: its process and its rows. */
export interface VoidHandle {
  readonly handle: WorkflowHandle;
  view(): Promise<VoidView>;
  untilStatus(status: string): Promise<void>;
  /** How the process ended; its history is kept under the name when histories are recorded. */
  result(golden?: string): Promise<string>;
  decide(decision: VoidDecision): Promise<MessageResult>;
}

const BY = { kind: 'user', id: randomUUID(), requestId: 'request-of-the-decision' } as const;

/** Asks for the voiding of an undelivered document of the hub's shop and starts its process. */
export async function voidDocument({ hub, shop, client, taskQueue }: SaleHub, documentId: string): Promise<VoidHandle> {
  const body = { reason: 'Pedido duplicado', delivered_to_buyer: false };
  await requestVoid(hub.deps, shop.ctx, documentId, body);
  const input = { companyId: shop.companyId, documentId, requestId: `request-${documentId}` };
  const handle = await client.workflow.start(VOID_DOCUMENT, voidStartOptions({ ...input, taskQueue }));
  const view = () => getLastVoid(hub.deps, shop.ctx, documentId);
  return {
    ...{ handle, view },
    untilStatus: (status) => until(status, async () => (await view()).status === status, 30_000),
    async result(golden) {
      const end: unknown = await handle.result();
      if (golden !== undefined) await recordHistory(golden, handle);
      return String(end);
    },
    decide: (decision) =>
      handle.executeUpdate<MessageResult, [DecideVoidMessage]>(DECIDE, {
        args: [{ decision, reason: 'Decisión de prueba', by: BY }],
      }),
  };
}
