import type { Decimal } from '../../decimal.ts';
import type { Allowance, PricedPrepayment, TaxFreeDiscount } from '../../sale/types.ts';
import type { InvoiceDraft } from '../types.ts';
import { type FigureFacts, type FigureRule, twins } from './figure-rule.ts';
import { type Figures, isNear, read } from './figures.ts';
import { each, type Finding, type Rule, when } from './rule.ts';

const LINE = '/*/cac:*Line/cac:AllowanceCharge';
const WHOLE = '/*/cac:AllowanceCharge';
const FACTOR_DETAIL = 'Un descuento o cargo no es su base por su factor.';
const ADVANCES = ['04', '05', '06'];

/** A factor may be left out; one that is written reproduces the amount. */
const fits = ({ amount, base, factor }: TaxFreeDiscount): boolean =>
  factor === undefined || isNear(read(amount), read(base).times(read(factor)));

const allFit = (list: readonly (TaxFreeDiscount | null | undefined)[]): boolean =>
  list.every((one) => !one || fits(one));

/** Discounts and charges of the lines: amount, base and factor. */
export const LINE_ALLOWANCE_RULES: readonly FigureRule[] = twins({
  id: 'allowances.line-factor',
  issue: 'allowance_wrong',
  field: `${LINE}/cbc:Amount`,
  error: { code: '3290', source: { Factura: [283] } },
  observation: { code: '4289', source: { Boleta: [278] } },
  check: ({ lines }) =>
    lines.flatMap(({ line: { discount00, discount01, charges = [] } }, index) =>
      when(!allFit([discount00, discount01, ...charges]), `/lines/${index}`, FACTOR_DETAIL),
    ),
});

type AllowanceRule = Rule<InvoiceDraft, FigureFacts>;

const wholeFactor = ({ globalDiscount, allowances = [] }: InvoiceDraft): readonly Finding[] =>
  when(!allFit([globalDiscount, ...allowances]), '', FACTOR_DETAIL);

const WHOLE_FACTOR: readonly AllowanceRule[] = [
  {
    ...{ id: 'allowances.factor', code: '3307', level: 'reject', issue: 'allowance_wrong' },
    ...{ field: `${WHOLE}/cbc:Amount`, source: { Factura: [390] } },
    find: (invoice, { strict }) => (strict ? wholeFactor(invoice) : []),
  },
  {
    ...{ id: 'allowances.factor-observed', code: '4322', level: 'observe', issue: 'allowance_wrong' },
    ...{ field: `${WHOLE}/cbc:Amount`, source: { Boleta: [387] } },
    find: (invoice, { strict }) => (strict ? [] : wholeFactor(invoice)),
  },
];

const paidBefore = ({ prepayments = [] }: InvoiceDraft): Decimal =>
  prepayments.reduce((all, { amount }) => all.plus(read(amount)), read('0'));
const isOfAdvance = ({ code, amount }: Allowance): boolean => ADVANCES.includes(code) && read(amount).greaterThan('0');
const hasAdvanceDiscount = ({ allowances = [] }: InvoiceDraft): boolean => allowances.some(isOfAdvance);

const isPrepaid = ({ totals, total }: Figures): boolean =>
  totals.prepaid !== undefined && total('prepaid').greaterThan('0');

const NUMBERS = {
  '01': /^(F[A-Z0-9]{3}|E001|\d{1,4})-\d{1,8}$/,
  '03': /^(B[A-Z0-9]{3}|EB01|\d{1,4})-\d{1,8}$/,
} as const;
const isNumberWrong = ({ type, fullNumber }: PricedPrepayment): boolean => !NUMBERS[type].test(fullNumber);

/** Advances taken off: each with its document, their sum, and a discount for them. */
const ADVANCE_RULES: readonly AllowanceRule[] = [
  {
    id: 'prepayments.number',
    code: '2521',
    level: 'reject',
    issue: 'invalid_prepayment_number',
    field: '/Invoice/cac:AdditionalDocumentReference/cbc:ID',
    source: { Factura: [480, 481], Boleta: [474, 475] },
    find: ({ prepayments = [] }) =>
      each(
        prepayments,
        isNumberWrong,
        (index) => `/prepayments/${index}`,
        'El número del comprobante del anticipo no es de una factura o boleta.',
      ),
  },
  {
    id: 'prepayments.amount',
    code: '2503',
    level: 'reject',
    issue: 'invalid_amount',
    field: '/Invoice/cac:PrepaidPayment/cbc:PaidAmount',
    source: { Factura: [471], Boleta: [465] },
    find: ({ prepayments = [] }) =>
      each(
        prepayments,
        ({ amount }) => !read(amount).greaterThan('0'),
        (index) => `/prepayments/${index}/amount`,
        'El anticipo que se descuenta debe ser mayor que cero.',
      ),
  },
  {
    id: 'prepayments.sum',
    code: '2509',
    level: 'reject',
    issue: 'prepayments_do_not_add_up',
    field: '/Invoice/cac:LegalMonetaryTotal/cbc:PrepaidAmount',
    source: { Factura: [494], Boleta: [488] },
    find: (invoice, { figures }) =>
      when(
        isPrepaid(figures) && !paidBefore(invoice).equals(figures.total('prepaid')),
        '/prepayments',
        'El total de anticipos no es la suma de los anticipos.',
      ),
  },
  {
    id: 'prepayments.total-missing',
    code: '3220',
    level: 'reject',
    issue: 'prepayments_do_not_add_up',
    field: '/Invoice/cac:PrepaidPayment/cbc:PaidAmount',
    source: { Factura: [472], Boleta: [466] },
    find: (invoice, { figures }) =>
      when(
        invoice.prepayments !== undefined && paidBefore(invoice).greaterThan('0') && !isPrepaid(figures),
        '/prepayments',
        'Hay anticipos pero falta su total.',
      ),
  },
  {
    id: 'prepayments.discount-missing',
    code: '3287',
    level: 'reject',
    issue: 'prepayment_without_discount',
    field: '/Invoice/cac:LegalMonetaryTotal/cbc:PrepaidAmount',
    source: { Factura: [495], Boleta: [489] },
    find: (invoice, { figures }) =>
      when(
        isPrepaid(figures) && !hasAdvanceDiscount(invoice),
        '/prepayments',
        'Los anticipos se restan con un descuento 04, 05 o 06 (catálogo 53).',
      ),
  },
  {
    id: 'prepayments.discount-alone',
    code: '3282',
    level: 'reject',
    issue: 'discount_without_prepayment',
    field: `${WHOLE}/cbc:Amount`,
    source: { Factura: [391], Boleta: [388] },
    find: (invoice, { figures }) =>
      when(
        hasAdvanceDiscount(invoice) && !isPrepaid(figures),
        '/prepayments',
        'Hay un descuento por anticipos sin anticipos.',
      ),
  },
];

/** What stands on the whole document beside its lines. */
export const ALLOWANCE_RULES: readonly AllowanceRule[] = [...WHOLE_FACTOR, ...ADVANCE_RULES];
