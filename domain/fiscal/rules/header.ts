import { catalog02 } from '../../catalogs/generated/cat-02.ts';
import { isInCatalog } from '../../catalogs/is-in-catalog.ts';
import { isDate } from '../../time/lima.ts';
import { isIgvPercentInForce } from '../rates.ts';
import { hasIllegalCharacter } from '../text.ts';
import type { InvoiceDraft } from '../types.ts';
import { type Rule, when } from './rule.ts';

type HeaderRule = Rule<InvoiceDraft, unknown>;

const SERIES = { '01': /^(F[A-Z0-9]{3}|\d{4})$/, '03': /^(B[A-Z0-9]{3}|\d{4})$/ } as const;
const MAX_ORDER_REFERENCE = 20;

/** The series has the letter of its type, or is one of paper (digits). */
export const SERIES_RULES: readonly HeaderRule[] = [
  {
    id: 'header.series',
    code: '1001',
    level: 'reject',
    issue: 'invalid_series',
    field: '/Invoice/cbc:ID',
    source: { Factura: [9], Boleta: [9] },
    find: ({ type, series }) =>
      when(
        !SERIES[type].test(series),
        '/series',
        `La serie debe empezar con ${type === '01' ? 'F' : 'B'} y tener 4 letras o dígitos.`,
      ),
  },
];

/** One rate a document, in force on the day of issue; a currency of the catalogue. */
export const HEADER_RULES: readonly HeaderRule[] = [
  {
    id: 'header.igv-rate',
    code: '3462',
    level: 'reject',
    issue: 'igv_rate_not_in_force',
    field: '/Invoice/cac:InvoiceLine/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent',
    source: { Factura: [342], Boleta: [338] },
    find: ({ igvPercent, issueDate }) =>
      when(
        isDate(issueDate) && !isIgvPercentInForce(igvPercent, issueDate),
        '/issue_date',
        'La tasa de IGV no rige en la fecha de emisión.',
      ),
  },
  {
    id: 'header.currency',
    code: '3088',
    level: 'reject',
    issue: 'unknown_currency',
    field: '/Invoice/cbc:DocumentCurrencyCode',
    source: { Factura: [23], Boleta: [24] },
    find: ({ currency }) =>
      when(!isInCatalog(catalog02, currency), '/currency', 'La moneda no existe en el catálogo 02 de SUNAT.'),
  },
];

/** SUNAT observes a wrong purchase order (4233); the hub does not let it that far. */
export const ORDER_RULES: readonly HeaderRule[] = [
  {
    id: 'header.order-reference',
    code: '4233',
    level: 'reject',
    issue: 'invalid_order_reference',
    field: '/Invoice/cac:OrderReference/cbc:ID',
    source: { Factura: [429] },
    find: ({ orderReference = '' }) =>
      when(
        orderReference.length > MAX_ORDER_REFERENCE || hasIllegalCharacter(orderReference),
        '/order_reference',
        `La orden de compra debe tener hasta ${MAX_ORDER_REFERENCE} caracteres.`,
      ),
  },
];
