import { proxyActivities } from '@temporalio/workflow';
import type { HubActivities } from '../../activities/index.ts';

/**
 * One look at a file. It beats every second, so that a dead worker costs seconds; its own quick retries cost no history.
 * The start-to-close covers four calls at SUNAT's time-out and the settling of 500 lines.
 */
export const { carrySummary } = proxyActivities<HubActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '10 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '30 s' },
  summary: 'Envía el resumen o consulta su ticket, y guarda la respuesta',
});
