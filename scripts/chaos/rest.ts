import { setTimeout as sleep } from 'node:timers/promises';

import type { CompanyReader } from './database.ts';
import type { ProcessReader } from './processes.ts';

const UNREST = `
  select 'ventas en curso' as what, count(*)::int as left from sale where status not in ('completed', 'cancelled')
  union all select 'notas en curso', count(*)::int from note where status not in ('completed', 'cancelled')
  union all select 'avisos abiertos', count(*)::int from attention where closed_at is null
  union all select 'intenciones por enviar', count(*)::int from outbox where sent_at is null`;

export interface RestOptions {
  readonly reader: CompanyReader;
  readonly processes: ProcessReader;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
  readonly seconds: number;
}

const LOOK_MS = 500;
const TELL_MS = 10_000;

async function unrest({ reader, processes }: RestOptions): Promise<string[]> {
  const rows = await reader.snapshot((query) => query<{ what: string; left: number }>(UNREST));
  const running = (await processes.list()).filter(({ status }) => status === 'RUNNING').length;
  return [...rows, { what: 'procesos abiertos', left: running }].flatMap(({ what, left }) =>
    left > 0 ? [`${left} ${what}`] : [],
  );
}

/** Waits until nothing moves any more: no open sale, process, entry or intent. Answers what is left when the time is over. */
export async function untilRest(options: RestOptions): Promise<readonly string[]> {
  const end = Date.now() + options.seconds * 1000;
  let told = Date.now();
  for (;;) {
    let left: string[];
    try {
      left = await unrest(options);
    } catch (error) {
      left = [`sin lectura: ${String(error).slice(0, 120)}`];
    }
    if (left.length === 0 || Date.now() > end) return left;
    if (Date.now() - told > TELL_MS) {
      options.log(`quedan ${left.join(', ')}`);
      told = Date.now();
    }
    await sleep(LOOK_MS, undefined, { signal: options.signal });
  }
}
