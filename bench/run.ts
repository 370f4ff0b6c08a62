import { parseArgs } from 'node:util';

import { documents } from './documents.ts';
import type { BenchOptions, Figure } from './harness.ts';
import { reservations } from './reservations.ts';
import { machineNotes, table, writeResults } from './report.ts';

type Bench = (options: BenchOptions) => Promise<Figure[]>;

const BENCHES: Readonly<Record<string, Bench>> = { documents, reservations };

const log = (line: string) => console.log(`[bench] ${line}`);
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    sales: { type: 'string', default: '10000' },
  },
});
const figures: Figure[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (values.only && !values.only.includes(name)) continue;
  log(name);
  figures.push(...(await bench({ quick: values.quick, sales: Number(values.sales), log })));
}
console.log(`\n${table(figures)}\n\n${machineNotes(values.quick).join('\n')}`);
log(`resultados en ${writeResults(figures)}`);
