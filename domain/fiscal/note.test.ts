import { describe, expect, test } from '@jest/globals';
import { HubError } from '../errors.ts';
import { priceSale } from '../sale/price-sale.ts';
import type { PriceSaleInput } from '../sale/types.ts';
import { type Invoice, type InvoiceHeader, makeInvoice, withNumber } from './invoice.ts';
import {
  defaultEffects,
  effectsIssues,
  makeCreditNote,
  makeDebitNote,
  type NoteHeader,
  type NoteRequest,
  type TakenLine,
  takenBy,
} from './note.ts';

const TODAY = '2026-11-25';
const SUPPLIER = { ruc: '20601234565', name: 'BODEGA S.A.C.', address: { establishmentCode: '0000' } };
const PERSON = { documentType: '1', documentNumber: '45678912', name: 'ROSA QUISPE' };
const HEADER: NoteHeader = { series: 'BC01', issueDate: TODAY, issueTime: '18:00:00', supplier: SUPPLIER };

/** Three coffees at 59.00 (gravado), two loaves at 5.00 (exonerado), one gift. */
function boleta(sale: Partial<PriceSaleInput> = {}, header: Partial<InvoiceHeader> = {}): Invoice {
  const line = { unitCode: 'NIU', igvAffectation: '10' };
  const priced = priceSale({
    currency: 'PEN',
    issueDate: TODAY,
    lines: [
      { ...line, productId: 'a', sku: 'CAFE', description: 'Café', quantity: '3', unitPrice: '59.00' },
      {
        ...line,
        productId: 'b',
        sku: 'PAN',
        description: 'Pan',
        quantity: '2',
        unitPrice: '5.00',
        igvAffectation: '20',
      },
      {
        ...line,
        productId: 'c',
        sku: 'TAZA',
        description: 'Taza',
        quantity: '1',
        unitPrice: '9.00',
        igvAffectation: '11',
      },
    ],
    ...sale,
  });
  const draft = makeInvoice(priced, {
    ...{ type: '03', series: 'B001', issueTime: '10:00:00', supplier: SUPPLIER, customer: PERSON },
    ...header,
  });
  return withNumber(draft, 7);
}

const ask = (reasonCode: string, more: Partial<NoteRequest> = {}): NoteRequest => ({
  reasonCode,
  reason: 'Acuerdo con el cliente',
  ...more,
});

const credit = (request: NoteRequest, taken: readonly TakenLine[] = [], invoice = boleta(), header = HEADER) =>
  makeCreditNote(invoice, taken, request, header);

/** `line quantity value igv total` of every line, and the total. */
function figures(note: ReturnType<typeof credit> | ReturnType<typeof makeDebitNote>): string[] {
  const lines = note.lines.map(
    (line) => `${line.amends ?? '-'} x${line.quantity} ${line.value} ${line.igv} ${line.total} back ${line.returned}`,
  );
  return [...lines, note.totals.total];
}

function refused(make: () => unknown): string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof HubError)
      return error.issues.map((one) => `${one.pointer} ${one.code} ${one.sunatCode ?? '-'}`);
    throw error;
  }
  return [];
}

const WHOLE = [
  '1 x3 150.00 27.00 177.00 back 3',
  '2 x2 10.00 0.00 10.00 back 2',
  '3 x1 7.63 1.37 0.00 back 1',
  '187.00',
];

describe('credit notes by reason', () => {
  test.each(['01', '02', '06'])('%s takes the whole document, gifts too', (code) => {
    expect(figures(credit(ask(code)))).toEqual(WHOLE);
  });

  test('03 corrects a description and moves nothing', () => {
    const note = credit(ask('03', { lines: [{ line: 1, description: ' Café\nmolido ' }] }));
    expect(figures(note)).toEqual(['1 x3 0.00 0.00 0.00 back 0', '0.00']);
    expect(note.lines[0]?.description).toBe('Café molido');
  });

  test('04 spreads one amount over what was paid', () => {
    expect(figures(credit(ask('04', { amount: '18.70' })))).toEqual([
      '1 x1 15.00 2.70 17.70 back 0',
      '2 x1 1.00 0.00 1.00 back 0',
      '18.70',
    ]);
  });

  test.each(['05', '08', '09', '10'])('%s takes money off a line while the goods stay', (code) => {
    const note = credit(ask(code, { lines: [{ line: 1, amount: '11.80' }] }));
    expect(figures(note)).toEqual(['1 x1 10.00 1.80 11.80 back 0', '11.80']);
  });

  test('07 takes back units at what they were paid for', () => {
    const lines = [
      { line: 1, quantity: '1' },
      { line: 3, quantity: '1' },
    ];
    const note = credit(ask('07', { lines }));
    expect(figures(note)).toEqual(['1 x1 50.00 9.00 59.00 back 1', '3 x1 7.63 1.37 0.00 back 1', '59.00']);
    expect(note.lines[0]).toMatchObject({ unitValue: '50', unitPriceWithTax: '59', productId: 'a', discount00: null });
    expect(note.lines[1]).toMatchObject({ unitValue: '0.00', unitPriceWithTax: '7.63', free: true });
  });

  test('07 without a quantity takes what is left of the line', () => {
    const first = credit(ask('07', { lines: [{ line: 1, quantity: '1' }] }));
    const second = credit(ask('07', { lines: [{ line: 1 }] }), takenBy([first]));
    expect(figures(second)).toEqual(['1 x2 100.00 18.00 118.00 back 2', '118.00']);
  });

  test('13 has one line at value zero and what is to be paid', () => {
    const instalments = [
      { amount: '100.00', dueDate: '2027-01-10' },
      { amount: '77.00', dueDate: '2027-02-10' },
    ];
    const note = credit(ask('13', { instalments }));
    expect(figures(note)).toEqual(['- x1 0.00 0.00 0.00 back 0', '0.00']);
    expect(note.paymentTerms).toEqual({ type: 'credit', pending: '177.00', instalments });
    expect(note.legends).toEqual([{ code: '1000', text: 'SON: CERO CON 00/100 SOLES' }]);
  });

  test('a note has the buyer, currency and rate of what it amends, and its own date', () => {
    const note = credit(ask('01'));
    expect(note).toMatchObject({ type: '07', currency: 'PEN', igvPercent: '18', issueDate: TODAY, customer: PERSON });
    expect(note.amends).toEqual({ type: '03', series: 'B001', number: 7 });
  });

  test('the rate is that of the amended document even where it is no longer in force', () => {
    const invoice = boleta({ issueDate: '2025-12-31', igvRegime: 'mype_restaurants' });
    expect(credit(ask('09', { lines: [{ line: 1, amount: '11.00' }] }), [], invoice).lines[0]).toMatchObject({
      igvPercent: '10',
      value: '10.00',
      igv: '1.00',
    });
  });
});

describe('a discount on the whole sale', () => {
  const line = { productId: 'a', sku: 'A', description: 'Café', unitCode: 'NIU', igvAffectation: '10' };
  const invoice = boleta({
    lines: [
      { ...line, quantity: '1', unitPrice: '59.00' },
      { ...line, quantity: '2', unitPrice: '59.00' },
    ],
    discountAmount: '17.70',
  });

  test('is taken off the lines that come back', () => {
    expect(invoice.globalDiscount).not.toBeNull();
    const note = credit(ask('07', { lines: [{ line: 1 }] }), [], invoice);
    expect(figures(note)).toEqual(['1 x1 45.00 8.10 53.10 back 1', '53.10']);
  });

  test('ends at exactly zero', () => {
    const first = credit(ask('07', { lines: [{ line: 2, quantity: '1' }] }), [], invoice);
    const rest = credit(ask('01'), takenBy([first]), invoice);
    expect(Number(first.totals.total) + Number(rest.totals.total)).toBeCloseTo(159.3, 10);
    expect(refused(() => credit(ask('01'), takenBy([first, rest]), invoice))).toEqual([
      '/document_id nothing_left 4028',
    ]);
  });
});

describe('debit notes', () => {
  const debit = (request: NoteRequest, header = HEADER) => makeDebitNote(boleta(), request, header);

  test.each(['01', '03'])('%s as one amount is a charge without IGV', (code) => {
    const note = debit(ask(code, { amount: '25.00', reason: 'Interés por mora' }));
    expect(figures(note)).toEqual(['- x1 25.00 0.00 25.00 back 0', '25.00']);
    expect(note.lines[0]).toMatchObject({ description: 'Interés por mora', igvAffectation: '30', unitCode: 'ZZ' });
  });

  test('02 raises the price of a line, taxed as the line is', () => {
    const lines = [
      { line: 1, amount: '11.80' },
      { line: 2, amount: '2.00' },
    ];
    expect(figures(debit(ask('02', { lines })))).toEqual([
      '1 x1 10.00 1.80 11.80 back 0',
      '2 x1 2.00 0.00 2.00 back 0',
      '13.80',
    ]);
  });

  test('02 as one amount is spread over what was paid', () => {
    expect(figures(debit(ask('02', { amount: '18.70' })))).toEqual([
      '1 x1 15.00 2.70 17.70 back 0',
      '2 x1 1.00 0.00 1.00 back 0',
      '18.70',
    ]);
  });

  test('13 (penalties) exists from 2027 on', () => {
    const request = ask('13', { amount: '5.00' });
    expect(refused(() => debit(request, { ...HEADER, issueDate: '2026-12-31' }))).toEqual([
      '/reason_code unknown_reason_code 2172',
    ]);
    expect(debit(request, { ...HEADER, issueDate: '2027-01-01' }).lines[0]?.igvAffectation).toBe('30');
  });
});

describe('what is refused', () => {
  const lines = (...list: NonNullable<NoteRequest['lines']>): Partial<NoteRequest> => ({ lines: list });
  test.each<[string, NoteRequest, string[]]>([
    ['no reason', ask(''), ['/reason_code reason_code_missing 2128']],
    ['a reason that is none', ask('99'), ['/reason_code unknown_reason_code 2172']],
    ['no words', ask('01', { reason: ' \n' }), ['/reason reason_missing 2136']],
    ['too many words', ask('01', { reason: 'x'.repeat(501) }), ['/reason invalid_reason 2135']],
    ['lines of a full note', ask('01', lines({ line: 1 })), ['/lines lines_not_allowed -']],
    ['no lines', ask('07'), ['/lines lines_missing -']],
    [
      'lines and an amount',
      ask('04', { amount: '1.00', ...lines({ line: 1, amount: '1.00' }) }),
      ['/amount lines_or_amount -'],
    ],
    ['an unknown line', ask('07', lines({ line: 9 })), ['/lines/0/line unknown_line -']],
    ['a line twice', ask('07', lines({ line: 1 }, { line: 1 })), ['/lines/1/line line_repeated -']],
    [
      'more than was sold',
      ask('07', lines({ line: 1, quantity: '3.001' })),
      ['/lines/0/quantity quantity_exceeds_remaining -'],
    ],
    ['no quantity', ask('07', lines({ line: 1, quantity: '0' })), ['/lines/0/quantity invalid_quantity 2139']],
    [
      'more than was paid',
      ask('05', lines({ line: 1, amount: '177.01' })),
      ['/lines/0/amount amount_exceeds_remaining 4028'],
    ],
    ['more than the whole', ask('04', { amount: '187.01' }), ['/amount amount_exceeds_remaining 4028']],
    ['half a cent', ask('05', lines({ line: 1, amount: '1.005' })), ['/lines/0/amount invalid_amount 2062']],
    ['no amount', ask('05', lines({ line: 1 })), ['/lines/0/amount amount_missing -']],
    ['money for a gift', ask('05', lines({ line: 3, amount: '1.00' })), ['/lines/0/line free_line -']],
    ['money for units', ask('07', lines({ line: 1, amount: '1.00' })), ['/lines/0/amount amount_not_allowed -']],
    [
      'units for a discount',
      ask('05', lines({ line: 1, amount: '1.00', quantity: '1' })),
      ['/lines/0/quantity quantity_not_allowed -'],
    ],
    ['both', ask('10', lines({ line: 1, amount: '1.00', quantity: '1' })), ['/lines/0/amount quantity_or_amount -']],
    ['no new description', ask('03', lines({ line: 1 })), ['/lines/0/description invalid_description -']],
    ['terms elsewhere', ask('01', { instalments: [] }), ['/payment_terms payment_terms_not_allowed -']],
  ])('%s', (_, request, issues) => {
    expect(refused(() => credit(request))).toEqual(issues);
  });

  test('on a factura going beyond is an error of SUNAT', () => {
    const factura = boleta({}, { type: '01', series: 'F001' });
    expect(refused(() => credit(ask('04', { amount: '187.01' }), [], factura))).toEqual([
      '/amount amount_exceeds_remaining 3286',
    ]);
  });

  test('a document that was given back as a whole', () => {
    const taken = takenBy([credit(ask('06'))]);
    expect(refused(() => credit(ask('01'), taken))).toEqual(['/document_id nothing_left 4028']);
    expect(refused(() => credit(ask('07', { lines: [{ line: 1 }] }), taken))).toEqual([
      '/lines/0/line nothing_left 4028',
    ]);
  });

  test('an increase where everything was given away', () => {
    const line = { productId: 'a', sku: 'A', description: 'Taza', unitCode: 'NIU', quantity: '1', unitPrice: '9.00' };
    const gifts = boleta({ lines: [{ ...line, igvAffectation: '11' }] });
    expect(refused(() => makeDebitNote(gifts, ask('02', { amount: '5.00' }), HEADER))).toEqual([
      '/document_id nothing_to_increase -',
    ]);
  });
});

describe('effects', () => {
  test.each([
    ['01', 'both'],
    ['02', 'none'],
    ['06', 'both'],
  ])('credit note %s: %s', (code, effects) => {
    expect(defaultEffects(credit(ask(code)))).toBe(effects);
  });

  test('by line: goods move stock, amounts move money, descriptions nothing', () => {
    const by = (code: string, line: object) => credit(ask(code, { lines: [{ line: 1, ...line }] }));
    expect(defaultEffects(by('07', {}))).toBe('both');
    expect(defaultEffects(by('10', { quantity: '1' }))).toBe('both');
    expect(defaultEffects(by('10', { amount: '1.00' }))).toBe('money');
    expect(defaultEffects(by('05', { amount: '1.00' }))).toBe('money');
    expect(defaultEffects(by('03', { description: 'Café' }))).toBe('none');
    expect(defaultEffects(makeDebitNote(boleta(), ask('01', { amount: '1.00' }), HEADER))).toBe('money');
  });

  test('stock cannot move without goods, nor money without an amount', () => {
    const discount = credit(ask('04', { amount: '1.00' }));
    const description = credit(ask('03', { lines: [{ line: 1, description: 'Café' }] }));
    expect(effectsIssues(discount, 'both').map((issue) => issue.pointer)).toEqual(['/effects']);
    expect(effectsIssues(description, 'money').map((issue) => issue.code)).toEqual(['effects_without_money']);
    expect(effectsIssues(credit(ask('06')), 'both')).toEqual([]);
  });
});

test('from 2027 on a line without product code says so', () => {
  const [before, after] = ['2026-12-31', '2027-01-01'].map((issueDate) =>
    credit(ask('01'), [], boleta(), { ...HEADER, issueDate }),
  );
  expect(before?.lines[0]?.sunatCode).toBeUndefined();
  expect(after?.lines[0]?.sunatCode).toBe('99999999');
});
