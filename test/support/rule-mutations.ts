import type { Invoice } from '../../domain/fiscal/invoice.ts';
import type { PricedLine, SaleTotals } from '../../domain/sale/types.ts';
import { HEADER_MUTATIONS } from './header-mutations.ts';
import { both, line, type Mutation, plus } from './mutation.ts';

/** Two units on one total. */
const total =
  (name: keyof SaleTotals, needs: (line: PricedLine) => boolean = () => true) =>
  (invoice: Invoice): Invoice | null =>
    invoice.lines.some(needs)
      ? { ...invoice, totals: { ...invoice.totals, [name]: plus(invoice.totals[name], '2') } }
      : null;

/** A third decimal on one total. */
const form =
  (name: keyof SaleTotals, needs: (line: PricedLine) => boolean) =>
  (invoice: Invoice): Invoice | null =>
    invoice.lines.some(needs)
      ? { ...invoice, totals: { ...invoice.totals, [name]: `${invoice.totals[name]}1` } }
      : null;

const ofTax = (taxCode: string) => (one: PricedLine) => one.taxCode === taxCode;
const isPaid = ({ free }: PricedLine): boolean => !free;
const isTaxedPaid = (one: PricedLine): boolean => ofTax('1000')(one) && Number(one.value) > 1;
const isTaxedGift = ({ igvAffectation }: PricedLine): boolean => /^1[1-6]$/.test(igvAffectation);

const TOTALS: readonly Mutation[] = [
  { title: 'taxable total', codes: ['3277', '4299'], spoil: total('taxable', ofTax('1000')) },
  { title: 'IGV total', codes: ['3291', '4290'], spoil: total('igv', ofTax('1000')) },
  { title: 'exempt total', codes: ['3275', '4297'], spoil: total('exempt', ofTax('9997')) },
  { title: 'unaffected total', codes: ['3274', '4296'], spoil: total('unaffected', ofTax('9998')) },
  { title: 'export total', codes: ['3273', '4295'], spoil: total('export', ofTax('9995')) },
  { title: 'free total', codes: ['3276', '4298'], spoil: total('free', ofTax('9996')) },
  { title: 'IGV of gifts', codes: ['3302', '4311'], spoil: total('freeIgv', ofTax('9996')) },
  { title: 'value of the sale', codes: ['3278', '4309'], spoil: total('value', isPaid) },
  {
    title: 'payable amount',
    codes: ['3280', '4312'],
    spoil: (one) => ({
      ...one,
      totals: {
        ...one.totals,
        inclusive: one.totals.inclusive ?? one.totals.total,
        total: plus(one.totals.total, '2'),
      },
    }),
  },
  {
    title: 'payable amount that is too long',
    codes: both('2062'),
    spoil: (one) => ({ ...one, totals: { ...one.totals, total: '1234567890123.00' } }),
  },
];

const LINES: readonly Mutation[] = [
  {
    title: 'value of a line',
    codes: ['3271', '4288'],
    spoil: line(({ value }) => ({ value: plus(value, '2') }), isPaid),
  },
  {
    title: 'value of a gift',
    codes: ['3271', '4288'],
    spoil: line(({ value }) => ({ value: plus(value, '2') }), ofTax('9996')),
  },
  {
    title: 'price of a line',
    codes: ['3270', '4287'],
    spoil: line(({ unitPriceWithTax }) => ({ unitPriceWithTax: plus(unitPriceWithTax, '2') }), isPaid),
  },
  { title: 'IGV of a line', codes: both('3103'), spoil: line(({ igv }) => ({ igv: plus(igv, '2') }), isTaxedPaid) },
  { title: 'no IGV on a taxed line', codes: both('3111'), spoil: line(() => ({ igv: '0.00' }), isTaxedPaid) },
  {
    title: 'no virtual IGV on a taxed gift',
    codes: both('3111'),
    spoil: line(
      () => ({ igv: '0.00' }),
      (one) => isTaxedGift(one) && Number(one.value) > 1,
    ),
  },
  { title: 'IGV on an exempt line', codes: both('3110'), spoil: line(() => ({ igv: '0.50' }), ofTax('9997')) },
  { title: 'rate zero on a taxed line', codes: both('2993'), spoil: line(() => ({ igvPercent: '0' }), isTaxedPaid) },
  {
    title: 'two rates in one document',
    codes: both('3462'),
    spoil: (one) =>
      one.lines.filter(isTaxedPaid).length < 2
        ? null
        : line(({ value }) => ({ igvPercent: '10', igv: (Number(value) * 0.1).toFixed(2) }), isTaxedPaid)(one),
  },
  { title: 'a unit value on a gift', codes: both('2640'), spoil: line(() => ({ unitValue: '1.00' }), ofTax('9996')) },
  {
    title: 'affectation of another tax',
    codes: both('2040'),
    spoil: line(() => ({ igvAffectation: '20' }), isTaxedPaid),
  },
  { title: 'no description', codes: both('2026'), spoil: line(() => ({ description: '' })) },
  { title: 'a description of 501 letters', codes: both('2027'), spoil: line(() => ({ description: 'x'.repeat(501) })) },
  { title: 'an unknown unit', codes: both('2936'), spoil: line(() => ({ unitCode: 'KILO' })) },
  { title: 'no quantity', codes: both('2024'), spoil: line(() => ({ quantity: '0' }), isPaid) },
  {
    title: 'a quantity of eleven decimals',
    codes: both('2025'),
    spoil: line(() => ({ quantity: '1.00000000001' }), isPaid),
  },
  {
    title: 'a product code that does not exist',
    codes: both('4332'),
    spoil: line(() => ({ sunatCode: '10000001' })),
    sandbox: { says: '', because: 'the sandbox does not carry catalogue 25' },
  },
  { title: 'a product code of seven digits', codes: both('3496'), spoil: line(() => ({ sunatCode: '5020170' })) },
  { title: 'a product code of a family', codes: both('4337'), spoil: line(() => ({ sunatCode: '50200000' })) },
  {
    title: 'a factor that does not fit its discount',
    codes: ['3290', '4289'],
    spoil: line(
      ({ discount00 }) => ({ discount00: discount00 && { ...discount00, factor: '0.99999' } }),
      ({ discount00 }) => discount00?.factor !== undefined && Number(discount00.base) > 20,
    ),
  },
];

/** Figures that do not fit the form SUNAT wants of them. */
const FORMATS: readonly Mutation[] = [
  {
    title: 'a unit value that is too long',
    codes: both('2369'),
    spoil: line(() => ({ unitValue: '1234567890123.00' }), isPaid),
  },
  {
    title: 'a price that is too long',
    codes: both('2367'),
    spoil: line(() => ({ unitPriceWithTax: '1234567890123.00' }), isPaid),
  },
  {
    title: 'a line value of three decimals',
    codes: both('2370'),
    spoil: line(({ value }) => ({ value: `${value}1` }), isPaid),
  },
  {
    title: 'an IGV of three decimals',
    codes: both('2033'),
    spoil: line(({ igv }) => ({ igv: `${igv}1` }), isTaxedPaid),
  },
  {
    title: 'a rate of six decimals',
    codes: both('3102'),
    spoil: line(() => ({ igvPercent: '18.000001' }), isTaxedPaid),
  },
  { title: 'a taxable total of three decimals', codes: both('2999'), spoil: form('taxable', ofTax('1000')) },
  { title: 'an IGV total of three decimals', codes: both('2048'), spoil: form('igv', ofTax('1000')) },
  { title: 'a value of three decimals', codes: both('2031'), spoil: form('value', isPaid) },
  {
    title: 'a free total of zero beside gifts',
    codes: both('2641'),
    spoil: (one) => (one.lines.some(({ free }) => free) ? { ...one, totals: { ...one.totals, free: '0.00' } } : null),
  },
  {
    title: 'a thousand lines',
    codes: both('2023'),
    spoil: (one) => ({
      ...one,
      lines: Array.from(
        { length: 1000 },
        (_, index) => one.lines.map((each) => ({ ...each, number: index + 1 }))[index % one.lines.length],
      ).filter((each) => each !== undefined),
    }),
  },
];

/** Figures, lines, header, buyer and terms: what every document has. */
export const MUTATIONS: readonly Mutation[] = [...TOTALS, ...LINES, ...FORMATS, ...HEADER_MUTATIONS];
