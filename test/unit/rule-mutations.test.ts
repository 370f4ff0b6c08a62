import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildInvoiceXml } from '../../domain/fiscal/build-invoice-xml.ts';
import { fileName, type Invoice } from '../../domain/fiscal/invoice.ts';
import { INVOICE_FIGURE_RULES } from '../../domain/fiscal/rules/figure-tables.ts';
import { readFigures } from '../../domain/fiscal/rules/figures.ts';
import { surelyAddsUp } from '../../domain/fiscal/rules/plain-figures.ts';
import { checkInvoice } from '../../domain/fiscal/validate-invoice.ts';
import { parseBillBase } from '../../sandbox/sunat/names.ts';
import { Refusal } from '../../sandbox/sunat/returns.ts';
import { checkBill } from '../../sandbox/sunat/rules/check-bill.ts';
import { parseXml } from '../../sandbox/sunat/xml.ts';
import { DISCOUNTS, ISSUE_DATE, type Mix, MIXES, sampleInvoice, SUPPLIER } from '../support/fiscal-samples.ts';
import type { Mutation } from '../support/mutation.ts';
import { MUTATIONS } from '../support/rule-mutations.ts';
import { SPECIAL_SALES, specialInvoice } from '../support/special-documents.ts';
import { SPECIAL_MUTATIONS } from '../support/special-mutations.ts';

const MIX_NAMES = Object.keys(MIXES) as Mix[];
/** The special rate is for those in a register of SUNAT's: nobody in the sandbox, anybody here. */
const OF_A_REGISTER = '4439';
/** Documents that a mutation is tried on. */
const TRIES = 5;

const shape = fc
  .record({
    type: fc.constantFrom('01' as const, '03' as const),
    mix: fc.constantFrom(...MIX_NAMES),
    discount: fc.constantFrom(...DISCOUNTS),
    currency: fc.constantFrom('PEN', 'USD', 'EUR'),
    credit: fc.boolean(),
    named: fc.boolean(),
    lineCount: fc.integer({ min: 1, max: 9 }),
  })
  .map((one) => ({
    ...one,
    discount: one.mix === 'gifts only' ? ('none' as const) : one.discount,
    credit: one.credit && one.type === '01' && one.mix !== 'gifts only',
  }));

/** Above 700 soles a boleta names its buyer (2514). */
const mustBeNamed = ({ type, customer, totals }: Invoice): boolean =>
  type === '03' && customer.documentType === '0' && Number(totals.total) > 190;

const invoices = fc
  .tuple(shape, fc.integer({ min: 0, max: 99_999 }))
  .map(([one, seed]) => [sampleInvoice(one, seed), one, seed] as const)
  .map(([invoice, one, seed]) => (mustBeNamed(invoice) ? sampleInvoice({ ...one, named: true }, seed) : invoice));

const specials = Object.values(SPECIAL_SALES).flatMap((sale, index) =>
  (['01', '03'] as const)
    .filter((type) => type === '01' || !sale.onlyFactura)
    .map((type) => specialInvoice(sale, type, index + 1)),
);
const samples = [...fc.sample(invoices, { seed: 20_261_125, numRuns: 250 }), ...specials];

/** What the hub's tables say. */
function ours(invoice: Invoice): { refused: Set<string | undefined>; observed: Set<string | undefined> } {
  const { issues, warnings } = checkInvoice(invoice, { today: ISSUE_DATE });
  const codes = (list: typeof issues) => new Set(list.map(({ sunatCode }) => sunatCode));
  return { refused: codes(issues), observed: codes(warnings) };
}

/** What the sandbox says, a second reading of the workbook: the first error, or all observations. */
function theirs(invoice: Invoice): string[] {
  const name = parseBillBase(fileName(SUPPLIER.ruc, invoice.type, invoice.series, invoice.number));
  if (!name) return ['name'];
  const { beforeSignature, afterSignature } = buildInvoiceXml(invoice);
  try {
    const observed = checkBill(parseXml(beforeSignature + afterSignature), name, ISSUE_DATE);
    return observed.filter((code) => code !== OF_A_REGISTER);
  } catch (error) {
    if (error instanceof Refusal) return [error.code];
    throw error;
  }
}

test('the tables let any good document pass without a word', () => {
  fc.assert(
    fc.property(invoices, (invoice) => {
      expect(checkInvoice(invoice, { today: ISSUE_DATE })).toEqual({ issues: [], warnings: [] });
    }),
    { numRuns: 300 },
  );
  const said = specials.flatMap((invoice) => [...ours(invoice).refused, ...ours(invoice).observed]);
  expect(said).toEqual([]);
});

const ALL = [...MUTATIONS, ...SPECIAL_MUTATIONS];

/** Spoilt documents of one type. */
function spoilt({ spoil }: Mutation, type: '01' | '03'): Invoice[] {
  const found: Invoice[] = [];
  for (const sample of samples) {
    const bad = sample.type === type ? spoil(sample) : null;
    if (bad && found.push(bad) === TRIES) break;
  }
  return found;
}

describe.each(ALL)('$title', (mutation) => {
  const cases = (['01', '03'] as const).flatMap((type, index) => {
    const code = mutation.codes[index];
    return code === null || code === undefined
      ? []
      : spoilt(mutation, type).map((invoice) => ({ type, code, invoice }));
  });

  test('can be done to a document', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  test('is caught with the code that SUNAT would give', () => {
    const missed = cases.filter(({ code, invoice }) => {
      const { refused, observed } = ours(invoice);
      return !refused.has(code) && !observed.has(code);
    });
    expect(
      missed.map(({ type, invoice }) => `${type}: ${[...ours(invoice).refused, ...ours(invoice).observed].join(' ')}`),
    ).toEqual([]);
  });

  test('is told by the sandbox with a code that the tables give too', () => {
    const apart = cases.flatMap(({ type, code, invoice }) => {
      const said = theirs(invoice);
      const { refused, observed } = ours(invoice);
      const alone = said.filter((one) => !refused.has(one) && !observed.has(one));
      const expected = mutation.sandbox ? mutation.sandbox.says : code;
      const silent =
        expected !== '' && !said.includes(expected) && said.every((one) => !refused.has(one) && !observed.has(one));
      return [
        ...alone.map((one) => `${type}: only the sandbox says ${one}`),
        ...(silent ? [`${type}: sandbox said ${said.join(' ')}`] : []),
      ];
    });
    expect(apart).toEqual([]);
  });
});

test('each rule about figures is broken by one of them, past the quick look too', () => {
  const broken = new Set(
    ALL.flatMap((mutation) => (['01', '03'] as const).flatMap((type) => spoilt(mutation, type))).flatMap((invoice) => {
      const facts = { figures: readFigures(invoice), strict: invoice.type === '01' };
      const rules = INVOICE_FIGURE_RULES.filter(({ find }) => find(invoice, facts).length > 0);
      if (rules.length > 0) expect(surelyAddsUp(invoice)).toBe(false);
      return rules.map(({ id }) => id);
    }),
  );
  expect(INVOICE_FIGURE_RULES.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([]);
});
