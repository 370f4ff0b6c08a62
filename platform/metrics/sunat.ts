import { Gauge, Histogram, type Registry } from 'prom-client';

export interface SunatMetrics {
  /** One call: the operation (`sendBill`), the kind of its outcome (`accepted`), its duration. Fits the client's callback. */
  observe(operation: string, outcome: string, seconds: number): void;
  /** The circuit breaker of one endpoint's host. */
  breaker(endpoint: string, state: 'closed' | 'half_open' | 'open'): void;
}

const STATES = { closed: 0, half_open: 1, open: 2 } as const;

/** Calls to SUNAT by operation and outcome, and the breakers' states. */
export function createSunatMetrics(registry: Registry): SunatMetrics {
  const calls = new Histogram({
    name: 'hub_sunat_call_duration_seconds',
    help: 'Time of a call to SUNAT by operation and outcome.',
    labelNames: ['operation', 'outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 45],
    registers: [registry],
  });
  const breakers = new Gauge({
    name: 'hub_sunat_breaker_state',
    help: 'Circuit breaker by endpoint: 0 closed, 1 half open, 2 open.',
    labelNames: ['endpoint'],
    registers: [registry],
  });
  return {
    observe: (operation, outcome, seconds) => calls.observe({ operation, outcome }, seconds),
    breaker: (endpoint, state) => breakers.set({ endpoint }, STATES[state]),
  };
}
