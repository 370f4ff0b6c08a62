import { proxyActivities } from '@temporalio/workflow';

import type { nothing } from './bare-worker.ts';

const { nothing: step } = proxyActivities<{ nothing: typeof nothing }>({ startToCloseTimeout: '10 s' });

/** What the bare route starts. */
export async function empty(): Promise<void> {}

/** A process of eight steps the usual way: one normal activity each, that does nothing. */
export async function eightActivities(): Promise<void> {
  for (let index = 0; index < 8; index += 1) await step();
}
