import { fileURLToPath } from 'node:url';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { currentRequestId, withRequestId } from '../request-context.ts';
import { REQUEST_HEADER } from './request-header.ts';

/** For the worker's and the bundler's `workflowModules`. */
export const requestWorkflowModule = fileURLToPath(new URL('./request-workflow.ts', import.meta.url));

function stamped(headers: Headers): Headers {
  const requestId = currentRequestId();
  return requestId === undefined
    ? headers
    : { ...headers, [REQUEST_HEADER]: defaultPayloadConverter.toPayload(requestId) };
}

/** Puts the request's id on what the client starts and sends. */
export const requestClientInterceptor: WorkflowClientInterceptor = {
  startWithDetails: (input, next) => next({ ...input, headers: stamped(input.headers) }),
  signal: (input, next) => next({ ...input, headers: stamped(input.headers) }),
  signalWithStart: (input, next) => next({ ...input, headers: stamped(input.headers) }),
  startUpdate: (input, next) => next({ ...input, headers: stamped(input.headers) }),
  startUpdateWithStart: (input, next) =>
    next({
      ...input,
      workflowStartHeaders: stamped(input.workflowStartHeaders),
      updateHeaders: stamped(input.updateHeaders),
    }),
};

/** Makes the id known in an activity, and puts it on the activity's log lines. */
export const requestActivityInterceptor: ActivityInterceptorsFactory = () => ({
  inbound: {
    execute(input, next) {
      const header = input.headers[REQUEST_HEADER];
      const requestId: unknown = header && defaultPayloadConverter.fromPayload(header);
      return typeof requestId === 'string' ? withRequestId(requestId, () => next(input)) : next(input);
    },
  },
  outbound: {
    getLogAttributes: (input, next) => next({ ...input, request_id: currentRequestId() }),
  },
});
