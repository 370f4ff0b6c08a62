import { stripTypeScriptTypes } from 'node:module';

/** Whether each line of a file was run. */
export type Lines = readonly boolean[];

interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** What V8 reports of one script: functions in order, each with its ranges from the outer to the inner. */
export interface ScriptCoverage {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly Range[] }[];
}

/**
 * The lines that a process ran, of a source as it stands on disk: Node strips types in place, so that V8's offsets are
 * the file's. A line counts as not run where a range that was not run covers all of it, as in the tests' own coverage.
 */
export function linesRun(source: string, { functions }: Pick<ScriptCoverage, 'functions'>): boolean[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  const length = source.endsWith('\n') ? source.length - 1 : source.length;
  if (length < source.length) starts.pop();
  const run = starts.map(() => true);
  for (const { startOffset, endOffset, count } of functions.flatMap(({ ranges }) => ranges)) {
    for (const [line, start] of starts.entries()) {
      const next = starts[line + 1];
      const end = next === undefined ? length : next - 1;
      if (start >= startOffset && end <= endOffset) run[line] = count > 0;
    }
  }
  return run;
}

/** True for a file that only declares types: Node strips them, so that there is nothing to run. */
export function onlyTypes(source: string): boolean {
  const code = stripTypeScriptTypes(source).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  return code.replaceAll(/export\s*\{\s*\};?|;/g, '').trim() === '';
}

/** Run by the one or the other. */
export const either = (one: Lines, other: Lines): boolean[] => one.map((run, line) => run || other[line] === true);
