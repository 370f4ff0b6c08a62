import { INVOICE_RULES } from '../../domain/fiscal/rules/invoice-rules.ts';
import { NOTE_RULES } from '../../domain/fiscal/rules/note-rules.ts';
import type { Rule } from '../../domain/fiscal/rules/rule.ts';

/** A rule without what it is run on. */
export type RuleEntry = Omit<Rule<unknown, unknown>, 'find'>;

/** Every rule of every table, once: tables share topics. */
export function allRules(): readonly RuleEntry[] {
  const byId = new Map<string, RuleEntry>();
  for (const rule of [...INVOICE_RULES, ...NOTE_RULES]) byId.set(rule.id, rule);
  return [...byId.values()];
}
