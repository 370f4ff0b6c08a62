import { Decimal, parseUnsigned } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import { validateIdentityDocument } from '../identity/identity-document.ts';
import { hasIllegalCharacter } from './text.ts';
import type { Customer, InvoiceDraft } from './types.ts';

/** Above this total, in soles, a boleta must name its buyer. */
export const ANONYMOUS_LIMIT_PEN = '700.00';

/** True for CLIENTES VARIOS: a dash, or only zeros under a type that SUNAT takes them for (0, or 1 by custom). */
export function isAnonymous(customer: Customer): boolean {
  const { documentType, documentNumber } = customer;
  if (documentNumber === '-') return documentType === '0' || documentType === '-';
  return (documentType === '0' || documentType === '1') && /^0+$/.test(documentNumber);
}

/** The total in soles; null where the exchange rate is missing or wrong. */
function totalInSoles(invoice: InvoiceDraft): Decimal | null {
  const total = new Decimal(invoice.totals.total);
  if (invoice.currency === 'PEN') return total;
  const rate = parseUnsigned(invoice.exchangeRate ?? '');
  return rate?.greaterThan(0) ? total.times(rate) : null;
}

function anonymousIssues(invoice: InvoiceDraft): FieldIssue[] {
  if (invoice.type === '01') {
    return [
      {
        pointer: '/customer',
        code: 'buyer_identity_required',
        sunatCode: '2800',
        detail: 'Una factura necesita el RUC del comprador.',
      },
    ];
  }
  const total = totalInSoles(invoice);
  if (total === null) {
    return [
      {
        pointer: '/exchange_rate',
        code: 'exchange_rate_required',
        detail: 'Falta el tipo de cambio: decide si la boleta debe llevar la identidad del comprador.',
      },
    ];
  }
  if (total.lessThanOrEqualTo(ANONYMOUS_LIMIT_PEN)) return [];
  return [
    {
      pointer: '/customer',
      code: 'buyer_identity_required',
      sunatCode: '2514',
      detail: `Una boleta de más de S/ ${ANONYMOUS_LIMIT_PEN} debe llevar el documento de identidad del comprador.`,
    },
  ];
}

function nameIssues(customer: Customer): FieldIssue[] {
  const { length } = customer.name;
  if (length >= 3 && length <= 1500 && !hasIllegalCharacter(customer.name)) return [];
  return [
    {
      pointer: '/customer/name',
      code: length === 0 ? 'name_missing' : 'invalid_name',
      sunatCode: length === 0 ? '2021' : '2022',
      detail: 'El nombre o razón social del comprador debe tener de 3 a 1500 caracteres.',
    },
  ];
}

/** What SUNAT refuses about the buyer: identity by document type and total (2014-2017, 2800-2802, 2514), and name. */
export function validateCustomer(invoice: InvoiceDraft): FieldIssue[] {
  const { customer } = invoice;
  if (isAnonymous(customer)) return [...anonymousIssues(invoice), ...nameIssues(customer)];
  const issues = validateIdentityDocument(customer.documentType, customer.documentNumber, '/customer');
  if (invoice.type === '01' && customer.documentType !== '6') {
    issues.unshift({
      pointer: '/customer/document_type',
      code: 'ruc_required',
      sunatCode: '2800',
      detail: 'Una factura solo se emite a un comprador con RUC: use una boleta o indique su RUC.',
    });
  }
  return [...issues, ...nameIssues(customer)];
}
