import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export type { Registry } from 'prom-client';

/** A registry of its own (never the global one, which would be shared by tests), with Node's process metrics. */
export function createRegistry(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** One value of a gauge that is read when Prometheus asks. */
export interface Sample<L extends string> {
  readonly labels: Readonly<Partial<Record<L, string>>>;
  readonly value: number;
}

export interface ReadGaugeOptions<L extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly L[];
  readonly read: () => Promise<readonly Sample<L>[]> | readonly Sample<L>[];
  /** A read that takes longer counts as failed, so that a slow database does not hold up all other metrics. */
  readonly timeoutMs?: number;
}

function failures(registry: Registry): Counter<'metric'> {
  const name = 'hub_metrics_read_failures_total';
  const known = registry.getSingleMetric(name);
  if (known instanceof Counter) return known;
  const help = 'Gauges that could not be read when they were asked for.';
  return new Counter({ name, help, labelNames: ['metric'], registers: [registry] });
}

async function within<T>(work: Promise<T> | T, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The gauge was not read in time.')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Registers a gauge that is read at each scrape. One that fails shows nothing and is counted; the scrape goes on. */
export function registerReadGauge<L extends string>(registry: Registry, options: ReadGaugeOptions<L>): void {
  const failed = failures(registry);
  const { name, help, labelNames, read, timeoutMs = 2000 } = options;
  const gauge = new Gauge<L>({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    async collect() {
      try {
        const samples = await within(read(), timeoutMs);
        this.reset();
        for (const { labels, value } of samples) this.set({ ...labels }, value);
      } catch {
        this.reset();
        failed.inc({ metric: name });
      }
    },
  });
  gauge.reset();
}
