import { expect, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { HubError } from '../../domain/errors.ts';
import { type Invoice, makeInvoice, withNumber } from '../../domain/fiscal/invoice.ts';
import { type CreditNote, makeCreditNote, type NoteRequest, takenBy } from '../../domain/fiscal/note.ts';
import { priceSale } from '../../domain/sale/price-sale.ts';
import { DISCOUNTS, type Mix, MIXES, PERSON, sampleInvoice, SUPPLIER } from '../support/fiscal-samples.ts';
import { noteHeader, textOf } from '../support/note-samples.ts';
import { sunatNoteErrors } from '../support/sunat-note-rules.ts';

const dec = (text: string | undefined): Decimal => new Decimal(text ?? '0');
const sumOf = (values: readonly string[]): Decimal => values.reduce((sum, value) => sum.plus(value), new Decimal(0));

/** One turn of a clerk: which line, how much of what is left, and what kind of note. */
const step = fc.record({
  kind: fc.constantFrom('05', '07', '09', '10', '04'),
  line: fc.nat(20),
  share: fc.integer({ min: 1, max: 100 }),
});
type Step = { readonly kind: string; readonly line: number; readonly share: number };

/** What is left of a line, worked out from the notes alone. */
function leftOf(invoice: Invoice, notes: readonly CreditNote[], number: number) {
  const line = invoice.lines.find((one) => one.number === number);
  const parts = notes.flatMap((note) => note.lines.filter((one) => one.amends === number));
  return {
    free: line?.free ?? true,
    quantity: dec(line?.quantity).minus(sumOf(parts.map((part) => part.returned))),
    // Only a bound: a discount on the whole sale comes off as well.
    total: dec(line?.total).minus(sumOf(parts.map((part) => part.total))),
  };
}

function requestFor(invoice: Invoice, notes: readonly CreditNote[], { kind, line, share }: Step): NoteRequest | null {
  const number = (line % invoice.lines.length) + 1;
  const left = leftOf(invoice, notes, number);
  const whole = dec(invoice.totals.total).minus(sumOf(notes.map((note) => note.totals.total)));
  const of = (amount: Decimal, places: number): Decimal =>
    amount.times(share).dividedBy(100).toDecimalPlaces(places, 3);
  const reason = 'Prueba';
  if (kind === '07' || (kind === '10' && share % 2 === 0)) {
    const quantity = of(left.quantity, share % 3 === 0 ? 0 : 3);
    return quantity.greaterThan(0)
      ? { reasonCode: kind, reason, lines: [{ line: number, quantity: quantity.toFixed() }] }
      : null;
  }
  if (kind === '04') {
    const amount = of(whole, 2);
    return amount.greaterThan(0) ? { reasonCode: '04', reason, amount: amount.toFixed(2) } : null;
  }
  const amount = Decimal.min(of(left.total, 2), whole);
  if (left.free || !amount.greaterThan(0)) return null;
  return { reasonCode: kind, reason, lines: [{ line: number, amount: amount.toFixed(2) }] };
}

/** A discount on the whole sale was paid off each line, so a line's told total may be more than there is: refused. */
function asksTooMuch(invoice: Invoice, notes: readonly CreditNote[], request: NoteRequest): boolean {
  if (invoice.globalDiscount === null) return false;
  try {
    makeCreditNote(invoice, takenBy(notes), request, noteHeader(invoice, '07'));
    return false;
  } catch (error) {
    return error instanceof HubError && error.issues.every((issue) => issue.code === 'amount_exceeds_remaining');
  }
}

/** Gives the notes of a sequence, each checked as SUNAT would, and the one that takes the rest. */
function playOut(invoice: Invoice, steps: readonly Step[]): CreditNote[] {
  const notes: CreditNote[] = [];
  const header = noteHeader(invoice, '07');
  const give = (request: NoteRequest): void => {
    const note = withNumber(makeCreditNote(invoice, takenBy(notes), request, header), notes.length + 1);
    expect(sunatNoteErrors(textOf(note), textOf(invoice))).toEqual([]);
    notes.push(note);
  };
  for (const one of steps) {
    const request = requestFor(invoice, notes, one);
    if (request && !asksTooMuch(invoice, notes, request)) give(request);
  }
  const open = invoice.lines.some((line) => {
    const left = leftOf(invoice, notes, line.number);
    return left.quantity.greaterThan(0);
  });
  if (open) give({ reasonCode: '06', reason: 'Devolución de todo lo que queda' });
  return notes;
}

function expectExactlyZero(invoice: Invoice, notes: readonly CreditNote[]): void {
  for (const field of ['total', 'value', 'igv', 'taxable', 'exempt', 'unaffected', 'free', 'freeIgv'] as const) {
    const taken = sumOf(notes.map((note) => note.totals[field]));
    expect(`${field} ${taken.toFixed(2)}`).toBe(`${field} ${invoice.totals[field]}`);
  }
  for (const line of invoice.lines) {
    const parts = notes.flatMap((note) => note.lines.filter((one) => one.amends === line.number));
    expect(sumOf(parts.map((part) => part.returned)).toFixed()).toBe(dec(line.quantity).toFixed());
    expect(parts.every((part) => dec(part.value).gte(0) && dec(part.igv).gte(0))).toBe(true);
    expect(sumOf(parts.map((part) => part.total)).lessThanOrEqualTo(line.total)).toBe(true);
  }
}

test('any notes over one sale stay within it, keep the rules of SUNAT and end at exactly zero', () => {
  const shape = fc.record({
    type: fc.constantFrom('01' as const, '03' as const),
    mix: fc.constantFrom(...(Object.keys(MIXES) as Mix[])),
    discount: fc.constantFrom(...DISCOUNTS),
    currency: fc.constantFrom('PEN', 'USD'),
    credit: fc.constant(false),
    named: fc.boolean(),
    lineCount: fc.integer({ min: 1, max: 6 }),
  });
  const seeds = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(shape, seeds, fc.array(step, { maxLength: 8 }), (one, seed, steps) => {
      const discount = one.mix === 'gifts only' ? ('none' as const) : one.discount;
      const invoice = sampleInvoice({ ...one, discount }, seed);
      expectExactlyZero(invoice, playOut(invoice, steps));
    }),
    { numRuns: 60 },
  );
});

/** Cheap goods in many units: every cent is shared out over several notes. */
test.each(['0.01', '0.03', '0.07', '0.10', '9.94'])(
  'units of %s given back one by one end at exactly zero',
  (unitPrice) => {
    const lines = ['10', '20', '11'].map((igvAffectation, index) => ({
      ...{ productId: `p${index}`, sku: `S${index}`, description: 'Caramelo', unitCode: 'NIU', quantity: '7' },
      unitPrice,
      igvAffectation,
    }));
    const header = { type: '03' as const, series: 'B001', issueTime: '10:00:00', supplier: SUPPLIER, customer: PERSON };
    const invoice = withNumber(makeInvoice(priceSale({ currency: 'PEN', issueDate: '2026-11-25', lines }), header), 1);
    const one = { kind: '07', share: 100 };
    const notes: CreditNote[] = [];
    for (let turn = 0; turn < 21; turn += 1) {
      const request = {
        reasonCode: one.kind,
        reason: 'Una unidad',
        lines: [{ line: (turn % 3) + 1, quantity: '1' }],
      };
      notes.push(withNumber(makeCreditNote(invoice, takenBy(notes), request, noteHeader(invoice, '07')), turn + 1));
    }
    for (const note of notes) expect(sunatNoteErrors(textOf(note), textOf(invoice))).toEqual([]);
    expectExactlyZero(invoice, notes);
  },
);

test.each(['0.10'])('999 lines of %s with a sale discount are undone to the cent', (unitPrice) => {
  const line = {
    productId: 'p',
    sku: 'S',
    description: 'Caramelo',
    unitCode: 'NIU',
    quantity: '1',
    igvAffectation: '10',
  };
  const lines = Array.from({ length: 999 }, () => ({ ...line, unitPrice }));
  const header = { type: '03' as const, series: 'B001', issueTime: '10:00:00', supplier: SUPPLIER, customer: PERSON };
  const priced = priceSale({ currency: 'PEN', issueDate: '2026-11-25', lines, discountAmount: '3.33' });
  const invoice = withNumber(makeInvoice(priced, header), 1);
  const note = makeCreditNote(invoice, [], { reasonCode: '01', reason: 'Anulación' }, noteHeader(invoice, '07'));
  expect(sunatNoteErrors(textOf(withNumber(note, 1)), textOf(invoice))).toEqual([]);
  expectExactlyZero(invoice, [withNumber(note, 1)]);
});
