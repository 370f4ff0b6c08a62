import type { InvoiceDraft } from '../types.ts';
import type { FigureFacts } from './figure-rule.ts';
import { CUSTOMER_RULES } from './customer.ts';
import { HEADER_RULES, ORDER_RULES, SERIES_RULES } from './header.ts';
import { ISSUE_DATE_RULES } from './issue-date.ts';
import { LINE_FIGURE_RULES } from './line-figures.ts';
import { LINE_RULES } from './lines.ts';
import { PAYMENT_TERMS_RULES } from './payment-terms.ts';
import type { Rule } from './rule.ts';
import { supplierRules } from './supplier.ts';
import { MONETARY_FORMAT_RULES, MONETARY_TOTAL_RULES, TAX_TOTAL_RULES, TOTAL_FORMAT_RULES } from './total-figures.ts';

/** What is known around a factura or boleta. */
export interface InvoiceFacts {
  /** Legal date in Lima. */
  readonly today: string;
}

/** The table of facturas and boletas, in the order in which its findings are told. One topic a file. */
export const INVOICE_RULES: readonly Rule<InvoiceDraft, InvoiceFacts & FigureFacts>[] = [
  ...SERIES_RULES,
  ...ISSUE_DATE_RULES,
  ...HEADER_RULES,
  ...supplierRules('/warehouse_id'),
  ...CUSTOMER_RULES,
  ...LINE_RULES,
  ...PAYMENT_TERMS_RULES,
  ...ORDER_RULES,
  ...LINE_FIGURE_RULES,
  ...TOTAL_FORMAT_RULES,
  ...MONETARY_FORMAT_RULES,
  ...TAX_TOTAL_RULES,
  ...MONETARY_TOTAL_RULES,
];
