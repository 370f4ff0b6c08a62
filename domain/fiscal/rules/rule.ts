import type { FieldIssue } from '../../errors.ts';

/** `reject`: no number is taken. `observe`: the document goes out and the finding is stored with it. */
export type RuleLevel = 'reject' | 'observe';

/** Sheets of SUNAT's validation workbook that hold rules about documents. */
export const RULE_SHEETS = [
  'Factura',
  'Boleta',
  'NotaCredito',
  'NotaDebito',
  'Resumen',
  'Baja',
  'Reversiones',
  'Retenciones',
  'Percepciones',
  'Firma',
  'General',
] as const;
/** One of them. */
export type RuleSheet = (typeof RULE_SHEETS)[number];

/** Where a rule stands in the workbook: per sheet, the lines as `docs/generated/sunat-rules.json` numbers them. */
export type RuleSource = Readonly<Partial<Record<RuleSheet, readonly number[]>>>;

/** One thing that a rule found. */
export interface Finding {
  /** JSON pointer into the request. */
  readonly pointer: string;
  /** What a person should read, Spanish. */
  readonly detail: string;
}

/**
 * One rule of the table that is run before a number is taken. A rule is pure: the document and what is known around
 * it (`Facts`: today, the amended document...) decide. Where SUNAT gives two codes for one fault (by type of document,
 * say) there are two rules.
 */
export interface Rule<Subject, Facts> {
  /** `topic.rule`, unique in the table; the page of all rules names it. */
  readonly id: string;
  /** What SUNAT would answer; null for a rule of the hub's own, which no line of the workbook holds. */
  readonly code: string | null;
  readonly level: RuleLevel;
  /** The stable code of the answer (`FieldIssue.code`). */
  readonly issue: string;
  /** UBL path of what is looked at. */
  readonly field: string;
  readonly source: RuleSource;
  readonly find: (subject: Subject, facts: Facts) => readonly Finding[];
}

/** What tables found in one document. */
export interface Findings {
  readonly issues: readonly FieldIssue[];
  readonly warnings: readonly FieldIssue[];
}

const NOTHING: readonly Finding[] = [];

/** The finding where something is wrong, nothing otherwise. */
export const when = (wrong: boolean, pointer: string, detail: string): readonly Finding[] =>
  wrong ? [{ pointer, detail }] : NOTHING;

/** Findings of a list, each at its own place: `detail` where `wrong` says so. */
export function each<Item>(
  items: readonly Item[],
  wrong: (item: Item, index: number) => boolean,
  pointer: (index: number) => string,
  detail: string,
): readonly Finding[] {
  let found: Finding[] | undefined;
  let index = 0;
  for (const item of items) {
    if (wrong(item, index)) (found ??= []).push({ pointer: pointer(index), detail });
    index += 1;
  }
  return found ?? NOTHING;
}

/**
 * Runs a table over one document, in the table's order: what is refused (`issues`, each with SUNAT's code where it has
 * one), and what SUNAT would only observe (`warnings`).
 */
export function checkRules<Subject, Facts>(
  rules: readonly Rule<Subject, Facts>[],
  subject: Subject,
  facts: Facts,
): Findings {
  const issues: FieldIssue[] = [];
  const warnings: FieldIssue[] = [];
  for (const { code, issue, level, find } of rules) {
    for (const { pointer, detail } of find(subject, facts)) {
      const found = { pointer, code: issue, detail, ...(code === null ? {} : { sunatCode: code }) };
      (level === 'reject' ? issues : warnings).push(found);
    }
  }
  return { issues, warnings };
}

/** Two tables' findings as one. */
export const join = (one: Findings, other: Findings): Findings => ({
  issues: [...one.issues, ...other.issues],
  warnings: [...one.warnings, ...other.warnings],
});
