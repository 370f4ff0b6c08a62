import type { FieldIssue } from '../errors.ts';
import { INVOICE_FIGURE_RULES } from './rules/figure-tables.ts';
import { readFigures } from './rules/figures.ts';
import { INVOICE_RULES, type InvoiceFacts } from './rules/invoice-rules.ts';
import { surelyAddsUp } from './rules/plain-figures.ts';
import { checkRules, type Findings, join } from './rules/rule.ts';
import type { InvoiceDraft } from './types.ts';

/**
 * What SUNAT would refuse for a reason that is known before a number is taken, so that no number is burnt, and apart
 * from it what it would only observe (`warnings`, stored with the document). Pointers are into the sale request;
 * `sunatCode` is the code SUNAT would answer.
 */
export function checkInvoice(invoice: InvoiceDraft, facts: InvoiceFacts): Findings {
  const all = { ...facts, figures: readFigures(invoice), strict: invoice.type === '01' };
  const found = checkRules(INVOICE_RULES, invoice, all);
  return surelyAddsUp(invoice) ? found : join(found, checkRules(INVOICE_FIGURE_RULES, invoice, all));
}

/** The refusals of `checkInvoice` alone; empty when all is well. */
export function validateInvoice(invoice: InvoiceDraft, facts: InvoiceFacts): readonly FieldIssue[] {
  return checkInvoice(invoice, facts).issues;
}
