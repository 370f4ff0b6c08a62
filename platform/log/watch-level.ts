import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { isLogLevel, type Logger, type LogLevel, logLevel, setLogLevel } from './logger.ts';

export interface WatchLevelOptions {
  /** Holds one word, the level; read at SIGHUP and when it changes. */
  readonly file?: string;
  /** How often the file's time is looked at, in milliseconds. */
  readonly intervalMs?: number;
}

function levelIn(file: string): LogLevel | undefined {
  try {
    const word = readFileSync(file, 'utf8').trim().toLowerCase();
    return isLogLevel(word) ? word : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Changes the log level of a running process: by the file, or, where there is none, by SIGHUP, which switches between
 * `debug` and the level of the start. Returns the function that stops watching.
 */
export function watchLogLevel(logger: Logger, options: WatchLevelOptions = {}): () => void {
  const { file, intervalMs = 1000 } = options;
  const atStart = logLevel(logger);
  const change = (level: LogLevel): void => {
    if (level === logLevel(logger)) return;
    setLogLevel(logger, level);
    logger[level]({ level_now: level }, 'log level changed');
  };
  const read = (): void => {
    const level = file === undefined ? undefined : levelIn(file);
    if (level) change(level);
  };
  const onHangUp = (): void => {
    if (file !== undefined) read();
    else change(logLevel(logger) === 'debug' ? atStart : 'debug');
  };
  read();
  process.on('SIGHUP', onHangUp);
  if (file !== undefined) watchFile(file, { interval: intervalMs, persistent: false }, read);
  return () => {
    process.off('SIGHUP', onHangUp);
    if (file !== undefined) unwatchFile(file, read);
  };
}
