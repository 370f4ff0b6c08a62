import { catalog02 } from '../catalogs/generated/cat-02.ts';
import { catalog03 } from '../catalogs/generated/cat-03.ts';
import { isInCatalog } from '../catalogs/is-in-catalog.ts';
import type { FieldIssue } from '../errors.ts';
import { isValidRuc } from '../identity/ruc.ts';
import type { PricedLine } from '../sale/types.ts';
import { addDays, isDate, limaDate } from '../time/lima.ts';
import { sendDeadline } from './deadlines.ts';
import { isIgvPercentInForce } from './rates.ts';
import { hasIllegalCharacter } from './text.ts';
import type { InvoiceDraft } from './types.ts';
import { validateCustomer } from './validate-customer.ts';
import { validatePaymentTerms } from './validate-payment-terms.ts';

const SERIES = { '01': /^F[A-Z0-9]{3}$/, '03': /^B[A-Z0-9]{3}$/ } as const;
const FUTURE_DAYS = 2; // later: 2329
const PRODUCT_CODE_REQUIRED_FROM = '2027-01-01'; // R.S. 000048-2026, by issue date
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
  const at = '/issue_date';
  const date = invoice.issueDate;
  if (!isDate(date)) {
    return [{ pointer: at, code: 'invalid_date', sunatCode: '2329', detail: 'La fecha de emisión no es válida.' }];
  }
  const late = today > limaDate(sendDeadline(invoice.type, date));
  return [
    ...when(date > addDays(today, FUTURE_DAYS), {
      pointer: at,
      code: 'issue_date_in_future',
      sunatCode: '2329',
      detail: 'La fecha de emisión no puede ser posterior a hoy en más de 2 días.',
    }),
    ...when(late, {
      pointer: at,
      code: 'issue_date_too_old',
      sunatCode: invoice.type === '01' ? '2108' : '1079',
      detail: 'Ya pasó el plazo para enviar a SUNAT un comprobante con esa fecha de emisión.',
    }),
    ...when(!isIgvPercentInForce(invoice.igvPercent, date), {
      pointer: at,
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

/** The issuer's own data: not in the request, so the whole body or the warehouse is pointed at. */
const checkSupplier: Check = ({ supplier }) => [
  ...when(!isValidRuc(supplier.ruc), {
    pointer: '',
    code: 'company_ruc_invalid',
    sunatCode: '1034',
    detail: 'El RUC de la empresa no es válido.',
  }),
  ...when(supplier.name === '' || supplier.name.length > 1500 || hasIllegalCharacter(supplier.name), {
    pointer: '',
    code: 'company_name_invalid',
    sunatCode: '1037',
    detail: 'La razón social de la empresa debe tener de 1 a 1500 caracteres.',
  }),
  ...when(!/^\d{4}$/.test(supplier.address.establishmentCode), {
    pointer: '/warehouse_id',
    code: 'establishment_code_missing',
    sunatCode: '3030',
    detail: 'El establecimiento del almacén no tiene su código de local anexo (4 dígitos).',
  }),
];

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
  checkSupplier,
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
