import type { CreditNote, DebitNote } from '../../domain/fiscal/note.ts';
import type { SaleTotals } from '../../domain/sale/types.ts';
import { plus } from './mutation.ts';

export type AnyNote = CreditNote | DebitNote;

/** One thing done wrong to a good note. */
export interface NoteMutation {
  readonly title: string;
  /** What SUNAT says of it; null where this note cannot be spoilt so. */
  readonly code: (note: AnyNote) => string | null;
  readonly spoil: (note: AnyNote) => AnyNote;
  /** The sandbox, which looks at the note alone, cannot tell. */
  readonly onlyHere?: boolean;
}

const ofFactura = ({ amends }: AnyNote): boolean => amends.type === '01';
const isCredit = ({ type }: AnyNote): boolean => type === '07';
const hasTax = ({ lines }: AnyNote): boolean =>
  lines.some(({ taxCode, value }) => taxCode === '1000' && Number(value) > 0);
const hasValue = ({ totals }: AnyNote): boolean => Number(totals.total) > 0;
const isOfTerms = (note: AnyNote): boolean => isCredit(note) && note.reasonCode === '13';

/** The error on notes of facturas, the observation on those of boletas. */
const twin =
  (error: string, observation: string, fits: (note: AnyNote) => boolean = () => true) =>
  (note: AnyNote): string | null =>
    fits(note) ? (ofFactura(note) ? error : observation) : null;

const always =
  (code: string, fits: (note: AnyNote) => boolean = () => true) =>
  (note: AnyNote): string | null =>
    fits(note) ? code : null;

const total =
  (name: keyof SaleTotals) =>
  (note: AnyNote): AnyNote => ({ ...note, totals: { ...note.totals, [name]: plus(note.totals[name], '2') } });

/** The first line that bears tax, or the first. */
const line =
  (change: (line: AnyNote['lines'][number]) => Partial<AnyNote['lines'][number]>) =>
  (note: AnyNote): AnyNote => {
    const taxed = note.lines.findIndex(({ taxCode, value }) => taxCode === '1000' && Number(value) > 0);
    const at = Math.max(taxed, 0);
    return { ...note, lines: note.lines.map((one, index) => (index === at ? { ...one, ...change(one) } : one)) };
  };

const header =
  (change: Partial<AnyNote>) =>
  (note: AnyNote): AnyNote =>
    Object.assign({}, note, change);

const terms =
  (change: (terms: NonNullable<AnyNote['paymentTerms']>) => Partial<NonNullable<AnyNote['paymentTerms']>>) =>
  (note: AnyNote): AnyNote =>
    note.paymentTerms ? { ...note, paymentTerms: { ...note.paymentTerms, ...change(note.paymentTerms) } } : note;

const WORDS: readonly NoteMutation[] = [
  {
    title: 'the series of the other family',
    code: (note) => (isCredit(note) ? twin('2399', '2116')(note) : twin('2400', '2204')(note)),
    spoil: (note) => ({ ...note, series: `${ofFactura(note) ? 'B' : 'F'}${note.series.slice(1)}` }),
  },
  { title: 'no reason', code: always('2128'), spoil: header({ reasonCode: '' }) },
  { title: 'an unknown reason', code: always('2172'), spoil: header({ reasonCode: '99' }) },
  { title: 'no words for the reason', code: always('2136'), spoil: header({ reason: '' }) },
  { title: 'a reason of 501 letters', code: always('2135'), spoil: header({ reason: 'x'.repeat(501) }) },
  { title: 'a date in three days', code: always('2329'), spoil: header({ issueDate: '2026-11-28' }) },
  { title: 'a date seven days ago', code: twin('2108', '1079'), spoil: header({ issueDate: '2026-11-18' }) },
  { title: 'an unknown legend', code: always('3027'), spoil: header({ legends: [{ code: '3000', text: 'X' }] }) },
  {
    title: 'an issuer without establishment',
    code: always('3030', ofFactura),
    spoil: (note) => ({
      ...note,
      supplier: { ...note.supplier, address: { ...note.supplier.address, establishmentCode: '' } },
    }),
  },
  {
    title: 'a date before that of the document',
    code: (note) => (isCredit(note) || note.reasonCode !== '03' ? '2885' : null),
    spoil: header({ issueDate: '2026-11-24' }),
    onlyHere: true,
  },
  { title: 'another currency', code: twin('3209', '4368'), spoil: header({ currency: 'EUR' }), onlyHere: true },
];

const FIGURES: readonly NoteMutation[] = [
  { title: 'payable amount', code: twin('3280', '4312', (note) => !isOfTerms(note)), spoil: total('total') },
  { title: 'taxable total', code: twin('3277', '4299', hasTax), spoil: total('taxable') },
  { title: 'IGV total', code: twin('3291', '4290', hasTax), spoil: total('igv') },
  {
    title: 'value of a line',
    code: twin('3271', '4288', hasTax),
    spoil: line(({ value }) => ({ value: plus(value, '2') })),
  },
  { title: 'IGV of a line', code: always('3103', hasTax), spoil: line(({ igv }) => ({ igv: plus(igv, '2') })) },
  {
    title: 'price of a line',
    code: twin('3270', '4287', (note) => !isCredit(note) && hasValue(note)),
    spoil: line(({ unitPriceWithTax }) => ({ unitPriceWithTax: plus(unitPriceWithTax, '2') })),
  },
  { title: 'a quantity of eleven decimals', code: always('2139'), spoil: line(() => ({ quantity: '1.00000000001' })) },
  {
    title: 'a description of two letters',
    code: always('4084'),
    spoil: line(() => ({ description: 'Té' })),
    onlyHere: true,
  },
];

const INSTALMENTS: readonly NoteMutation[] = [
  { title: 'new terms with an amount', code: always('3315', isOfTerms), spoil: total('total') },
  { title: 'new terms without instalments', code: always('3257', isOfTerms), spoil: header({ paymentTerms: null }) },
  {
    title: 'new terms that do not add up',
    code: always('3319', isOfTerms),
    spoil: terms(({ pending }) => ({ pending: plus(pending, '-0.01') })),
  },
  {
    title: 'new terms due before the factura',
    code: always('3321', isOfTerms),
    spoil: terms(({ instalments }) => ({ instalments: instalments.map((one) => ({ ...one, dueDate: '2026-11-25' })) })),
    onlyHere: true,
  },
];

export const NOTE_MUTATIONS: readonly NoteMutation[] = [...WORDS, ...FIGURES, ...INSTALMENTS];
