import CircuitBreaker from 'opossum';
import { createFailureWindow } from './failure-window.ts';

export type BreakerState = 'closed' | 'open' | 'half_open';

export interface BreakerOpen {
  readonly kind: 'retryable';
  readonly code: 'breaker_open';
  readonly description: string;
}

/** Any outcome of the client's. */
interface OutcomeLike {
  readonly kind: string;
  readonly code?: string;
}

export interface Breakers {
  /** Runs `fn` unless the endpoint's breaker is open; at half-open one call passes, as the probe. */
  run<T extends OutcomeLike>(endpoint: string, documentKey: string, fn: () => Promise<T>): Promise<T | BreakerOpen>;
  /** Takes over a state decided elsewhere, without reporting it back. */
  force(endpoint: string, state: BreakerState): void;
  state(endpoint: string): BreakerState;
  /** Stops the timers. */
  close(): void;
}

const FIRST_OPEN_MS = 5_000;
const LONGEST_OPEN_MS = 60_000;

/**
 * One circuit breaker an endpoint: opens at >= 10 calls with >= 50 % failures in 30 s, stays open 5 s, twice as long each
 * time a probe fails, up to 60 s. A failure is an outcome of the system, not of the document: retryable, or unknown
 * without an answer of SUNAT's own; a thrown error counts as one. opossum keeps the states, the timer and the single probe;
 * the window is ours, because opossum counts calls and here one document's retries count once.
 */
export function createBreakers(options: {
  readonly onChange?: (endpoint: string, state: BreakerState) => void;
  readonly now?: () => number;
}): Breakers {
  const { onChange = () => undefined, now = Date.now } = options;
  const endpoints = new Map<string, EndpointBreaker>();
  const of = (endpoint: string): EndpointBreaker => {
    const known = endpoints.get(endpoint) ?? createEndpointBreaker((state) => onChange(endpoint, state), now);
    endpoints.set(endpoint, known);
    return known;
  };
  return {
    run: (endpoint, documentKey, fn) => of(endpoint).run(documentKey, fn),
    force: (endpoint, state) => of(endpoint).force(state),
    state: (endpoint) => of(endpoint).state(),
    close: () => {
      for (const breaker of endpoints.values()) breaker.close();
    },
  };
}

interface EndpointBreaker {
  run<T extends OutcomeLike>(documentKey: string, fn: () => Promise<T>): Promise<T | BreakerOpen>;
  force(state: BreakerState): void;
  state(): BreakerState;
  close(): void;
}

type Circuit = CircuitBreaker<[() => Promise<void>], void>;

function createEndpointBreaker(report: (state: BreakerState) => void, now: () => number): EndpointBreaker {
  const window = createFailureWindow(now);
  let silent = false;
  const changed = (state: BreakerState): void => {
    if (state === 'closed') window.clear();
    if (!silent) report(state);
  };
  let circuit = buildCircuit('closed', changed);

  async function runClosed<T extends OutcomeLike>(documentKey: string, fn: () => Promise<T>): Promise<T> {
    let failed = true;
    try {
      const outcome = await fn();
      failed = isFailure(outcome);
      return outcome;
    } finally {
      window.record(documentKey, failed);
      if (circuit.closed && window.tripped()) circuit.open();
    }
  }

  /** Calls that began while the breaker was closed never come here, so a straggler cannot decide the probe. */
  async function runGuarded<T extends OutcomeLike>(fn: () => Promise<T>): Promise<T | BreakerOpen> {
    const held: { outcome?: T } = {};
    try {
      await circuit.fire(async () => {
        held.outcome = await fn();
        if (isFailure(held.outcome)) throw new FailedProbe();
      });
    } catch (error) {
      if (!(error instanceof FailedProbe)) {
        if (error instanceof Error && CircuitBreaker.isOurError(error)) return BREAKER_OPEN;
        throw error;
      }
    }
    return held.outcome ?? BREAKER_OPEN;
  }

  return {
    run: (documentKey, fn) => (circuit.closed ? runClosed(documentKey, fn) : runGuarded(fn)),
    force(state) {
      if (state === stateOf(circuit)) return;
      silent = true;
      if (state === 'open') circuit.open();
      else if (state === 'closed') circuit.close();
      else {
        circuit.shutdown();
        circuit = buildCircuit('half_open', changed);
      }
      silent = false;
    },
    state: () => stateOf(circuit),
    close: () => circuit.shutdown(),
  };
}

const BREAKER_OPEN: BreakerOpen = {
  kind: 'retryable',
  code: 'breaker_open',
  description: 'SUNAT no está respondiendo; el envío espera.',
};

class FailedProbe extends Error {}

const isFailure = ({ kind, code }: OutcomeLike): boolean =>
  kind === 'retryable' || (kind === 'unknown' && code === undefined);

function stateOf(circuit: Circuit): BreakerState {
  if (circuit.closed) return 'closed';
  return circuit.halfOpen ? 'half_open' : 'open';
}

function buildCircuit(state: 'closed' | 'half_open', changed: (state: BreakerState) => void): Circuit {
  const settings: CircuitBreaker.Options<[() => Promise<void>]> = {
    timeout: false,
    resetTimeout: FIRST_OPEN_MS,
    // The window below opens the closed circuit; opossum itself only re-opens it when a probe fails.
    volumeThreshold: Number.MAX_SAFE_INTEGER,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
    ...(state === 'closed' ? {} : { state: { enabled: true, closed: false, halfOpen: true } }),
  };
  const circuit: Circuit = new CircuitBreaker((run: () => Promise<void>) => run(), settings);
  circuit.on('open', () => changed('open'));
  circuit.on('halfOpen', () => {
    // Read by opossum when the probe fails and it opens again.
    settings.resetTimeout = Math.min((settings.resetTimeout ?? FIRST_OPEN_MS) * 2, LONGEST_OPEN_MS);
    changed('half_open');
  });
  circuit.on('close', () => {
    settings.resetTimeout = FIRST_OPEN_MS;
    changed('closed');
  });
  return circuit;
}
