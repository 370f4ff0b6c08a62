import { Decimal, parseUnsigned } from '../../decimal.ts';
import { validateIdentityDocument } from '../../identity/identity-document.ts';
import { ANONYMOUS_LIMIT_PEN, isAnonymous } from '../anonymous.ts';
import { hasIllegalCharacter } from '../text.ts';
import { allowsForeignBuyer } from '../operation-types.ts';
import type { Customer, InvoiceDraft } from '../types.ts';
import { type Rule, type RuleSource, when } from './rule.ts';

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
    source: { Factura: [95] },
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
    source: { Resumen: [34] },
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
    source: { Factura: [95] },
    find: ({ type, customer, operationType }) =>
      when(
        type === '01' && customer.documentType !== '6' && !isAnonymous(customer) && !allowsForeignBuyer(operationType),
        '/customer/document_type',
        'Una factura solo se emite a un comprador con RUC: use una boleta o indique su RUC.',
      ),
  },
];

/** One rule for each fault that `validateIdentityDocument` knows; on boletas SUNAT only observes two (4207, 4208). */
function identityRule(
  of: { readonly id: string; readonly code: string; readonly issue: string; readonly field: string },
  source: RuleSource,
  types: readonly InvoiceDraft['type'][] = ['01', '03'],
): CustomerRule {
  const { id, code, issue, field } = of;
  return {
    ...{ id, code, level: 'reject', issue, field, source },
    find: ({ type, customer }) =>
      isAnonymous(customer) || !types.includes(type)
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
    source: { Factura: [99], Boleta: [91] },
    find: ({ customer }) => when(customer.name === '', '/customer/name', NAME_DETAIL),
  },
  {
    id: 'customer.name-format',
    code: '2022',
    level: 'reject',
    issue: 'invalid_name',
    field: NAME,
    source: { Factura: [100], Boleta: [92] },
    find: ({ customer }) => when(customer.name !== '' && isWrongName(customer), '/customer/name', NAME_DETAIL),
  },
];

/** The buyer of a factura or boleta: identity by document type and total, and name. */
export const CUSTOMER_RULES: readonly CustomerRule[] = [
  ...IDENTITY,
  identityRule(
    { id: 'customer.document-type', code: '2016', issue: 'unknown_document_type', field: TYPE },
    { Resumen: [40] },
  ),
  identityRule(
    { id: 'customer.number-missing', code: '2014', issue: 'document_number_missing', field: NUMBER },
    { Factura: [83], Boleta: [79], Resumen: [35] },
  ),
  identityRule(
    { id: 'customer.ruc', code: '2017', issue: 'invalid_ruc', field: NUMBER },
    { Factura: [84], Boleta: [80], Resumen: [36] },
  ),
  identityRule({ id: 'customer.dni', code: '2801', issue: 'invalid_dni', field: NUMBER }, { Factura: [89] }, ['01']),
  identityRule(
    { id: 'customer.dni-boleta', code: '4207', issue: 'invalid_dni', field: NUMBER },
    { Boleta: [84], Resumen: [37] },
    ['03'],
  ),
  identityRule(
    { id: 'customer.other-number', code: '2802', issue: 'invalid_document_number', field: NUMBER },
    { Factura: [88] },
    ['01'],
  ),
  identityRule(
    { id: 'customer.other-number-boleta', code: '4208', issue: 'invalid_document_number', field: NUMBER },
    { Boleta: [85], Resumen: [38] },
    ['03'],
  ),
  ...NAMES,
];
