import { LINE_ALLOWANCE_RULES } from './allowances.ts';
import type { FigureRule } from './figure-rule.ts';
import { LINE_FIGURE_RULES, PRICE_RULES } from './line-figures.ts';
import { LINE_FORMAT_RULES, NOTE_QUANTITY_RULES, QUANTITY_RULES } from './line-formats.ts';
import { MONETARY_TOTAL_RULES } from './monetary-figures.ts';
import { ICBPER_RULES, ISC_RULES, IVAP_RULES } from './special-taxes.ts';
import { NOTE_TOTAL_RULES, TAX_TOTAL_RULES } from './total-figures.ts';
import { MONETARY_FORMAT_RULES, TOTAL_FORMAT_RULES } from './total-formats.ts';

const SHARED: readonly FigureRule[] = [
  ...LINE_FORMAT_RULES,
  ...LINE_FIGURE_RULES,
  ...ISC_RULES,
  ...ICBPER_RULES,
  ...IVAP_RULES,
  ...TOTAL_FORMAT_RULES,
  ...TAX_TOTAL_RULES,
];

/**
 * The arithmetic of facturas and boletas. It is not asked where `surelyAddsUp` has the answer: whatever is added here
 * for documents without special taxes, charges or advances must be looked at there too (a test spoils each).
 */
export const INVOICE_FIGURE_RULES: readonly FigureRule[] = [
  ...QUANTITY_RULES,
  ...SHARED,
  ...PRICE_RULES,
  ...LINE_ALLOWANCE_RULES,
  ...MONETARY_FORMAT_RULES,
  ...MONETARY_TOTAL_RULES,
];

/** The arithmetic of notes, under the same reserve. */
export const CREDIT_NOTE_FIGURE_RULES: readonly FigureRule[] = [...NOTE_QUANTITY_RULES, ...SHARED, ...NOTE_TOTAL_RULES];

/** The sheet of debit notes looks at the price with tax too. */
export const DEBIT_NOTE_FIGURE_RULES: readonly FigureRule[] = [...CREDIT_NOTE_FIGURE_RULES, ...PRICE_RULES];
