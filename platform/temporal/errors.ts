import { HubError } from '../../domain/errors.ts';
import { errorChain } from '../error-chain.ts';

/** gRPC: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE. */
const AWAY = new Set<unknown>([4, 8, 14]);

/** True when Temporal could not be reached or did not answer in time; whether the call arrived is then unknown. */
export function isTemporalAway(error: unknown): boolean {
  return errorChain(error).some(
    ({ code, name }) => AWAY.has(code) || name === 'WorkflowUpdateRPCTimeoutOrCancelledError',
  );
}

/**
 * What a caller is told when Temporal is away: HubError unavailable, `workflow_engine_unavailable`, 2 s. Any other error
 * (unknown workflow, refused update) comes back as it is, for the route to map.
 */
export function mapTemporalError(error: unknown): unknown {
  if (!isTemporalAway(error)) return error;
  const detail = 'El motor de procesos no está disponible; inténtelo de nuevo en unos segundos.';
  return new HubError('unavailable', 'workflow_engine_unavailable', detail, { retryAfter: 2, cause: error });
}
