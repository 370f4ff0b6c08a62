import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildInvoiceXml } from '../../domain/fiscal/build-invoice-xml.ts';
import { makeInvoice, withNumber } from '../../domain/fiscal/invoice.ts';
import { priceSale } from '../../domain/sale/price-sale.ts';
import type { PriceSaleInput } from '../../domain/sale/types.ts';
import { DISCOUNTS, type Mix, MIXES, PERSON, sampleInvoice, SUPPLIER } from '../support/fiscal-samples.ts';
import { sunatRuleErrors } from '../support/sunat-rules.ts';
import { canonicalXml } from '../support/xsd.ts';

/** The document as text; the rules do not look at the signature. */
function textOf(invoice: Parameters<typeof buildInvoiceXml>[0]): string {
  const { beforeSignature, afterSignature } = buildInvoiceXml(invoice);
  return beforeSignature + afterSignature;
}

test('any sale keeps the rules SUNAT publishes', () => {
  const shape = fc.record({
    type: fc.constantFrom('01' as const, '03' as const),
    mix: fc.constantFrom(...(Object.keys(MIXES) as Mix[])),
    discount: fc.constantFrom(...DISCOUNTS),
    currency: fc.constantFrom('PEN', 'USD', 'EUR'),
    credit: fc.constant(false),
    named: fc.boolean(),
    lineCount: fc.integer({ min: 1, max: 12 }),
  });
  fc.assert(
    fc.property(shape, fc.integer({ min: 0, max: 1_000_000 }), (one, seed) => {
      const discount = one.mix === 'gifts only' ? ('none' as const) : one.discount;
      expect(sunatRuleErrors(textOf(sampleInvoice({ ...one, discount }, seed)))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

/** Prices whose value is always rounded the same way: the roundings of many lines add up. */
const SKEWED = ['0.03', '0.10', '9.94'];

test.each(SKEWED)('999 lines of %s stay inside the tolerance, with and without a discount on the sale', (unitPrice) => {
  const lines = Array.from({ length: 999 }, (_, index) => ({
    productId: `p${index}`,
    sku: `S${index}`,
    description: 'Caramelo',
    unitCode: 'NIU',
    quantity: '1',
    unitPrice,
    igvAffectation: '10',
  }));
  for (const discountAmount of [undefined, '3.33']) {
    const input: PriceSaleInput = { currency: 'PEN', issueDate: '2026-11-25', lines, discountAmount };
    const draft = makeInvoice(priceSale(input), {
      type: '03',
      series: 'B001',
      issueTime: '10:00:00',
      supplier: SUPPLIER,
      customer: PERSON,
    });
    expect(sunatRuleErrors(textOf(withNumber(draft, 1)))).toEqual([]);
  }
});

test('any text gives a well-formed document that is canonical already', async () => {
  const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 60 }), { seed: 7, numRuns: 60 });
  const nasty = ['\u0000\u0001\uFFFF\uD800', ']]> <!-- & --> \r\n\t\u0085\u2028', '"\'<>&', '\u200B\uFEFFñ🛒'];
  const draft = makeInvoice(
    priceSale({
      currency: 'PEN',
      issueDate: '2026-11-25',
      lines: [...texts, ...nasty].map((sku) => ({
        ...{ productId: 'p', sku, description: 'd', unitCode: 'NIU', quantity: '1', unitPrice: '1.00' },
        igvAffectation: '10',
      })),
    }),
    { type: '03', series: 'B001', issueTime: '10:00:00', supplier: SUPPLIER },
  );
  // Past the cleaning that `makeInvoice` does, and into attributes as well.
  const lines = draft.lines.map((line) => ({ ...line, description: line.sku, unitCode: line.sku }));
  const text = textOf(withNumber({ ...draft, lines }, 1)).replace('<ext:ExtensionContent>', '<ext:ExtensionContent>x');
  expect((await canonicalXml(text)).replace(/\n$/, '')).toBe(text);
}, 60_000);
