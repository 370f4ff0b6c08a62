import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

import { failureConverterPath } from '../platform/temporal/data-converter.ts';

const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));

/** True once there is a process to bundle. */
export const hasWorkflows = (): boolean => existsSync(workflowsPath);

/**
 * Bundles every process as the worker runs it. Fails on what the type checker cannot see: a workflow that reaches a
 * Node module or an activity's code.
 */
export async function bundleWorkflows(): Promise<string> {
  const logger = new DefaultLogger('WARN', () => undefined);
  const { code } = await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger });
  return code;
}
