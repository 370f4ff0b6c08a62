import { catalog02 } from '../catalogs/generated/cat-02.ts';
import { catalog03 } from '../catalogs/generated/cat-03.ts';
import { isInCatalog } from '../catalogs/is-in-catalog.ts';
import type { FieldIssue } from '../errors.ts';
import type { PricedLine } from '../sale/types.ts';
import { isDate } from '../time/lima.ts';
import { PRODUCT_CODE_REQUIRED_FROM } from './changes-of-2027.ts';
import { isIgvPercentInForce } from './rates.ts';
import { hasIllegalCharacter } from './text.ts';
import type { InvoiceDraft } from './types.ts';
import { validateCustomer } from './validate-customer.ts';
import { issueDateIssues, supplierIssues } from './validate-issue.ts';
import { validatePaymentTerms } from './validate-payment-terms.ts';

const SERIES = { '01': /^F[A-Z0-9]{3}$/, '03': /^B[A-Z0-9]{3}$/ } as const;
const MAX_ORDER_REFERENCE = 20;

type Check = (invoice: InvoiceDraft, today: string) => FieldIssue[];

const when = (wrong: boolean, issue: FieldIssue): FieldIssue[] => (wrong ? [issue] : []);

const checkSeries: Check = (invoice) =>
  when(!SERIES[invoice.type].test(invoice.series), {
    pointer: '/series',
    code: 'invalid_series',
    sunatCode: '1001',
    detail: `La serie debe empezar con ${invoice.type === '01' ? 'F' : 'B'} y tener 4 letras o dígitos.`,
  });

const checkDates: Check = (invoice, today) => {
  const issues = issueDateIssues(invoice, today);
  if (!isDate(invoice.issueDate)) return issues;
  return [
    ...issues,
    ...when(!isIgvPercentInForce(invoice.igvPercent, invoice.issueDate), {
      pointer: '/issue_date',
      code: 'igv_rate_not_in_force',
      sunatCode: '3462',
      detail: 'La tasa de IGV no rige en la fecha de emisión.',
    }),
  ];
};

const checkCurrency: Check = (invoice) =>
  when(!isInCatalog(catalog02, invoice.currency), {
    pointer: '/currency',
    code: 'unknown_currency',
    sunatCode: '3088',
    detail: 'La moneda no existe en el catálogo 02 de SUNAT.',
  });

const checkOrder: Check = ({ orderReference = '' }) =>
  when(orderReference.length > MAX_ORDER_REFERENCE || hasIllegalCharacter(orderReference), {
    pointer: '/order_reference',
    code: 'invalid_order_reference',
    detail: `La orden de compra debe tener hasta ${MAX_ORDER_REFERENCE} caracteres.`,
  });

/** The product code is an observation today and refused from 2027 on: a wrong shape is never let through. */
function productCodeIssues(line: PricedLine, at: string, issueDate: string): FieldIssue[] {
  const required = issueDate >= PRODUCT_CODE_REQUIRED_FROM;
  const wrong = line.sunatCode === undefined ? required : !/^\d{8}$/.test(line.sunatCode);
  return when(wrong, {
    pointer: `${at}/sunat_code`,
    code: line.sunatCode === undefined ? 'sunat_code_required' : 'invalid_sunat_code',
    detail: 'El código de producto SUNAT (UNSPSC, catálogo 25) debe tener 8 dígitos.',
    ...(required ? { sunatCode: '3496' } : {}),
  });
}

function lineIssues(line: PricedLine, index: number, issueDate: string): FieldIssue[] {
  const at = `/lines/${index}`;
  const { description } = line;
  return [
    ...when(description === '' || description.length > 500 || hasIllegalCharacter(description), {
      pointer: `${at}/description`,
      code: 'invalid_description',
      sunatCode: '2027',
      detail: 'La descripción debe tener de 1 a 500 caracteres.',
    }),
    ...when(!isInCatalog(catalog03, line.unitCode), {
      pointer: `${at}/unit_code`,
      code: 'unknown_unit',
      sunatCode: '2936',
      detail: 'La unidad de medida no existe en el catálogo 03 de SUNAT (UN/ECE rec 20).',
    }),
    ...when(line.igvAffectation === '40', {
      pointer: `${at}/igv_affectation`,
      code: 'export_in_internal_sale',
      detail: 'La afectación 40 es de exportación y no va en una venta interna.',
    }),
    ...productCodeIssues(line, at, issueDate),
  ];
}

const checkLines: Check = (invoice) =>
  invoice.lines.flatMap((line, index) => lineIssues(line, index, invoice.issueDate));

const CHECKS: readonly Check[] = [
  checkSeries,
  checkDates,
  checkCurrency,
  ({ supplier }) => supplierIssues(supplier, '/warehouse_id'),
  validateCustomer,
  checkLines,
  validatePaymentTerms,
  checkOrder,
];

/**
 * What SUNAT would refuse for a reason that is known before a number is taken, so that no number is burnt.
 * Pointers are into the sale request; `sunatCode` is the code SUNAT would answer. Empty when all is well.
 * The figures themselves come from `priceSale`, which keeps them inside SUNAT's tolerances.
 * @param context.today legal date in Lima
 */
export function validateInvoice(invoice: InvoiceDraft, context: { readonly today: string }): FieldIssue[] {
  return CHECKS.flatMap((check) => check(invoice, context.today));
}
