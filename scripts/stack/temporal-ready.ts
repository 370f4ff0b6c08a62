import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

import { codeOf } from './error-code.ts';
import { accepts } from './ports.ts';

/** Search attributes of every process; never personal data, for they are stored in clear. */
export const SEARCH_ATTRIBUTES = ['HubCompany', 'HubStage', 'HubDocumentType', 'HubAttention'] as const;
const KEYWORD = 2;
const RETENTION_DAYS = 30;

/** gRPC status ALREADY_EXISTS. */
function alreadyExists(error: unknown): boolean {
  return codeOf(error) === 6;
}

/** Repeats until it succeeds or the time is over; then the last error is thrown. */
async function retry(end: number, attempt: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(50);
    }
  }
}

async function registerNamespace(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(`${RETENTION_DAYS} days`),
    });
  } catch (error) {
    if (!alreadyExists(error)) throw error;
  }
}

async function addSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const known = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTES.filter((name) => !(name in (known.customAttributes ?? {})));
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
  });
}

/** The proof that history, matching and visibility all answer: a start on a queue that nobody serves. */
async function probe(connection: Connection, namespace: string): Promise<void> {
  const client = new Client({ connection, namespace });
  const handle = await client.workflow.start('readiness-probe', {
    taskQueue: `probe-${randomUUID()}`,
    workflowId: `probe-${randomUUID()}`,
    workflowExecutionTimeout: '10 s',
  });
  await handle.terminate('listo');
  await connection.workflowService.deleteWorkflowExecution({
    namespace,
    workflowExecution: { workflowId: handle.workflowId },
  });
}

/**
 * True as soon as the server's port accepts. Asked before any gRPC call, whose back-off would cost a whole second.
 */
export function isListening(address: string): Promise<boolean> {
  const [host = '127.0.0.1', port = '7233'] = address.split(':');
  return accepts(Number(port), host);
}

/** Registers namespace and search attributes and proves that a process can be started. Safe to repeat. */
export async function prepareTemporal(address: string, namespace = 'default', seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000;
  let connection: Connection | undefined;
  await retry(end, async () => {
    connection = await Connection.connect({ address, connectTimeout: '5 s' });
  });
  if (!connection) throw new Error(`Temporal no responde en ${address}.`);
  const open = connection;
  try {
    await retry(end, () => registerNamespace(open, namespace));
    await retry(end, () => addSearchAttributes(open, namespace));
    await retry(end, () => probe(open, namespace));
  } finally {
    await open.close();
  }
}
