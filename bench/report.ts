import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

import { type Figure, keepsGoal } from './harness.ts';

const RESULTS = fileURLToPath(new URL('results.json', import.meta.url));

const HEAD = ['medida', 'valor', 'unidad', 'referencia', 'razón', 'meta', ''];

/** Three significant digits, whole numbers above 100. */
function short(value: number): string {
  if (!Number.isFinite(value)) return '-';
  return Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString();
}

function verdict(figure: Figure): string {
  const kept = keepsGoal(figure);
  if (kept === undefined) return '';
  return kept ? 'cumple' : 'NO CUMPLE';
}

function rowOf(figure: Figure): string[] {
  const { name, value, unit, reference, reference_name: peer, ratio, goal, better } = figure;
  return [
    name,
    short(value),
    unit,
    reference === null ? '' : `${short(reference)} (${peer ?? ''})`,
    ratio === null ? '' : ratio.toFixed(2),
    goal === null ? '' : `${better === 'higher' ? '>=' : '<='} ${goal.toFixed(2)}`,
    verdict(figure),
  ];
}

/** The figures as a table for people, with their notes below. */
export function table(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 1 || column === 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  const notes = figures.flatMap(({ name, note }) => (note === undefined ? [] : [`  ${name}: ${note}`]));
  return [...lines, ...(notes.length > 0 ? ['', 'Notas', ...notes] : [])].join('\n');
}

/** What the figures were measured on; without it they say nothing. */
export function machineNotes(quick: boolean): string[] {
  const model = cpus()[0]?.model.trim() || 'procesador desconocido';
  const memory = (totalmem() / 2 ** 30).toFixed(1);
  return [
    `  máquina: ${availableParallelism()} núcleos (${model}), ${memory} GiB, Node ${process.versions.node}, carga ${loadavg()
      .map((load) => load.toFixed(2))
      .join(' ')}`,
    '  generador, API, worker, PostgreSQL, Temporal y la SUNAT simulada comparten esos núcleos',
    '  las razones se miden intercaladas en la misma corrida: mediana de las razones de cada ronda',
    ...(quick ? ['  --quick: rondas cortas, solo para ver que todo funciona'] : []),
  ];
}

/** Writes `bench/results.json`. */
export function writeResults(figures: readonly Figure[]): string {
  writeFileSync(RESULTS, `${JSON.stringify(figures, undefined, 2)}\n`);
  return RESULTS;
}
