export interface Debounced {
  /** Asks for one call; many asks within the window make one. */
  (): void;
  /** Makes the pending call at once, if there is one, and waits for the running one. */
  flush(): Promise<void>;
}

/**
 * Gathers nudges: at most one call of `fn` in `windowMs`, after the last ask of the window has been seen (trailing).
 * The relay is woken so after commits, since a NOTIFY inside each writing transaction would halve the writers. A call
 * that fails is reported to `onError` and not repeated: the relay looks for work by itself every second.
 */
export function debounce(fn: () => unknown, windowMs = 20, onError: (error: unknown) => void = () => {}): Debounced {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const call = async (): Promise<void> => {
    timer = undefined;
    try {
      await fn();
    } catch (error) {
      onError(error);
    }
  };
  const ask = (): void => {
    timer ??= setTimeout(() => {
      running = call();
    }, windowMs).unref();
  };
  return Object.assign(ask, {
    async flush() {
      if (timer) {
        clearTimeout(timer);
        running = call();
      }
      await running;
    },
  });
}
