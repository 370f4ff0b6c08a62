import { Socket } from 'node:net';

export interface Lifetime {
  /** Aborts at the first request to stop. */
  readonly signal: AbortSignal;
  readonly stopped: Promise<void>;
}

/** The launcher's end of a pipe: it closes when the launcher is killed. */
const PARENT_PIPE = 'HUB_PARENT_FD';
/** npm passes a Ctrl-C on a second time within milliseconds: that is the same one. */
const SAME_PRESS_MS = 1000;

/**
 * Turns signals, and the death of the launcher, into one request to stop. A second Ctrl-C of a person who waits is
 * answered with a line; it does not cut the orderly end short.
 */
export function untilStopped(log: (line: string) => void): Lifetime {
  const controller = new AbortController();
  let asked = 0;
  const ask = (why: string) => {
    if (asked === 0) {
      asked = Date.now();
      log(`${why}: se detiene todo en orden…`);
      controller.abort();
    } else if (Date.now() - asked > SAME_PRESS_MS) log('ya se está deteniendo; un momento.');
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ask(name));
  const fd = Number(process.env[PARENT_PIPE]);
  delete process.env[PARENT_PIPE];
  if (fd > 2) {
    const pipe = new Socket({ fd });
    pipe.on('error', () => undefined);
    pipe.once('close', () => ask('terminó el lanzador'));
    pipe.resume();
    pipe.unref();
  }
  const stopped = new Promise<void>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  return { signal: controller.signal, stopped };
}
