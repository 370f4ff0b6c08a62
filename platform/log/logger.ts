import { type DestinationStream, type Level, type Logger, pino } from 'pino';
import { CENSORED, censor, censorText, hiddenPaths } from './redact.ts';
import { serializeError } from './serialize-error.ts';

export type { Logger } from 'pino';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const satisfies readonly Level[];
export type LogLevel = (typeof logLevels)[number];

export const isLogLevel = (text: string): text is LogLevel => logLevels.some((level) => level === text);

export interface LoggerOptions {
  readonly level: LogLevel;
  /** The process: `api`, `worker`, `sandbox`. */
  readonly name: string;
  /** Standard output when absent. */
  readonly destination?: DestinationStream;
}

/** The level in force, shared by a logger and all its children; pino itself copies it when a child is made. */
interface Threshold {
  level: LogLevel;
}

const thresholds = new WeakMap<object, Threshold>();

function thresholdOf(logger: Logger): Threshold {
  for (let at: object | null = logger; at !== null; at = Reflect.getPrototypeOf(at)) {
    const threshold = thresholds.get(at);
    if (threshold) return threshold;
  }
  throw new Error('The logger was not made by createLogger.');
}

/** The level in force. */
export const logLevel = (logger: Logger): LogLevel => thresholdOf(logger).level;

/** Whether a line of that level is written now: spares the making of what would not be. */
export const isLogged = (logger: Logger, level: LogLevel): boolean =>
  rankOf(level) >= rankOf(thresholdOf(logger).level);

const rankOf = (level: LogLevel): number => pino.levels.values[level] ?? 0;

/** Changes the level of the logger and of everything that stems from the same `createLogger`, at once. */
export function setLogLevel(logger: Logger, level: LogLevel): void {
  thresholdOf(logger).level = level;
}

/** pino takes an error's own message for a line that has none; the database's repeat values, so it gets a clean one. */
function withMessage(args: readonly unknown[]): unknown[] {
  const [first, message, ...rest] = args;
  if (typeof first === 'string') return [censorText(first), ...args.slice(1)];
  if (typeof first !== 'object' || first === null) return [...args];
  const isError = Reflect.get(first, 'stack') !== undefined && Reflect.get(first, 'message') !== undefined;
  const error: unknown = isError ? first : Reflect.get(first, 'err');
  const object = isError ? { err: first } : first;
  if (typeof message === 'string') return [object, censorText(message), ...rest];
  return error === undefined ? [object] : [object, serializeError(error, censorText).message];
}

/**
 * A JSON logger: one line an event, ISO time, level by name, `name` and `pid`. Secrets and personal data are censored
 * by field name at any depth and by shape in texts; errors keep their class, code and frames.
 */
export function createLogger(options: LoggerOptions): Logger {
  const threshold: Threshold = { level: options.level };
  const logger = pino(
    {
      name: options.name,
      base: { pid: process.pid },
      level: 'trace',
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => serializeError(error, censorText) },
      redact: { paths: hiddenPaths, censor: CENSORED },
      formatters: { level: (label) => ({ level: label }), log: (object) => censor(object) },
      hooks: {
        logMethod(args, method, level) {
          if (level < rankOf(threshold.level)) return;
          Reflect.apply(method, this, withMessage(args));
        },
      },
    },
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  );
  thresholds.set(logger, threshold);
  return logger;
}

/** A logger that says nothing, for tests and for parts whose caller gives none. */
export const silentLogger = (): Logger => createLogger({ level: 'fatal', name: 'silent', destination: { write() {} } });
