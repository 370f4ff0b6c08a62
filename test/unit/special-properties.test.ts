import { expect, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { HubError } from '../../domain/errors.ts';
import { fileName, type Invoice } from '../../domain/fiscal/invoice.ts';
import { type CreditNote, makeCreditNote, takenBy } from '../../domain/fiscal/note.ts';
import { withNumber } from '../../domain/fiscal/invoice.ts';
import { validateInvoice } from '../../domain/fiscal/validate-invoice.ts';
import type { PriceSaleInput, SaleLineInput } from '../../domain/sale/types.ts';
import { parseBillBase } from '../../sandbox/sunat/names.ts';
import { checkBill } from '../../sandbox/sunat/rules/check-bill.ts';
import { parseXml } from '../../sandbox/sunat/xml.ts';
import { ISSUE_DATE, SUPPLIER } from '../support/fiscal-samples.ts';
import { noteHeader, textOf } from '../support/note-samples.ts';
import { soldLine, type SpecialSale, specialInvoice } from '../support/special-documents.ts';

const cents = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((value) => (value / 100).toFixed(2));

const FREE = ['11', '13', '21', '35'];

/** One line with any taxes, charges and discounts that go together. */
const anyLine: fc.Arbitrary<SaleLineInput> = fc
  .record({
    quantity: fc.oneof(fc.integer({ min: 1, max: 30 }).map(String), fc.constantFrom('0.5', '2.375')),
    unitPrice: fc.oneof(cents(300, 30_000), fc.constantFrom('7.3333', '0.9999999999')),
    igvAffectation: fc.constantFrom('10', '10', '10', '20', '30', ...FREE),
    bag: fc.boolean(),
    isc: fc.constantFrom<SaleLineInput['isc']>(
      undefined,
      undefined,
      { system: '01', percent: '17.5' },
      { system: '02', amount: '0.13' },
      { system: '03', percent: '9', publicPrice: '6.66' },
    ),
    charge: fc.constantFrom(undefined, '47', '48'),
    discountPercent: fc.constantFrom(undefined, '10', '33.33'),
    discountCode: fc.constantFrom(undefined, '01' as const),
  })
  .map(({ bag, charge, ...one }) => {
    const free = FREE.includes(one.igvAffectation);
    const whole = /^\d+$/.test(one.quantity) && one.unitPrice.length <= 6;
    return soldLine({
      ...one,
      icbper: bag && whole,
      isc: free ? undefined : one.isc,
      charges: charge && !free ? [{ code: charge, amount: '1.23' }] : undefined,
      discountPercent: free ? undefined : one.discountPercent,
    });
  });

const anySale: fc.Arbitrary<Partial<PriceSaleInput>> = fc.record({
  currency: fc.constantFrom('PEN', 'PEN', 'USD'),
  exchangeRate: fc.constant('3.711'),
  discountPercent: fc.constantFrom(undefined, undefined, '5', '12.345'),
  discountCode: fc.constantFrom(undefined, '03' as const),
  charges: fc.constantFrom<PriceSaleInput['charges']>(
    undefined,
    [{ code: '46', amount: '7.77' }],
    [{ code: '49', amount: '3.33' }],
    [
      { code: '45', amount: '0.50' },
      { code: '50', amount: '2.05' },
    ],
  ),
  prepayments: fc.constantFrom<PriceSaleInput['prepayments']>(undefined, undefined, [
    { type: '01', fullNumber: 'F001-9', parts: [{ kind: '04', amount: '5.55' }] },
  ]),
});

const KINDS = ['plain', 'plain', 'restaurant', 'export', 'arroz pilado'] as const;
type Kind = (typeof KINDS)[number];
const FOREIGNER = { documentType: 'A', documentNumber: 'XK-7712', name: 'ACME IMPORTS LLC' };

/** The sale as one of its kind: exports and arroz pilado have lines of one affectation, without ISC. */
function ofKind(kind: Kind, lines: readonly SaleLineInput[], sale: Partial<PriceSaleInput>): SpecialSale {
  if (kind === 'plain') return { lines, sale };
  if (kind === 'restaurant') return { lines, sale: { ...sale, igvRegime: 'mype_restaurants' } };
  const igvAffectation = kind === 'export' ? '40' : '17';
  const alike = lines.map((line) => ({ ...line, igvAffectation, isc: undefined }));
  const header = kind === 'export' ? { customer: FOREIGNER, operationType: '0200' } : {};
  return { lines: alike, sale: { ...sale, prepayments: undefined }, header };
}

/** Null where the figures cannot stand together, which is refused by name. */
function invoiceOf(sale: SpecialSale, type: '01' | '03'): Invoice | null {
  try {
    return specialInvoice(sale, type, 7);
  } catch (error) {
    if (error instanceof HubError && error.kind === 'invalid') return null;
    throw error;
  }
}

function objections(document: Invoice | CreditNote): readonly string[] {
  const bill = parseBillBase(fileName(SUPPLIER.ruc, document.type, document.series, document.number));
  if (!bill) return ['name'];
  try {
    // Whether the issuer is in the register of restaurants only SUNAT knows (4439).
    return checkBill(parseXml(textOf(document)), bill, ISSUE_DATE).filter((code) => code !== '4439');
  } catch (error) {
    return [error instanceof Error && 'code' in error ? `${String(error.code)} ${error.message}` : String(error)];
  }
}

test('any sale that is not refused keeps the rules, by both readings of them, and its notes give all of it back', () => {
  let sold = 0;
  fc.assert(
    fc.property(
      fc.array(anyLine, { minLength: 1, maxLength: 8 }),
      anySale,
      fc.constantFrom('01' as const, '03' as const),
      fc.constantFrom(...KINDS),
      (lines, sale, type, kind) => {
        const invoice = invoiceOf(ofKind(kind, lines, sale), type);
        if (!invoice) return;
        sold += 1;
        expect(validateInvoice(invoice, { today: ISSUE_DATE }).map(({ code }) => code)).toEqual([]);
        expect(objections(invoice)).toEqual([]);
        if (invoice.totals.total === '0.00') return;
        const header = noteHeader(invoice, '07');
        const notes: CreditNote[] = [];
        const paid = invoice.lines.find((line) => !line.free && new Decimal(line.quantity).greaterThan(1));
        const reason = (code: string): string => (kind === 'arroz pilado' ? '12' : code);
        const asked = {
          reasonCode: reason('07'),
          reason: 'Devuelve uno',
          lines: [{ line: paid?.number ?? 0, quantity: '1' }],
        };
        if (paid) notes.push(withNumber(makeCreditNote(invoice, [], asked, header), 1));
        const all = { reasonCode: reason('01'), reason: 'Anulación' };
        notes.push(withNumber(makeCreditNote(invoice, takenBy(notes), all, header), 2));
        for (const note of notes) expect(objections(note)).toEqual([]);
        expect(Decimal.sum(...notes.map(({ totals }) => totals.total)).toFixed(2)).toBe(invoice.totals.total);
      },
    ),
    { numRuns: 150 },
  );
  expect(sold).toBeGreaterThan(50);
});
