import type { Logger as TemporalLogger, LogLevel, LogMetadata } from '@temporalio/common';
import { Runtime } from '@temporalio/worker';
import { isLogged, type Logger } from '../log/logger.ts';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** The SDK's metadata keys that say where a line comes from; the rest may hold arguments and is left out. */
const KEPT = [
  'workflowId',
  'workflowType',
  'runId',
  'activityType',
  'activityId',
  'attempt',
  'taskQueue',
  'request_id',
] as const;

function kept(meta: LogMetadata | undefined): Record<string, unknown> {
  if (!meta) return {};
  const named = KEPT.filter((key) => meta[key] !== undefined).map((key) => [
    key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    meta[key],
  ]);
  const error: unknown = meta['error'] ?? meta['err'];
  return { ...Object.fromEntries(named), ...(error === undefined ? {} : { err: error }) };
}

/** Temporal's log lines as lines of ours. */
export function bridgeLogger(logger: Logger): TemporalLogger {
  const own = logger.child({ component: 'temporal' });
  // The SDK tells of every step at `debug`.
  const log = (level: LogLevel, message: string, meta?: LogMetadata): void => {
    if (isLogged(own, LEVELS[level])) own[LEVELS[level]](kept(meta), message);
  };
  return {
    log,
    trace: (message, meta) => log('TRACE', message, meta),
    debug: (message, meta) => log('DEBUG', message, meta),
    info: (message, meta) => log('INFO', message, meta),
    warn: (message, meta) => log('WARN', message, meta),
    error: (message, meta) => log('ERROR', message, meta),
  };
}

export interface RuntimeSettings {
  readonly logger: Logger;
  /** host:port on which Core serves its own metrics at `/metrics`; none when absent. */
  readonly prometheusAddress?: string;
}

/**
 * Installs Temporal's runtime: once a process, before the first worker or native connection. The process handles its
 * signals itself, so that worker, relay and pools end in order.
 */
export function installRuntime(settings: RuntimeSettings): Runtime {
  const bindAddress = settings.prometheusAddress;
  return Runtime.install({
    logger: bridgeLogger(settings.logger),
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      ...(bindAddress === undefined ? {} : { metrics: { prometheus: { bindAddress, useSecondsForDurations: true } } }),
    },
  });
}
