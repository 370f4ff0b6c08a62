import { randomUUID } from 'node:crypto';
import type { Connection, WorkflowHandle } from '@temporalio/client';

/** Moves the virtual clock of single processes on the real server. */
export interface TimeSkipping {
  /** Moves it by this much, waiting for what happens on the way. */
  forward(handle: WorkflowHandle, ms: number): Promise<void>;
  /** Lets it jump to the next timer whenever the process is idle, until `off`. */
  on(handle: WorkflowHandle): Promise<void>;
  off(handle: WorkflowHandle): Promise<void>;
}

interface Polled {
  readonly fastForwardPollingResult?: unknown;
  readonly failedReason?: string | null;
}

/** The SDK has no wrapper yet; the requests go to the service itself. */
interface Service {
  updateWorkflowExecutionOptions(request: object): Promise<unknown>;
  pollWorkflowExecutionTimeSkipping(request: object): Promise<Polled>;
}

const serviceOf = (connection: Connection): Service => connection.workflowService as unknown as Service;

export function createTimeSkipping(connection: Connection, namespace = 'default'): TimeSkipping {
  const service = serviceOf(connection);
  const set = async ({ workflowId }: WorkflowHandle, timeSkippingConfig: object): Promise<void> => {
    await service.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution: { workflowId },
      workflowExecutionOptions: { timeSkippingConfig },
      updateMask: { paths: ['time_skipping_config'] },
    });
  };
  return {
    on: (handle) => set(handle, { enabled: true }),
    off: (handle) => set(handle, { enabled: false }),
    async forward(handle, ms) {
      const fastForwardId = randomUUID();
      const duration = { seconds: Math.ceil(ms / 1000) };
      await set(handle, { enabled: true, fastForwardConfig: { id: fastForwardId, duration } });
      for (;;) {
        const { workflowId } = handle;
        const request = { namespace, workflowExecution: { workflowId }, fastForwardId };
        const polled = await service.pollWorkflowExecutionTimeSkipping(request);
        const result = polled.fastForwardPollingResult;
        if (result === 2 || result === 'FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED') return;
        if (polled.failedReason) throw new Error(polled.failedReason);
      }
    },
  };
}
