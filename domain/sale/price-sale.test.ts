import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Decimal } from '../decimal.ts';
import { HubError } from '../errors.ts';
import { priceSale } from './price-sale.ts';
import type { PricedSale, PriceSaleInput, SaleLineInput } from './types.ts';

const line = (over: Partial<SaleLineInput> = {}): SaleLineInput => ({
  productId: 'p',
  sku: 'CAFE-250',
  description: 'Café',
  unitCode: 'NIU',
  quantity: '1',
  unitPrice: '118.00',
  igvAffectation: '10',
  ...over,
});
const price = (lines: SaleLineInput[], over: Partial<PriceSaleInput> = {}): PricedSale =>
  priceSale({ currency: 'PEN', issueDate: '2026-11-25', lines, ...over });

/** `pointer code` of everything a sale is refused for. */
function refusals(lines: SaleLineInput[], over: Partial<PriceSaleInput> = {}): string[] {
  try {
    price(lines, over);
  } catch (error) {
    if (error instanceof HubError) return error.issues.map((issue) => `${issue.pointer} ${issue.code}`);
    throw error;
  }
  return [];
}

describe('a taxed line', () => {
  test('keeps the told total and splits it into value and IGV', () => {
    const priced = price([line({ quantity: '2' })]);
    expect(priced.lines[0]).toMatchObject({
      value: '200.00',
      igv: '36.00',
      total: '236.00',
      unitValue: '100',
      unitPriceWithTax: '118',
    });
    expect(priced.totals).toMatchObject({
      taxable: '200.00',
      igv: '36.00',
      value: '200.00',
      total: '236.00',
      discount: '0.00',
    });
  });

  test('ten céntimos stay ten céntimos', () => {
    expect(price([line({ unitPrice: '0.10' })]).lines[0]).toMatchObject({ value: '0.08', igv: '0.02', total: '0.10' });
  });

  test('the rate of restaurants is taken by regime and date', () => {
    const priced = price([line({ unitPrice: '110.50' })], { igvRegime: 'mype_restaurants' });
    expect(priced.igvPercent).toBe('10.5');
    expect(priced.lines[0]).toMatchObject({ value: '100.00', igv: '10.50' });
  });

  test('a fraction of a kilo is rounded once, on its total', () => {
    expect(price([line({ quantity: '0.333', unitPrice: '9.99' })]).totals.total).toBe('3.33');
  });
});

test('exempt and unaffected lines carry no IGV', () => {
  const { lines, totals } = price([line({ igvAffectation: '20' }), line({ igvAffectation: '30', unitPrice: '50.00' })]);
  expect(lines.map((one) => [one.taxCode, one.igv, one.igvPercent])).toEqual([
    ['9997', '0.00', '0'],
    ['9998', '0.00', '0'],
  ]);
  expect(totals).toMatchObject({ exempt: '118.00', unaffected: '50.00', igv: '0.00', total: '168.00' });
});

test('free lines cost nothing and show a referential value with virtual IGV', () => {
  const { lines, totals } = price([
    line({ igvAffectation: '11' }),
    line({ igvAffectation: '31', unitPrice: '20.00' }),
    line(),
  ]);
  expect(lines[0]).toMatchObject({
    value: '100.00',
    igv: '18.00',
    total: '0.00',
    unitValue: '0.00',
    unitPriceWithTax: '100',
  });
  expect(lines[1]).toMatchObject({ value: '20.00', igv: '0.00', total: '0.00', igvPercent: '0' });
  expect(totals).toMatchObject({ free: '120.00', freeIgv: '18.00', taxable: '100.00', igv: '18.00', total: '118.00' });
});

describe('discounts', () => {
  test('a line discount is a 00 without tax, with a factor only where it is exact', () => {
    const [percent] = price([line({ discountPercent: '10' })]).lines;
    expect(percent).toMatchObject({ total: '106.20', discount: '11.80', value: '90.00', unitValue: '100' });
    expect(percent?.discount00).toEqual({ amount: '10.00', base: '100.00', factor: '0.1' });
    const [amount] = price([line({ quantity: '90000', discountAmount: '0.55' })]).lines;
    expect(amount?.discount00).toEqual({ amount: '0.47', base: '9000000.00' });
  });

  test('a discount on a wholly taxed sale is a global 02', () => {
    const priced = price([line(), line({ igvAffectation: '15' })], { discountPercent: '10' });
    expect(priced.globalDiscount).toEqual({ amount: '10.00', base: '100.00', factor: '0.1' });
    expect(priced.lines[0]).toMatchObject({ total: '118.00', discount00: null });
    expect(priced.totals).toMatchObject({
      taxable: '90.00',
      igv: '16.20',
      value: '90.00',
      total: '106.20',
      discount: '11.80',
    });
  });

  test('on mixed affectations it is spread over the paid lines by their totals', () => {
    const priced = price(
      [
        line({ unitPrice: '10.00' }),
        line({ unitPrice: '20.00', igvAffectation: '20' }),
        line({ igvAffectation: '31' }),
      ],
      {
        discountAmount: '1.00',
      },
    );
    expect(priced.globalDiscount).toBeNull();
    expect(priced.lines.map((one) => one.discount)).toEqual(['0.33', '0.67', '0.00']);
    expect(priced.lines.map((one) => one.total)).toEqual(['9.67', '19.33', '0.00']);
    expect(priced.totals).toMatchObject({ total: '29.00', discount: '1.00' });
  });

  test('on a wholly exempt sale it is spread too: SUNAT does not take a 02 off the exempt total', () => {
    const priced = price([line({ igvAffectation: '20' })], { discountAmount: '18.00' });
    expect(priced.globalDiscount).toBeNull();
    expect(priced.totals).toMatchObject({ exempt: '100.00', value: '100.00', total: '100.00' });
  });

  test('no spread part takes a line to nothing', () => {
    const cents = Array.from({ length: 5 }, () => line({ unitPrice: '0.02', igvAffectation: '20' }));
    const priced = price([...cents, line({ unitPrice: '0.02', igvAffectation: '30' })], { discountAmount: '0.06' });
    expect(priced.lines.map((one) => one.total)).toEqual(Array(6).fill('0.01'));
  });
});

describe('what cannot be sold is refused at its field', () => {
  test.each<[string, Partial<SaleLineInput>, string]>([
    ['a negative quantity', { quantity: '-1' }, '/lines/0/quantity invalid_number'],
    ['a quantity in words', { quantity: 'uno' }, '/lines/0/quantity invalid_number'],
    ['a zero quantity', { quantity: '0.000' }, '/lines/0/quantity invalid_number'],
    ['eleven decimals', { quantity: '1.00000000001' }, '/lines/0/quantity invalid_number'],
    ['no price', { unitPrice: '0' }, '/lines/0/unit_price invalid_number'],
    ['less than a cent', { unitPrice: '0.001' }, '/lines/0/quantity line_total_out_of_range'],
    [
      'a gift worth less than a cent without its tax',
      { unitPrice: '0.0050', quantity: '1', igvAffectation: '11' },
      '/lines/0/quantity line_total_out_of_range',
    ],
    [
      'more than SUNAT can hold',
      { quantity: '999999999', unitPrice: '999999999' },
      '/lines/0/quantity line_total_out_of_range',
    ],
    [
      'an affectation that SUNAT withdrew',
      { igvAffectation: '22' },
      '/lines/0/igv_affectation igv_affectation_not_supported',
    ],
    ['an unknown affectation', { igvAffectation: '99' }, '/lines/0/igv_affectation igv_affectation_not_supported'],
    ['101 %', { discountPercent: '101' }, '/lines/0/discount_percent invalid_number'],
    ['all of it', { discountPercent: '100' }, '/lines/0/discount_percent discount_too_large'],
    ['more than the line', { discountAmount: '118.01' }, '/lines/0/discount_amount discount_too_large'],
    ['both discounts', { discountAmount: '1', discountPercent: '1' }, '/lines/0/discount_amount two_discounts'],
    [
      'a discount on a gift',
      { igvAffectation: '11', discountPercent: '5' },
      '/lines/0/discount_percent discount_on_free_line',
    ],
  ])('%s', (_, over, expected) => {
    expect(refusals([line(over)])).toEqual([expected]);
  });

  test('a sale without lines, with too many, or with a discount that leaves nothing', () => {
    expect(refusals([])).toEqual(['/lines lines_missing']);
    expect(refusals(Array.from({ length: 1000 }, () => line()))).toEqual(['/lines too_many_lines']);
    expect(refusals([line()], { discountPercent: '100' })).toEqual(['/discount_percent discount_too_large']);
    expect(refusals([line()], { discountAmount: '118.00' })).toEqual(['/discount_amount discount_too_large']);
    expect(refusals([line({ igvAffectation: '11' })], { discountAmount: '1.00' })).toEqual([
      '/discount_amount discount_too_large',
    ]);
  });

  test('every faulty line is named at once', () => {
    expect(refusals([line({ quantity: 'x' }), line(), line({ unitPrice: '-1' })])).toEqual([
      '/lines/0/quantity invalid_number',
      '/lines/2/unit_price invalid_number',
    ]);
  });

  test('lines that fit, with a total that does not', () => {
    const large = { quantity: '999', unitPrice: '999999999' };
    expect(refusals([line(large), line({ ...large, discountPercent: '1' })])).toEqual(['/lines total_out_of_range']);
  });

  test('hundreds of lines of one céntimo, whose IGV nobody could make right', () => {
    expect(refusals(Array.from({ length: 900 }, () => line({ unitPrice: '0.01' })))).toEqual([
      '/lines igv_out_of_tolerance',
    ]);
  });
});

describe('whatever is sold', () => {
  const figure = (max: number, places: number): fc.Arbitrary<string> =>
    fc.integer({ min: 1, max }).map((units) => (units / 10 ** places).toFixed(places));
  const lines = fc.array(
    fc.record({
      quantity: fc.oneof(fc.integer({ min: 1, max: 500 }).map(String), figure(99_999, 3)),
      unitPrice: fc.oneof(figure(100_000, 2), figure(500_000, 4), figure(30, 2)),
      igvAffectation: fc.constantFrom('10', '10', '10', '20', '30', '11', '37'),
      discountPercent: fc.option(figure(9_000, 2), { nil: undefined, freq: 3 }),
    }),
    { minLength: 1, maxLength: 60 },
  );
  const sales = fc.record({
    lines,
    discountPercent: fc.option(figure(9_500, 2), { nil: undefined }),
    uniform: fc.boolean(),
  });

  /** The arithmetic of the person at the till: nothing of the implementation but half-up rounding. */
  function toldTotal(input: PriceSaleInput): Decimal {
    const part = (base: Decimal, percent: string | undefined): Decimal => base.times(percent ?? '0').dividedBy(100);
    let told = new Decimal(0);
    for (const one of input.lines) {
      if (!['10', '20', '30'].includes(one.igvAffectation)) continue;
      const gross = new Decimal(one.quantity).times(one.unitPrice);
      told = told.plus(gross.minus(part(gross, one.discountPercent)).toDecimalPlaces(2));
    }
    return told.minus(part(told, input.discountPercent).toDecimalPlaces(2));
  }

  test('what is paid is what was told, and all sums agree to the céntimo', () => {
    let priced = 0;
    fc.assert(
      fc.property(sales, (sale) => {
        const input: PriceSaleInput = {
          currency: 'PEN',
          issueDate: '2026-11-25',
          discountPercent: sale.discountPercent,
          lines: sale.lines.map((one) => {
            const igvAffectation = sale.uniform ? '10' : one.igvAffectation;
            const free = igvAffectation === '11' || igvAffectation === '37';
            return line({ ...one, igvAffectation, discountPercent: free ? undefined : one.discountPercent });
          }),
        };
        const result = ((): PricedSale | null => {
          try {
            return priceSale(input);
          } catch (error) {
            if (error instanceof HubError) return null;
            throw error;
          }
        })();
        if (!result) return;
        priced += 1;
        const { totals } = result;
        const total = new Decimal(totals.total);
        expect(total.toFixed(2)).toBe(toldTotal(input).toFixed(2));
        const value = new Decimal(totals.taxable).plus(totals.exempt).plus(totals.unaffected);
        expect(value.toFixed(2)).toBe(totals.value);
        expect(value.plus(totals.igv).toFixed(2)).toBe(totals.total);
        expect(new Decimal(totals.taxable).times('0.18').minus(totals.igv).abs().toNumber()).toBeLessThanOrEqual(1);
        for (const one of result.lines) {
          if (!one.free) expect(new Decimal(one.value).plus(one.igv).toFixed(2)).toBe(one.total);
          expect(new Decimal(one.value).greaterThan(0)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
    expect(priced).toBeGreaterThan(100);
  });
});
