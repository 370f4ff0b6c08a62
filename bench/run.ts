import { parseArgs } from 'node:util';

import { untilStopped } from '../scripts/stack/lifetime.ts';
import { documentTypes } from './document-types.ts';
import { books } from './books.ts';
import { documents } from './documents.ts';
import type { BenchOptions, Figure } from './harness.ts';
import { memory } from './memory.ts';
import { printing } from './printing.ts';
import { machineNotes, table, writeResults } from './report.ts';
import { reservations } from './reservations.ts';
import { saleStart } from './sale-start.ts';
import { salesToCdr } from './sales-to-cdr.ts';
import { type BenchStack, startBenchStack } from './stack.ts';

/** `npm run bench [-- --only NAME]… [--quick] [--sales N]`: the figures the hub is held to, each beside its reference. */
const ALONE = { documents, 'document-types': documentTypes, printing, reservations, books } as const;
const ON_STACK = { 'sale-start': saleStart, 'sales-to-cdr': salesToCdr, memory } as const;
const NAMES = [...Object.keys(ALONE), ...Object.keys(ON_STACK)];

const log = (line: string) => console.log(`[bench] ${line}`);
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    sales: { type: 'string', default: '10000' },
  },
});

function readOptions(): Omit<BenchOptions, 'signal'> {
  const sales = Number(values.sales);
  const unknown = values.only.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) throw new Error(`No hay ${unknown.join(', ')}; hay ${NAMES.join(', ')}.`);
  if (!Number.isInteger(sales) || sales < 1) throw new Error('--sales lleva un número entero positivo.');
  return { quick: values.quick, sales, log };
}

const wanted = (name: string) => values.only.length === 0 || values.only.includes(name);

async function onStack(options: BenchOptions, figures: Figure[]): Promise<void> {
  const benches = Object.entries(ON_STACK).filter(([name]) => wanted(name));
  if (benches.length === 0) return;
  log('se levanta el hub completo en una carpeta temporal…');
  const stack: BenchStack = await startBenchStack(log, options.signal);
  try {
    for (const [name, bench] of benches) {
      options.signal.throwIfAborted();
      log(name);
      figures.push(...(await bench(options, stack)));
    }
  } finally {
    await stack.stop();
  }
}

async function measure(options: BenchOptions, figures: Figure[]): Promise<void> {
  for (const [name, bench] of Object.entries(ALONE)) {
    if (!wanted(name)) continue;
    options.signal.throwIfAborted();
    log(name);
    figures.push(...(await bench(options)));
  }
  await onStack(options, figures);
}

/** What was measured is shown also when a later benchmark fails. */
async function main(): Promise<number> {
  const figures: Figure[] = [];
  const { signal } = untilStopped(log);
  let code = 0;
  try {
    await measure({ ...readOptions(), signal }, figures);
  } catch (error) {
    code = 1;
    const why = error instanceof Error ? error.message : String(error);
    console.error(signal.aborted ? '[bench] interrumpido' : `[bench] no se pudo terminar: ${why}`);
  }
  if (figures.length > 0) {
    console.log(`\n${table(figures)}\n\n${machineNotes(values.quick).join('\n')}\n`);
    log(`resultados en ${writeResults(figures)}`);
  }
  return code;
}

process.exit(await main());
