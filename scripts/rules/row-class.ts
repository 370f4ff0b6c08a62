import type { RuleSheet } from '../../domain/fiscal/rules/rule.ts';
import type { WorkbookRow } from './facts.ts';
import type { ReasonKey } from './reasons.ts';

/** Rows that one reason accounts for: of these codes, or these lines of sheets. */
export interface RowClass {
  readonly reason: ReasonKey;
  readonly codes?: ReadonlySet<string>;
  readonly sheets?: readonly RuleSheet[];
  readonly lines?: Readonly<Partial<Record<RuleSheet, readonly Span[]>>>;
}

/** One line, or the first and the last of a run. */
export type Span = number | readonly [first: number, last: number];

const within = (line: number, span: Span): boolean =>
  typeof span === 'number' ? span === line : span[0] <= line && line <= span[1];

/** Whether a class speaks of a row. */
export function holds({ codes, sheets, lines }: RowClass, row: WorkbookRow): boolean {
  if (codes && !codes.has(row.code)) return false;
  if (sheets && !sheets.includes(row.sheet)) return false;
  return lines === undefined || (lines[row.sheet] ?? []).some((span) => within(row.line, span));
}

/** All rows with these return codes (blank between them), in all sheets or in some. */
export const byCode = (reason: ReasonKey, codes: string, ...sheets: readonly RuleSheet[]): RowClass => ({
  reason,
  codes: new Set(codes.split(/\s+/)),
  ...(sheets.length > 0 ? { sheets } : {}),
});

/** Rows by their lines. */
export const byLine = (reason: ReasonKey, lines: NonNullable<RowClass['lines']>): RowClass => ({ reason, lines });
