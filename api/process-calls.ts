import { createHash } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import { errorChain } from '../platform/error-chain.ts';
import type { ApiTemporal } from '../platform/temporal/client.ts';
import type { MessageResult } from '../workflows/document-to-cdr/contract.ts';

/** What the log says of a start that Temporal did not take. */
export const LEFT = 'left to the relay';

/** Starts a committed process; undefined when it runs, else what to log: the relay starts it then. */
export async function startFailure(start: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await start();
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
    return error instanceof Error ? error.name : 'unknown';
  }
  return undefined;
}

/** A key may be longer than Temporal takes an id. */
const updateIdOf = (name: string, key: string): string => createHash('sha256').update(`${name}\n${key}`).digest('hex');

/** No such process, or no such message: gRPC's NOT_FOUND, whatever the client wraps it in. */
const isUnknownToTemporal = (error: unknown): boolean =>
  error instanceof WorkflowNotFoundError || errorChain(error).some(({ code }) => code === 5);

async function ask(
  temporal: Pick<ApiTemporal, 'call'>,
  workflowId: string,
  run: (handle: WorkflowHandle) => Promise<MessageResult>,
): Promise<MessageResult | undefined> {
  try {
    return await temporal.call((client) => run(client.workflow.getHandle(workflowId)));
  } catch (error) {
    // Also an update that met the process' end: the row then says how it ended.
    if (isUnknownToTemporal(error)) return undefined;
    throw error;
  }
}

/**
 * Sends an update; undefined where no process runs (not started yet, or over). One that comes again under its `key` is
 * answered as it was, and not carried out twice.
 * @throws HubError 503
 */
export const tell = <Input>(
  temporal: Pick<ApiTemporal, 'call'>,
  workflowId: string,
  message: { readonly name: string; readonly input: Input; readonly key: string | undefined },
): Promise<MessageResult | undefined> =>
  ask(temporal, workflowId, (handle) =>
    handle.executeUpdate<MessageResult, [Input]>(message.name, {
      args: [message.input],
      ...(message.key !== undefined && { updateId: updateIdOf(message.name, message.key) }),
    }),
  );

/** What a message under this key was answered, by a request whose own answer was lost. @throws HubError 503 */
export const earlierAnswer = (
  temporal: Pick<ApiTemporal, 'call'>,
  workflowId: string,
  { name, key }: { readonly name: string; readonly key: string },
): Promise<MessageResult | undefined> =>
  ask(temporal, workflowId, (handle) => handle.getUpdateHandle<MessageResult>(updateIdOf(name, key)).result());
