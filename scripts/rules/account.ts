import { RULE_SHEETS, type RuleSheet } from '../../domain/fiscal/rules/rule.ts';
import { BILL_CLASSES } from './classes/bills.ts';
import { CERTIFICATE_CLASSES } from './classes/certificates.ts';
import { COMMON_CLASSES } from './classes/common.ts';
import { FILE_CLASSES } from './classes/files.ts';
import { SUMMARY_CLASSES } from './classes/summaries.ts';
import type { WorkbookRow } from './facts.ts';
import { holds, type RowClass } from './row-class.ts';
import type { ReasonKey } from './reasons.ts';
import type { RuleEntry } from './tables.ts';

/** The first class that speaks of a row accounts for it. */
export const CLASSES: readonly RowClass[] = [
  ...COMMON_CLASSES,
  ...BILL_CLASSES,
  ...SUMMARY_CLASSES,
  ...FILE_CLASSES,
  ...CERTIFICATE_CLASSES,
];

export interface AccountedRow extends WorkbookRow {
  /** Rules of the tables that check it. */
  readonly checkedBy: readonly string[];
  /** Why it needs none; undefined where it is checked, holds no rule, or nobody accounted for it. */
  readonly reason: ReasonKey | undefined;
}

const keyOf = (sheet: RuleSheet, line: number): string => `${sheet} ${line}`;

function idsByRow(rules: readonly RuleEntry[]): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const { id, source } of rules) {
    for (const [sheet, lines] of sourcesOf(source)) {
      for (const line of lines) ids.set(keyOf(sheet, line), [...(ids.get(keyOf(sheet, line)) ?? []), id]);
    }
  }
  return ids;
}

/** The sheets that a rule names, each with its lines. */
export function sourcesOf(source: RuleEntry['source']): readonly (readonly [RuleSheet, readonly number[]])[] {
  return RULE_SHEETS.flatMap((sheet) => {
    const lines = source[sheet];
    return lines ? [[sheet, lines] as const] : [];
  });
}

/** Every row with what accounts for it: first the tables, then the classes. */
export function account(rows: readonly WorkbookRow[], rules: readonly RuleEntry[]): readonly AccountedRow[] {
  const ids = idsByRow(rules);
  return rows.map((row) => {
    const checkedBy = ids.get(keyOf(row.sheet, row.line)) ?? [];
    const found = checkedBy.length > 0 || row.level === 'none' ? undefined : CLASSES.find((one) => holds(one, row));
    return { ...row, checkedBy, reason: found?.reason };
  });
}
