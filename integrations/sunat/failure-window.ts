const WINDOW_MS = 30_000;
const MIN_CALLS = 10;
const FAILURE_SHARE = 0.5;

export interface FailureWindow {
  record(documentKey: string, failed: boolean): void;
  tripped(): boolean;
  clear(): void;
}

/**
 * Calls of the last 30 s. A document's repeated failures count as one call and one failure, so that one sale's retries
 * neither trip the breaker nor hide an outage; every success counts.
 */
export function createFailureWindow(now: () => number): FailureWindow {
  let calls: { readonly at: number; readonly key: string; readonly failed: boolean }[] = [];
  const failedKeys = new Set<string>();

  function forgetOld(): void {
    const oldest = now() - WINDOW_MS;
    let count = 0;
    for (const call of calls) {
      if (call.at > oldest) break;
      if (call.failed) failedKeys.delete(call.key);
      count += 1;
    }
    if (count > 0) calls = calls.slice(count);
  }

  return {
    record(key, failed) {
      forgetOld();
      if (failed && failedKeys.has(key)) return;
      if (failed) failedKeys.add(key);
      calls.push({ at: now(), key, failed });
    },
    tripped() {
      forgetOld();
      return calls.length >= MIN_CALLS && failedKeys.size / calls.length >= FAILURE_SHARE;
    },
    clear() {
      calls = [];
      failedKeys.clear();
    },
  };
}
