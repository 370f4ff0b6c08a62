import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { DespatchChanges } from '../../../domain/fiscal/despatch/changes.ts';
import { createDespatch } from '../../../services/despatch/create-despatch.ts';
import type { DespatchView } from '../../../services/despatch/despatch-view.ts';
import { listDespatchEvents } from '../../../services/despatch/list-despatch-events.ts';
import { getDespatch } from '../../../services/despatch/read-despatches.ts';
import {
  DECIDE,
  DESPATCH_ADVICE,
  type DecideInput,
  type Decision,
  type MessageResult,
} from '../../../workflows/despatch-advice/contract.ts';
import { despatchStartOptions } from '../../../workflows/despatch-advice/start-options.ts';
import { recordHistory } from './golden.ts';
import { type SaleHub, until } from './sale-hub.ts';

/** One guía of a test: its process and its rows. */
export interface DespatchHandle {
  readonly despatchId: string;
  readonly handle: WorkflowHandle;
  view(): Promise<DespatchView>;
  /** Kinds of its events, oldest first. */
  events(): Promise<string[]>;
  untilStage(stage: string): Promise<void>;
  /** The stage at which the process ended; its history is kept under the name when histories are recorded. */
  result(golden?: string): Promise<string>;
  decide(decision: Decision, despatch?: DespatchChanges): Promise<MessageResult>;
}

const BY = { kind: 'user', id: randomUUID(), requestId: 'request-of-the-decision' } as const;
/** Tomorrow in Lima: no test ends with its guía's day. */
const tomorrow = (): string => new Date(Date.now() + 19 * 3_600_000).toISOString().slice(0, 10);

/** Goods that the shop's own van brings to a company. */
export const despatchBody = (warehouseId: string) => ({
  ...{ warehouse_id: warehouseId, motive: '13', motive_text: 'Exhibición', mode: '02', start_date: tomorrow() },
  ...{ weight: '12.5', packages: 2, vehicles: [{ plate: 'ABC-123' }] },
  recipient: { document_type: '6', document_number: '20131312955', name: 'SUNAT' },
  destination: { ubigeo: '150131', street: 'Calle Las Begonias 441' },
  drivers: [
    { document_type: '1', document_number: '41234567', first_name: 'LUIS', last_name: 'ROJAS', licence: 'Q41234567' },
  ],
  lines: [{ sku: 'CAFE-250', quantity: '3' }],
});

/** Commits a guía of the hub's shop and starts its process. */
export async function despatch(sales: SaleHub, change: Record<string, unknown> = {}): Promise<DespatchHandle> {
  const { hub, shop, client, taskQueue } = sales;
  const body = { ...despatchBody(shop.warehouseId), ...change };
  const { despatchId } = await createDespatch(hub.deps, shop.ctx, body);
  const input = { companyId: shop.companyId, despatchId, requestId: `request-${despatchId}` };
  const handle = await client.workflow.start(DESPATCH_ADVICE, despatchStartOptions({ ...input, taskQueue }));
  return {
    despatchId,
    handle,
    view: () => getDespatch(hub.deps, shop.ctx, despatchId),
    async events() {
      const page = await listDespatchEvents(hub.deps, shop.ctx, despatchId, { limit: 100, after: null });
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
        args: [{ decision, reason: 'Decisión de prueba', by: BY, ...(changes && { despatch: changes }) }],
      }),
  };
}
