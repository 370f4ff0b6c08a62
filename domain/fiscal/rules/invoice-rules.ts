import type { InvoiceDraft } from '../types.ts';
import type { FigureFacts } from './figure-rule.ts';
import { ALLOWANCE_RULES } from './allowances.ts';
import { CUSTOMER_RULES } from './customer.ts';
import { HEADER_RULES, ORDER_RULES, SERIES_RULES } from './header.ts';
import { ISSUE_DATE_RULES } from './issue-date.ts';
import { LEGEND_RULES } from './legends.ts';
import { LEGEND_NEEDED_RULES } from './legends-needed.ts';
import { LINE_RULES } from './lines.ts';
import { OPERATION_RULES } from './operation.ts';
import { PAYMENT_TERMS_RULES } from './payment-terms.ts';
import { PRODUCT_CODE_RULES } from './product-codes.ts';
import { REFERENCE_RULES } from './references.ts';
import { PROPERTY_RULES } from './properties.ts';
import { PROPERTY_SET_RULES } from './property-sets.ts';
import type { Rule } from './rule.ts';
import { ICBPER_DATE_RULES } from './special-taxes.ts';
import { supplierRules } from './supplier.ts';
import { WITHHOLDING_FIGURE_RULES } from './withholding-figures.ts';
import { WITHHOLDING_RULES } from './withholding.ts';

/** What is known around a factura or boleta. */
export interface InvoiceFacts {
  /** Legal date in Lima. */
  readonly today: string;
}

/**
 * The table of facturas and boletas but for its arithmetic (`figure-tables.ts`), in the order in which its findings are
 * told. One topic a file.
 */
export const INVOICE_RULES: readonly Rule<InvoiceDraft, InvoiceFacts & FigureFacts>[] = [
  ...SERIES_RULES,
  ...ISSUE_DATE_RULES,
  ...HEADER_RULES,
  ...OPERATION_RULES,
  ...supplierRules('/warehouse_id'),
  ...CUSTOMER_RULES,
  ...LINE_RULES,
  ...PRODUCT_CODE_RULES,
  ...PAYMENT_TERMS_RULES,
  ...ORDER_RULES,
  ...REFERENCE_RULES,
  ...PROPERTY_RULES,
  ...PROPERTY_SET_RULES,
  ...WITHHOLDING_RULES,
  ...WITHHOLDING_FIGURE_RULES,
  ...ALLOWANCE_RULES,
  ...LEGEND_RULES,
  ...LEGEND_NEEDED_RULES,
  ...ICBPER_DATE_RULES,
];
