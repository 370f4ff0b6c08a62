import type { NoteContext } from '../note-check.ts';
import type { NoteDraft } from '../note-types.ts';
import type { FigureFacts } from './figure-rule.ts';
import { ISSUE_DATE_RULES } from './issue-date.ts';
import { LEGEND_RULES } from './legends.ts';
import {
  AMENDED_BOUND_RULES,
  AMENDED_CURRENCY_RULE,
  AMENDED_CURRENCY_WARNING,
  AMENDED_STATUS_RULES,
  AMENDED_WAITING_RULES,
} from './note-amended.ts';
import { NOTE_DATE_RULES, NOTE_REASON_RULES, NOTE_SERIES_RULES } from './note-header.ts';
import { DISCOUNT_ON_BOLETA, SHORT_DESCRIPTION } from './note-observed.ts';
import { NOTE_KIND_RULES } from './note-kinds.ts';
import { NOTE_TERMS_RULES } from './note-terms.ts';
import type { Rule } from './rule.ts';
import { ICBPER_DATE_RULES } from './special-taxes.ts';
import { supplierRules } from './supplier.ts';

/** The table of credit and debit notes but for its arithmetic, in the order in which its findings are told. */
export const NOTE_RULES: readonly Rule<NoteDraft, NoteContext & FigureFacts>[] = [
  ...NOTE_SERIES_RULES,
  ...NOTE_REASON_RULES,
  ...NOTE_KIND_RULES,
  ...ISSUE_DATE_RULES,
  ...NOTE_DATE_RULES,
  ...supplierRules(''),
  ...AMENDED_STATUS_RULES,
  AMENDED_CURRENCY_RULE,
  ...AMENDED_BOUND_RULES,
  ...NOTE_TERMS_RULES,
  ...LEGEND_RULES,
  ...ICBPER_DATE_RULES,
  DISCOUNT_ON_BOLETA,
  ...AMENDED_WAITING_RULES,
  AMENDED_CURRENCY_WARNING,
  SHORT_DESCRIPTION,
];
