import { Client, Connection, type WorkflowClientInterceptor } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { mapTemporalError } from './errors.ts';

export { isTemporalAway, mapTemporalError } from './errors.ts';

export interface TemporalOptions {
  /** host:port */
  readonly address: string;
  readonly namespace: string;
  readonly dataConverter: DataConverter;
  readonly interceptors?: readonly WorkflowClientInterceptor[];
}

export interface TemporalHandle {
  readonly client: Client;
  readonly connection: Connection;
  readonly namespace: string;
  close(): Promise<void>;
}

export interface ApiTemporal extends TemporalHandle {
  /** Runs calls of `client` under a deadline of two seconds; what fails for Temporal's absence is a HubError (503). */
  call<T>(run: (client: Client) => Promise<T>): Promise<T>;
}

const DEADLINE_MS = 2000;

/** Connections are lazy: a process starts and answers also while Temporal is down. */
function open(options: TemporalOptions, connection: Connection): TemporalHandle {
  const { namespace, dataConverter, interceptors } = options;
  const client = new Client({
    connection,
    namespace,
    dataConverter,
    ...(interceptors ? { interceptors: { workflow: [...interceptors] } } : {}),
  });
  return { client, connection, namespace, close: () => connection.close() };
}

/** Runs `fn` with a deadline of two seconds for each call on the connection, so that a server that hangs is seen. */
export function withDeadline2s<T>(connection: Connection, fn: () => Promise<T>): Promise<T> {
  return connection.withDeadline(Date.now() + DEADLINE_MS, fn);
}

/**
 * The API's way to Temporal: no retry interceptor, since with it a closed port costs 3 to 17 s instead of milliseconds.
 * Nothing is repeated here; ids make the caller's retry safe, and the relay starts what was committed.
 */
export function createApiTemporal(options: TemporalOptions): ApiTemporal {
  const handle = open(options, Connection.lazy({ address: options.address, interceptors: [] }));
  return {
    ...handle,
    async call(run) {
      try {
        return await withDeadline2s(handle.connection, () => run(handle.client));
      } catch (error) {
        throw mapTemporalError(error);
      }
    },
  };
}

/** The relay's way to Temporal: the SDK's own retries, as nobody waits for the answer. */
export function createRelayTemporal(options: TemporalOptions): TemporalHandle {
  return open(options, Connection.lazy({ address: options.address }));
}
