import { Decimal, parseUnsigned } from '../../decimal.ts';
import { validateIdentityDocument } from '../../identity/identity-document.ts';
import { ANONYMOUS_LIMIT_PEN, isAnonymous } from '../anonymous.ts';
import { hasIllegalCharacter } from '../text.ts';
import type { Customer, InvoiceDraft } from '../types.ts';
import { type Rule, when } from './rule.ts';

type CustomerRule = Rule<InvoiceDraft, unknown>;

const PARTY = '/Invoice/cac:AccountingCustomerParty/cac:Party';
const NUMBER = `${PARTY}/cac:PartyIdentification/cbc:ID`;
const TYPE = `${NUMBER}/@schemeID`;
const NAME = `${PARTY}/cac:PartyLegalEntity/cbc:RegistrationName`;
const NAME_DETAIL = 'El nombre o razón social del comprador debe tener de 3 a 1500 caracteres.';

/** The total in soles; null where the exchange rate is missing or wrong. */
function totalInSoles(invoice: InvoiceDraft): Decimal | null {
  const total = new Decimal(invoice.totals.total);
  if (invoice.currency === 'PEN') return total;
  const rate = parseUnsigned(invoice.exchangeRate ?? '');
  return rate?.greaterThan(0) ? total.times(rate) : null;
}

const isUnnamedBoleta = ({ type, customer }: InvoiceDraft): boolean => type === '03' && isAnonymous(customer);

const isWrongName = ({ name }: Customer): boolean => name.length < 3 || name.length > 1500 || hasIllegalCharacter(name);

const IDENTITY: readonly CustomerRule[] = [
  {
    id: 'customer.factura-is-named',
    code: '2800',
    level: 'reject',
    issue: 'buyer_identity_required',
    field: TYPE,
    source: {},
    find: ({ type, customer }) =>
      when(type === '01' && isAnonymous(customer), '/customer', 'Una factura necesita el RUC del comprador.'),
  },
  {
    id: 'customer.exchange-rate',
    code: null,
    level: 'reject',
    issue: 'exchange_rate_required',
    field: TYPE,
    source: {},
    find: (invoice) =>
      when(
        isUnnamedBoleta(invoice) && totalInSoles(invoice) === null,
        '/exchange_rate',
        'Falta el tipo de cambio: decide si la boleta debe llevar la identidad del comprador.',
      ),
  },
  {
    id: 'customer.boleta-is-named-above-limit',
    code: '2514',
    level: 'reject',
    issue: 'buyer_identity_required',
    field: NUMBER,
    source: {},
    find: (invoice) =>
      when(
        isUnnamedBoleta(invoice) && totalInSoles(invoice)?.greaterThan(ANONYMOUS_LIMIT_PEN) === true,
        '/customer',
        `Una boleta de más de S/ ${ANONYMOUS_LIMIT_PEN} debe llevar el documento de identidad del comprador.`,
      ),
  },
  {
    id: 'customer.factura-has-ruc',
    code: '2800',
    level: 'reject',
    issue: 'ruc_required',
    field: TYPE,
    source: {},
    find: ({ type, customer }) =>
      when(
        type === '01' && customer.documentType !== '6' && !isAnonymous(customer),
        '/customer/document_type',
        'Una factura solo se emite a un comprador con RUC: use una boleta o indique su RUC.',
      ),
  },
];

/** One rule for each fault that `validateIdentityDocument` knows. */
function identityRule(id: string, code: string, issue: string, field: string): CustomerRule {
  return {
    ...{ id, code, level: 'reject', issue, field, source: {} },
    find: ({ customer }) =>
      isAnonymous(customer)
        ? []
        : validateIdentityDocument(customer.documentType, customer.documentNumber, '/customer').filter(
            (found) => found.code === issue,
          ),
  };
}

const NAMES: readonly CustomerRule[] = [
  {
    id: 'customer.name-missing',
    code: '2021',
    level: 'reject',
    issue: 'name_missing',
    field: NAME,
    source: {},
    find: ({ customer }) => when(customer.name === '', '/customer/name', NAME_DETAIL),
  },
  {
    id: 'customer.name-format',
    code: '2022',
    level: 'reject',
    issue: 'invalid_name',
    field: NAME,
    source: {},
    find: ({ customer }) => when(customer.name !== '' && isWrongName(customer), '/customer/name', NAME_DETAIL),
  },
];

/** The buyer of a factura or boleta: identity by document type and total, and name. */
export const CUSTOMER_RULES: readonly CustomerRule[] = [
  ...IDENTITY,
  identityRule('customer.document-type', '2016', 'unknown_document_type', TYPE),
  identityRule('customer.number-missing', '2014', 'document_number_missing', NUMBER),
  identityRule('customer.ruc', '2017', 'invalid_ruc', NUMBER),
  identityRule('customer.dni', '2801', 'invalid_dni', NUMBER),
  identityRule('customer.other-number', '2802', 'invalid_document_number', NUMBER),
  ...NAMES,
];
