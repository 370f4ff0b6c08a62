export const MAX_WAIT_SECONDS = 30;

/**
 * The seconds of `Prefer: wait=N` (RFC 7240 section 4.3), at most 30; 0 when absent. A preference that cannot be
 * understood is ignored, as the RFC asks.
 */
export function preferWait(header: string | undefined): number {
  const wait = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,9})"?\s*(?:[,;]|$)/i.exec(header ?? '');
  return wait?.[1] === undefined ? 0 : Math.min(Number(wait[1]), MAX_WAIT_SECONDS);
}
