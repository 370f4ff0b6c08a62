import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<string>();

/** Runs `work` so that all it awaits knows the id of the request that caused it. */
export const withRequestId = <T>(requestId: string, work: () => T): T => storage.run(requestId, work);

/** The id of the request that caused the running work, if one did. */
export const currentRequestId = (): string | undefined => storage.getStore();
