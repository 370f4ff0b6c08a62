import { CERTIFICATE_RULES } from '../../domain/fiscal/certificates/validate-certificate.ts';
import { DEBIT_NOTE_FIGURE_RULES, INVOICE_FIGURE_RULES } from '../../domain/fiscal/rules/figure-tables.ts';
import { INVOICE_RULES } from '../../domain/fiscal/rules/invoice-rules.ts';
import { NOTE_RULES } from '../../domain/fiscal/rules/note-rules.ts';
import type { Rule } from '../../domain/fiscal/rules/rule.ts';

/** A rule without what it is run on. */
export type RuleEntry = Omit<Rule<unknown, unknown>, 'find'>;

/** Every rule of every table, once: tables share topics. */
export function allRules(): readonly RuleEntry[] {
  const byId = new Map<string, RuleEntry>();
  const tables = [INVOICE_RULES, INVOICE_FIGURE_RULES, NOTE_RULES, DEBIT_NOTE_FIGURE_RULES, CERTIFICATE_RULES];
  for (const table of tables) for (const rule of table) byId.set(rule.id, rule);
  return [...byId.values()];
}
