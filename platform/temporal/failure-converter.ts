import { DefaultFailureConverter } from '@temporalio/common';

/** Failure messages and stacks are encrypted like payloads. Loaded by path in client, worker and workflow bundle. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
