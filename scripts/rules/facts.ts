import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULE_SHEETS, type RuleSheet } from '../../domain/fiscal/rules/rule.ts';

/** One rule of the workbook. */
export interface WorkbookRow {
  readonly sheet: RuleSheet;
  /** Position among the sheet's rules, from 1. */
  readonly line: number;
  /** Empty where the row holds no rule. */
  readonly code: string;
  readonly level: 'error' | 'observation' | 'none';
  readonly path: string;
}

type Fact = readonly [line: number, code: string, level: WorkbookRow['level'], path: string];

interface Workbook {
  readonly workbook: string;
  readonly sheets: Readonly<Record<RuleSheet, readonly Fact[]>>;
}

const FILE = join(import.meta.dirname, '../../docs/generated/sunat-rules.json');

/** The date of the workbook and all its rules, sheet by sheet. */
export function readWorkbook(): { readonly date: string; readonly rows: readonly WorkbookRow[] } {
  const { workbook, sheets }: Workbook = JSON.parse(readFileSync(FILE, 'utf8'));
  const rows = RULE_SHEETS.flatMap((sheet) =>
    sheets[sheet].map(([line, code, level, path]) => ({ sheet, line, code, level, path })),
  );
  return { date: workbook, rows };
}
