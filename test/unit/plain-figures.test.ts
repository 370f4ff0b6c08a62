import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Invoice } from '../../domain/fiscal/invoice.ts';
import { INVOICE_FIGURE_RULES } from '../../domain/fiscal/rules/figure-tables.ts';
import { readFigures } from '../../domain/fiscal/rules/figures.ts';
import { surelyAddsUp } from '../../domain/fiscal/rules/plain-figures.ts';
import { checkRules } from '../../domain/fiscal/rules/rule.ts';
import { DISCOUNTS, type Mix, MIXES, sampleInvoice } from '../support/fiscal-samples.ts';
import { SPECIAL_SALES, specialInvoice } from '../support/special-documents.ts';

const shape = fc.record({
  type: fc.constantFrom('01' as const, '03' as const),
  mix: fc.constantFrom(...(Object.keys(MIXES) as Mix[])),
  discount: fc.constantFrom(...DISCOUNTS),
  currency: fc.constantFrom('PEN', 'USD'),
  credit: fc.constant(false),
  named: fc.constant(true),
  lineCount: fc.integer({ min: 1, max: 6 }),
});
const plain = fc
  .tuple(shape, fc.integer({ min: 0, max: 99_999 }))
  .map(([one, seed]) => sampleInvoice({ ...one, discount: one.mix === 'gifts only' ? 'none' : one.discount }, seed));

/** What the exact rules find. */
function found(invoice: Invoice): number {
  const facts = { figures: readFigures(invoice), strict: invoice.type === '01' };
  const { issues, warnings } = checkRules(INVOICE_FIGURE_RULES, invoice, facts);
  return issues.length + warnings.length;
}

const LINE_FIELDS = ['quantity', 'unitValue', 'unitPriceWithTax', 'value', 'igv', 'igvPercent'] as const;
const TOTAL_FIELDS = ['taxable', 'exempt', 'unaffected', 'export', 'free', 'freeIgv', 'igv', 'value', 'total'] as const;

/** A document with one figure, or one code, changed at random: by little, by much, or beyond what is a number. */
const changed = fc
  .tuple(
    plain,
    fc.oneof(fc.constantFrom(...LINE_FIELDS), fc.constantFrom(...TOTAL_FIELDS), fc.constantFrom('affectation', 'free')),
    fc.oneof(
      fc.integer({ min: -300, max: 300 }).map((cents) => (text: string) => (Number(text) + cents / 100).toFixed(2)),
      fc
        .constantFrom('', '0', '0.00', '-1.00', '1e3', 'x', '1234567890123.00', '18', '10.5', '0.995')
        .map((text) => () => text),
    ),
    fc.nat(),
  )
  .map(([invoice, field, change, pick]): Invoice => {
    const at = pick % invoice.lines.length;
    const onLine = (over: object): Invoice => ({
      ...invoice,
      lines: invoice.lines.map((line, index) => (index === at ? { ...line, ...over } : line)),
    });
    if (field === 'affectation') return onLine({ igvAffectation: ['10', '20', '21', '30', '99'][pick % 5] });
    if (field === 'free') return onLine({ free: pick % 2 === 0 });
    for (const name of LINE_FIELDS) {
      if (name === field && pick % 3 > 0) return onLine({ [name]: change(invoice.lines[at]?.[name] ?? '') });
    }
    const totals = { ...invoice.totals };
    const name = TOTAL_FIELDS.find((one) => one === field) ?? 'total';
    return { ...invoice, totals: { ...totals, [name]: change(totals[name]) } };
  });

describe('the quick look at a plain document', () => {
  test('is enough for any good one', () => {
    fc.assert(
      fc.property(plain, (invoice) => {
        expect(surelyAddsUp(invoice)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('never passes what the exact rules find something in', () => {
    fc.assert(
      fc.property(changed, (invoice) => {
        if (surelyAddsUp(invoice)) expect(found(invoice)).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  test('leaves special taxes, charges and advances to the exact rules', () => {
    const left = Object.entries(SPECIAL_SALES).filter(([, sale]) => {
      const { lines, totals, allowances } = specialInvoice(sale, '01', 1);
      return lines.some((line) => line.isc ?? line.icbper ?? line.charges) || totals.ivap !== undefined || allowances;
    });
    expect(left.length).toBeGreaterThan(10);
    expect(left.filter(([, sale]) => surelyAddsUp(specialInvoice(sale, '01', 1))).map(([name]) => name)).toEqual([]);
  });
});
