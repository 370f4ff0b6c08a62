import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { z } from 'zod';

import { either, linesRun, onlyTypes, type ScriptCoverage } from './lines.ts';

/** What must be covered of everything outside `workflows/`, which runs where V8 cannot look. */
export const GOAL_PERCENT = 85;

const byJest = z.record(z.string(), z.object({ s: z.record(z.string(), z.number()) }));
const byProcess = z.object({
  result: z.array(
    z.object({
      url: z.string(),
      functions: z.array(
        z.object({ ranges: z.array(z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() })) }),
      ),
    }),
  ),
});

export interface CoverageSource {
  readonly root: string;
  /** Where Jest left its `coverage-final.json`. */
  readonly jestDir: string;
  /** Where the programs that the tests started left what they ran. */
  readonly processDir: string;
}

export interface Room {
  readonly name: string;
  readonly run: number;
  readonly lines: number;
}

/** Every counted file with its lines, run by the tests or by a program that they started. */
function filesOf(source: CoverageSource): Map<string, boolean[]> {
  const files = new Map<string, boolean[]>();
  const tested = byJest.parse(JSON.parse(readFileSync(join(source.jestDir, 'coverage-final.json'), 'utf8')));
  for (const [file, { s }] of Object.entries(tested))
    files.set(
      file,
      Object.values(s).map((count) => count > 0),
    );
  for (const script of scriptsIn(source)) {
    const file = fileURLToPath(script.url);
    const known = files.get(file);
    if (known) files.set(file, either(known, linesRun(readFileSync(file, 'utf8'), script)));
  }
  for (const [file, lines] of files)
    if (!lines.includes(true) && onlyTypes(readFileSync(file, 'utf8'))) files.delete(file);
  return files;
}

export interface Coverage {
  /** By top folder; the last is the sum. */
  readonly rooms: readonly Room[];
  /** The files with the most lines that nothing ran. */
  readonly poorest: readonly Room[];
}

const POOREST = 12;

export function coverageOf(source: CoverageSource): Coverage {
  const files = filesOf(source);
  const rooms = new Map<string, { run: number; lines: number }>();
  for (const [file, lines] of files) {
    const [name = ''] = relative(source.root, file).split(sep);
    for (const key of [name.endsWith('.ts') ? '.' : name, 'total']) {
      const room = rooms.get(key) ?? { run: 0, lines: 0 };
      rooms.set(key, { run: room.run + lines.filter(Boolean).length, lines: room.lines + lines.length });
    }
  }
  const sum = (name: string) => Number(name === 'total');
  const left = ({ run, lines }: Room) => lines - run;
  const each = [...files].map(([file, lines]) => ({
    name: relative(source.root, file),
    run: lines.filter(Boolean).length,
    lines: lines.length,
  }));
  return {
    rooms: [...rooms].map(([name, room]) => ({ name, ...room })).sort((a, b) => sum(a.name) - sum(b.name)),
    poorest: each.sort((a, b) => left(b) - left(a)).slice(0, POOREST),
  };
}

/** A process that was killed leaves nothing, or half a file. */
function* scriptsIn({ root, processDir }: CoverageSource): Generator<ScriptCoverage> {
  if (!existsSync(processDir)) return;
  const own = pathToFileURL(join(root, sep)).href;
  for (const name of readdirSync(processDir)) {
    let text: unknown;
    try {
      text = JSON.parse(readFileSync(join(processDir, name), 'utf8'));
    } catch {
      continue;
    }
    const { result } = byProcess.parse(text);
    for (const script of result) if (script.url.startsWith(own) && !script.url.includes('/node_modules/')) yield script;
  }
}

export const percent = ({ run, lines }: Room): number => (lines === 0 ? 100 : (100 * run) / lines);
