import { Client, Connection } from '@temporalio/client';

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

const CONTINUED = 'CONTINUED_AS_NEW';

/** Reads Temporal's own list; no payload is opened. */
export async function openProcesses(run: RunFile, companyId: string): Promise<ProcessReader> {
  const connection = await Connection.connect({ address: run.temporal_address });
  const client = new Client({ connection, namespace: run.temporal_namespace });
  return {
    async list() {
      const rows: ProcessRow[] = [];
      for await (const { workflowId, status } of client.workflow.list({ pageSize: 500 })) {
        const ours = workflowId.startsWith(`${companyId}/`);
        if (ours && status.name !== CONTINUED) rows.push({ workflowId, status: status.name });
      }
      return rows;
    },
    close: () => connection.close(),
  };
}
