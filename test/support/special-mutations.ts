import type { Invoice } from '../../domain/fiscal/invoice.ts';
import type { PricedLine, SaleTotals } from '../../domain/sale/types.ts';
import { both, line as firstLine, type Mutation, plus } from './mutation.ts';

/** One part that only some documents have; null where it is absent. */
function part<Key extends 'detraction' | 'perception' | 'retention'>(
  key: Key,
  change: (value: NonNullable<Invoice[Key]>) => Partial<NonNullable<Invoice[Key]>> | undefined,
) {
  return (invoice: Invoice): Invoice | null => {
    const value = invoice[key];
    if (value === undefined) return null;
    const changed = change(value);
    return { ...invoice, [key]: changed === undefined ? undefined : { ...value, ...changed } };
  };
}

const line = (fits: (line: PricedLine) => boolean, change: (line: PricedLine) => Partial<PricedLine>) =>
  firstLine(change, fits);

const total =
  (name: keyof SaleTotals, more: string) =>
  (invoice: Invoice): Invoice | null =>
    invoice.totals[name] === undefined || Number(invoice.totals[name]) === 0
      ? null
      : { ...invoice, totals: { ...invoice.totals, [name]: plus(invoice.totals[name], more) } };

const isc = (change: (isc: NonNullable<PricedLine['isc']>) => Partial<NonNullable<PricedLine['isc']>>) =>
  line(
    ({ isc: one }) => one !== undefined,
    (one) => ({ isc: one.isc && { ...one.isc, ...change(one.isc) } }),
  );

const bags = (change: Partial<NonNullable<PricedLine['icbper']>>) =>
  line(
    ({ icbper }) => icbper !== undefined,
    (one) => ({ icbper: one.icbper && { ...one.icbper, ...change } }),
  );

const without =
  (code: string) =>
  (invoice: Invoice): Invoice | null =>
    invoice.legends.some((legend) => legend.code === code)
      ? { ...invoice, legends: invoice.legends.filter((legend) => legend.code !== code) }
      : null;

const advance =
  (change: Partial<NonNullable<Invoice['prepayments']>[number]>) =>
  (invoice: Invoice): Invoice | null =>
    (invoice.prepayments && {
      ...invoice,
      prepayments: invoice.prepayments.map((one, index) => (index === 0 ? { ...one, ...change } : one)),
    }) ||
    null;

const guides =
  (change: (list: NonNullable<Invoice['despatchReferences']>) => NonNullable<Invoice['despatchReferences']>) =>
  (invoice: Invoice): Invoice | null =>
    invoice.despatchReferences ? { ...invoice, despatchReferences: change(invoice.despatchReferences) } : null;

const TAXES: readonly Mutation[] = [
  { title: 'ISC of a line', codes: both('3108'), spoil: isc(({ amount }) => ({ amount: plus(amount, '5') })) },
  { title: 'ISC without a rate', codes: both('3104'), spoil: isc(() => ({ percent: '0' })) },
  { title: 'ISC total', codes: ['3298', '4305'], spoil: total('isc', '2') },
  { title: 'ISC base', codes: ['3296', '4303'], spoil: total('iscBase', '2') },
  { title: 'bags that are not the quantity', codes: both('3236'), spoil: bags({ bags: '99' }) },
  { title: 'bags that cost nothing', codes: both('3238'), spoil: bags({ perUnit: '0.00' }) },
  {
    title: 'bags at the rate of 2022',
    codes: both('4237'),
    spoil: (one) => (one.currency === 'PEN' ? bags({ perUnit: '0.40' })(one) : null),
  },
  { title: 'ICBPER of a line', codes: both('4318'), spoil: bags({ amount: '9.99' }) },
  { title: 'ICBPER total', codes: ['3306', '4321'], spoil: total('icbper', '0.10') },
  { title: 'IVAP total', codes: ['3295', '4302'], spoil: total('ivap', '2') },
  { title: 'IVAP base', codes: ['3293', '4300'], spoil: total('ivapBase', '2') },
  { title: 'IVAP without its legend', codes: both('4264'), spoil: without('2007') },
  {
    title: 'arroz pilado beside other goods',
    codes: both('2644'),
    spoil: (one) =>
      one.lines.length < 2
        ? null
        : line(
            ({ taxCode }) => taxCode === '1016',
            ({ value }) => ({
              taxCode: '1000',
              igvAffectation: '10',
              igvPercent: '18',
              igv: (Number(value) * 0.18).toFixed(2),
            }),
          )(one),
  },
];

const WITHHELD: readonly Mutation[] = [
  { title: 'no detracción', codes: both('3127'), spoil: part('detraction', () => undefined) },
  {
    title: 'detracción of another operation',
    codes: both('3128'),
    spoil: (one) => (one.detraction ? { ...one, operationType: '0101' } : null),
  },
  { title: 'an unknown detracción', codes: both('3033'), spoil: part('detraction', () => ({ code: '999' })) },
  { title: 'no account', codes: both('3034'), spoil: part('detraction', () => ({ account: '' })) },
  {
    title: 'an unknown means of payment',
    codes: both('3174'),
    spoil: part('detraction', () => ({ paymentMeans: 'x' })),
  },
  { title: 'detracción of nothing', codes: both('3037'), spoil: part('detraction', () => ({ amount: '0' })) },
  { title: 'detracción without its legend', codes: both('4265'), spoil: without('2006') },
  {
    title: 'percepción',
    codes: both('2798'),
    spoil: part('perception', ({ amount }) => ({ amount: plus(amount, '2') })),
  },
  {
    title: 'percepción above the sale',
    codes: both('2797'),
    spoil: part('perception', ({ base }) => ({ base: plus(base, '9999') })),
    sandbox: { says: '2798', because: 'the amount no longer fits the base either' },
  },
  { title: 'no percepción', codes: both('3093'), spoil: part('perception', () => undefined) },
  {
    title: 'retención',
    codes: both('3263'),
    spoil: part('retention', ({ amount }) => ({ amount: plus(amount, '2') })),
  },
  {
    title: 'retención above the sale',
    codes: both('3264'),
    spoil: part('retention', ({ base, factor }) => ({
      base: plus(base, '999'),
      amount: ((Number(base) + 999) * Number(factor)).toFixed(2),
    })),
  },
  { title: 'advances that do not add up', codes: both('2509'), spoil: advance({ amount: '0.01' }) },
  {
    title: 'an advance of nothing',
    codes: both('2503'),
    spoil: advance({ amount: '0.00' }),
    sandbox: { says: '2509', because: 'the sum is looked at first' },
  },
  { title: 'an advance of a strange document', codes: both('2521'), spoil: advance({ fullNumber: 'X-1' }) },
  {
    title: 'advances without their discount',
    codes: both('3287'),
    spoil: (one) => (one.prepayments ? { ...one, allowances: [] } : null),
  },
];

const REST: readonly Mutation[] = [
  {
    title: 'a taxed line in an export',
    codes: both('2642'),
    spoil: (one) =>
      one.operationType.startsWith('020')
        ? line(
            () => true,
            () => ({ igvAffectation: '10', taxCode: '1000' }),
          )(one)
        : null,
  },
  {
    title: 'an export to a RUC',
    codes: both('2800'),
    spoil: (one) =>
      ['0200', '0201'].includes(one.operationType)
        ? { ...one, customer: { documentType: '6', documentNumber: '20100070970', name: 'ACME' } }
        : null,
  },
  {
    title: 'a service exported to nowhere',
    codes: both('3098'),
    spoil: (one) => (one.destinationCountry ? { ...one, destinationCountry: undefined } : null),
  },
  {
    title: 'a service exported to Peru',
    codes: both('3099'),
    spoil: (one) => (one.destinationCountry ? { ...one, destinationCountry: 'PE' } : null),
  },
  {
    title: 'a guest without a name',
    codes: both('3139'),
    spoil: (one) =>
      one.operationType === '0202'
        ? line(
            () => true,
            ({ properties = [] }) => ({ properties: properties.filter(({ code }) => code !== '4007') }),
          )(one)
        : null,
  },
  {
    title: 'a strange guide',
    codes: both('4006'),
    spoil: guides((list) => list.map((one) => ({ ...one, fullNumber: 'X' }))),
  },
  { title: 'a guide twice', codes: both('2364'), spoil: guides((list) => [...list, ...list]) },
  {
    title: 'Amazonía on a taxed sale',
    codes: ['3283', '4022'],
    spoil: (one) =>
      one.lines.some(({ taxCode }) => taxCode === '9997')
        ? null
        : { ...one, legends: [...one.legends, { code: '2001', text: 'X' }] },
    sandbox: { says: '', because: 'without exempt lines there is no subtotal 9997 to look at' },
  },
  {
    title: 'half the data of a sale to the State',
    codes: both('3147'),
    spoil: line(
      () => true,
      () => ({ properties: [{ code: '5000', value: '1' }] }),
    ),
    sandbox: { says: '', because: 'the sandbox stops at the first that is missing' },
  },
];

const form =
  (name: keyof SaleTotals) =>
  (invoice: Invoice): Invoice | null =>
    invoice.totals[name] === undefined
      ? null
      : { ...invoice, totals: { ...invoice.totals, [name]: `${invoice.totals[name]}1` } };

const BESIDE: readonly Mutation[] = [
  { title: 'total of discounts', codes: ['3300', '4307'], spoil: total('allowanceTotal', '2') },
  { title: 'total of charges', codes: ['3301', '4308'], spoil: total('chargeTotal', '2') },
  { title: 'a total of discounts of three decimals', codes: both('2065'), spoil: form('allowanceTotal') },
  { title: 'a total of charges of three decimals', codes: both('2064'), spoil: form('chargeTotal') },
  { title: 'half a bag', codes: both('2892'), spoil: bags({ bags: '1.5' }) },
  {
    title: 'ISC beside arroz pilado',
    codes: both('2650'),
    spoil: (one) =>
      Number(one.totals.isc) > 0
        ? line(
            ({ isc: tax }) => tax === undefined,
            () => ({ igvAffectation: '17', taxCode: '1016', igvPercent: '4' }),
          )(one)
        : null,
    sandbox: { says: '3103', because: 'the line itself is looked at first' },
  },
];

/** The same for what only some documents have: taxes of their own, withholdings, advances, exports, references. */
export const SPECIAL_MUTATIONS: readonly Mutation[] = [...TAXES, ...WITHHELD, ...BESIDE, ...REST];
