import { defaultPayloadConverter, type Headers, type Payload } from '@temporalio/common';
import type { WorkflowInterceptors } from '@temporalio/workflow';
import { REQUEST_HEADER } from './request-header.ts';

/** Loaded into the workflow's sandbox: hands the starting request's id on to activities, children and the next run. */
export const interceptors = (): WorkflowInterceptors => {
  let carried: Payload | undefined;
  const stamped = (headers: Headers): Headers => (carried ? { ...headers, [REQUEST_HEADER]: carried } : headers);
  return {
    inbound: [
      {
        execute(input, next) {
          carried = input.headers[REQUEST_HEADER];
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next({ ...input, headers: stamped(input.headers) }),
        scheduleLocalActivity: (input, next) => next({ ...input, headers: stamped(input.headers) }),
        startChildWorkflowExecution: (input, next) => next({ ...input, headers: stamped(input.headers) }),
        continueAsNew: (input, next) => next({ ...input, headers: stamped(input.headers) }),
        getLogAttributes: (input, next) =>
          next({ ...input, ...(carried ? { request_id: defaultPayloadConverter.fromPayload(carried) } : {}) }),
      },
    ],
  };
};
