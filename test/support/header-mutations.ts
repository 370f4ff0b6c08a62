import type { Invoice, PaymentTerms } from '../../domain/fiscal/invoice.ts';
import { boleta, both, factura, type Mutation, plus } from './mutation.ts';

const header =
  (change: Partial<Invoice>) =>
  (invoice: Invoice): Invoice => ({ ...invoice, ...change });

const customer =
  (change: Partial<Invoice['customer']>) =>
  (invoice: Invoice): Invoice | null =>
    invoice.customer.documentType === '0' ? null : { ...invoice, customer: { ...invoice.customer, ...change } };

const credit =
  (change: (terms: Extract<PaymentTerms, { type: 'credit' }>) => Partial<Extract<PaymentTerms, { type: 'credit' }>>) =>
  (invoice: Invoice): Invoice | null => {
    const { paymentTerms } = invoice;
    if (paymentTerms.type !== 'credit') return null;
    return { ...invoice, paymentTerms: { ...paymentTerms, ...change(paymentTerms) } };
  };

const HEADER: readonly Mutation[] = [
  { title: 'an unknown currency', codes: both('3088'), spoil: header({ currency: 'XYZ', exchangeRate: '1' }) },
  {
    title: 'a date in three days',
    codes: both('2329'),
    spoil: header({ issueDate: '2026-11-28', paymentTerms: { type: 'cash' } }),
  },
  { title: 'a date seven days ago', codes: ['2108', '1079'], spoil: header({ issueDate: '2026-11-18' }) },
  { title: 'a kind of operation of boletas', codes: ['3206', null], spoil: header({ operationType: '0113' }) },
  { title: 'a kind of operation of facturas', codes: boleta('3206'), spoil: header({ operationType: '0205' }) },
  {
    title: 'an unknown legend',
    codes: both('3027'),
    spoil: (one) => ({ ...one, legends: [...one.legends, { code: '3000', text: 'X' }] }),
  },
  {
    title: 'a legend of 201 letters',
    codes: both('3006'),
    spoil: (one) => ({ ...one, legends: [{ code: '1000', text: 'X'.repeat(201) }] }),
  },
  {
    title: 'a legend twice',
    codes: both('3014'),
    spoil: (one) => ({ ...one, legends: [...one.legends, ...one.legends] }),
  },
  {
    title: 'the legend of gifts without gifts',
    codes: both('2416'),
    spoil: (one) =>
      one.lines.some(({ free }) => free) ? null : { ...one, legends: [...one.legends, { code: '1002', text: 'X' }] },
    sandbox: { says: '', because: 'without gifts there is no subtotal 9996 to look at' },
  },
  {
    title: 'a purchase order of 21 letters',
    codes: factura('4233'),
    spoil: header({ orderReference: 'x'.repeat(21) }),
  },
  {
    title: 'an issuer without establishment',
    codes: factura('3030'),
    spoil: (one) => ({
      ...one,
      supplier: { ...one.supplier, address: { ...one.supplier.address, establishmentCode: '' } },
    }),
  },
];

const BUYER: readonly Mutation[] = [
  {
    title: 'a factura for a person without RUC',
    codes: factura('2800'),
    spoil: (one) =>
      one.operationType === '0101'
        ? { ...one, customer: { documentType: '1', documentNumber: '45678912', name: 'ROSA QUISPE' } }
        : null,
  },
  {
    title: 'a RUC of ten digits',
    codes: both('2017'),
    spoil: customer({ documentType: '6', documentNumber: '2010007097' }),
  },
  {
    title: 'a DNI of seven digits',
    codes: boleta('4207'),
    spoil: customer({ documentType: '1', documentNumber: '4567891' }),
  },
  {
    title: 'a passport with blanks',
    codes: boleta('4208'),
    spoil: customer({ documentType: '7', documentNumber: 'AB 123' }),
  },
  { title: 'no name', codes: both('2021'), spoil: customer({ name: '' }) },
  { title: 'a name of two letters', codes: both('2022'), spoil: customer({ name: 'AB' }) },
];

const TERMS: readonly Mutation[] = [
  { title: 'no instalments', codes: factura('3249'), spoil: credit(() => ({ instalments: [] })) },
  {
    title: 'instalments that do not add up',
    codes: factura('3319'),
    spoil: credit(({ pending }) => ({ pending: plus(pending, '-0.01') })),
  },
  {
    title: 'more pending than the sale',
    codes: factura('3265'),
    spoil: credit(({ pending }) => ({ pending: plus(pending, '1') })),
  },
  {
    title: 'an instalment above the sale',
    codes: factura('3266'),
    spoil: (one) =>
      credit(({ instalments }) => ({
        instalments: instalments.map((each, index) =>
          index === 0 ? { ...each, amount: plus(one.totals.total, '1') } : each,
        ),
      }))(one),
    sandbox: { says: '3319', because: 'the sandbox adds the instalments first' },
  },
  {
    title: 'an instalment due on the day of issue',
    codes: factura('3267'),
    spoil: credit(({ instalments }) => ({
      instalments: instalments.map((each) => ({ ...each, dueDate: '2026-11-25' })),
    })),
  },
];

export const HEADER_MUTATIONS: readonly Mutation[] = [...HEADER, ...BUYER, ...TERMS];
