import { proxyActivities } from '@temporalio/workflow';
import type { HubActivities } from '../../activities/index.ts';

/** Reads and signs up to 500 documents a file: seconds, hence no local activity. */
export const { openSummaries } = proxyActivities<HubActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 minute' },
  summary: 'Reúne las boletas que esperan resumen, numera y firma los archivos',
});
