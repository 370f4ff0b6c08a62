import type { Figures } from './figures.ts';
import type { Finding, Rule, RuleSource } from './rule.ts';

/**
 * The figures of the document, and which of SUNAT's twin codes holds: an error on facturas and on notes that amend
 * them (`strict`), an observation on boletas and on notes that amend those (workbook, changes of 2021-04-06).
 */
export interface FigureFacts {
  readonly figures: Figures;
  readonly strict: boolean;
}

/** What is wrong with the figures of a document. */
export type FigureCheck = (figures: Figures) => readonly Finding[];
/** A rule that looks at figures alone. */
export type FigureRule = Rule<unknown, FigureFacts>;

/** A check with its error code and its observation code. */
export interface FigureTwins {
  readonly id: string;
  readonly issue: string;
  readonly field: string;
  readonly error: { readonly code: string; readonly source: RuleSource };
  readonly observation: { readonly code: string; readonly source: RuleSource };
  readonly check: FigureCheck;
}

/** One check under its two codes. */
export function twins({ id, issue, field, error, observation, check }: FigureTwins): readonly FigureRule[] {
  return [
    {
      ...{ id, code: error.code, level: 'reject', issue, field, source: error.source },
      find: (_, { figures, strict }) => (strict ? check(figures) : []),
    },
    {
      ...{ id: `${id}-observed`, code: observation.code, level: 'observe', issue, field, source: observation.source },
      find: (_, { figures, strict }) => (strict ? [] : check(figures)),
    },
  ];
}

/** A check with one code whatever the document. */
export function figureRule(rule: Omit<FigureRule, 'find' | 'level'> & { readonly check: FigureCheck }): FigureRule {
  const { check, ...rest } = rule;
  return { ...rest, level: 'reject', find: (_, { figures }) => check(figures) };
}
