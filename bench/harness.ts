/** One thing that is measured; a round answers its figure (rate, milliseconds) once. */
export interface Contender {
  readonly name: string;
  readonly round: () => number | Promise<number>;
}

/** The figures of each contender, one a round, in the order of the rounds. */
export type Samples = ReadonlyMap<string, readonly number[]>;

/** One row of the table and of `bench/results.json`. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The figure it is held against, measured in the same rounds; null where there is none. */
  readonly reference: number | null;
  readonly reference_name: string | null;
  /** Median of the rounds' own value / reference, so that a slow minute of the machine strikes both. */
  readonly ratio: number | null;
  /** Bound of the ratio; null for a figure that is only reported. */
  readonly goal: number | null;
  readonly better: 'higher' | 'lower';
  readonly note?: string;
}

/** What a benchmark may know of the run. */
export interface BenchOptions {
  /** Short rounds: shows that everything works, the figures are worth little. */
  readonly quick: boolean;
  /** Sales of the memory benchmark. */
  readonly sales: number;
  /** Aborts when a person stops the run; asked before every round. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1));
  return sorted[at] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/**
 * Measures all contenders in every round, each round in the opposite order of the one before, after one round that does
 * not count: what the machine does meanwhile strikes all of them.
 */
export async function interleave(
  contenders: readonly Contender[],
  rounds: number,
  signal: AbortSignal,
): Promise<Samples> {
  const samples = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      signal.throwIfAborted();
      const figure = await contender.round();
      if (round >= 0) samples.get(contender.name)?.push(figure);
    }
  }
  return samples;
}

/** Does the same `count` times, by `senders` side by side; the first failure ends it. */
export async function inParallel(senders: number, count: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const sender = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
}

/** Calls per second of a synchronous function over about `ms` milliseconds. */
export function ratePerSecond(work: () => unknown, ms: number): number {
  const start = performance.now();
  const end = start + ms;
  let calls = 0;
  let now = start;
  while (now < end) {
    work();
    calls += 1;
    now = performance.now();
  }
  return (calls * 1000) / (now - start);
}

export interface Comparison {
  readonly name: string;
  readonly of: string;
  readonly beside?: string;
  readonly unit: string;
  readonly goal?: number;
  readonly better: 'higher' | 'lower';
  readonly note?: string;
}

/** The medians of one contender, and its ratio to another round by round. */
export function compare(samples: Samples, comparison: Comparison): Figure {
  const { name, of, beside, unit, goal, better, note } = comparison;
  const own = samples.get(of) ?? [];
  const other = beside === undefined ? undefined : (samples.get(beside) ?? []);
  return {
    name,
    value: median(own),
    unit,
    reference: other ? median(other) : null,
    reference_name: beside ?? null,
    ratio: other ? median(own.map((value, round) => value / (other[round] ?? Number.NaN))) : null,
    goal: goal ?? null,
    better,
    ...(note === undefined ? {} : { note }),
  };
}

/** Whether a figure keeps its goal; undefined where it has none. */
export function keepsGoal({ ratio, goal, better }: Figure): boolean | undefined {
  if (ratio === null || goal === null) return undefined;
  return better === 'higher' ? ratio >= goal : ratio <= goal;
}
