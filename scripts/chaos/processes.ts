import { Connection } from '@temporalio/client';

import type { RunFile } from '../stack/run-file.ts';

export interface ProcessRow {
  readonly workflowId: string;
  readonly status: string;
}

export interface ProcessReader {
  /** The last run of every process of the company. */
  list(): Promise<ProcessRow[]>;
  close(): Promise<void>;
}

/** Temporal's numbers for the states of a run. */
const STATES = ['UNSPECIFIED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELED', 'TERMINATED', 'CONTINUED', 'TIMED_OUT'];
const PAGE = 500;
const DEADLINE_MS = 10_000;

/** Reads Temporal's own list by the plain service: memos are sealed, and nothing here needs to open them. */
export async function openProcesses(run: RunFile, companyId: string): Promise<ProcessReader> {
  const connection = await Connection.connect({ address: run.temporal_address });
  const page = (nextPageToken: Uint8Array) =>
    connection.withDeadline(Date.now() + DEADLINE_MS, () =>
      connection.workflowService.listWorkflowExecutions({
        namespace: run.temporal_namespace,
        pageSize: PAGE,
        nextPageToken,
      }),
    );
  return {
    async list() {
      const rows: ProcessRow[] = [];
      let token: Uint8Array = new Uint8Array();
      do {
        const { executions, nextPageToken } = await page(token);
        for (const { execution, status } of executions ?? []) {
          const workflowId = execution?.workflowId ?? '';
          const name = STATES[Number(status ?? 0)] ?? 'UNSPECIFIED';
          if (workflowId.startsWith(`${companyId}/`) && name !== 'CONTINUED') rows.push({ workflowId, status: name });
        }
        token = nextPageToken ?? new Uint8Array();
      } while (token.length > 0);
      return rows;
    },
    close: () => connection.close(),
  };
}
