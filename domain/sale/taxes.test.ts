import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Decimal } from '../decimal.ts';
import { HubError } from '../errors.ts';
import { priceSale } from './price-sale.ts';
import type { PricedSale, PriceSaleInput, SaleLineInput } from './types.ts';

const line = (over: Partial<SaleLineInput> = {}): SaleLineInput => ({
  ...{ productId: 'p', sku: 'S', description: 'D', unitCode: 'NIU', quantity: '1', unitPrice: '118.00' },
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

describe('plastic bags', () => {
  test('the price has the tax of the bag in it, at the rate of the day', () => {
    const priced = price([line({ unitPrice: '0.70', quantity: '3', icbper: true })]);
    expect(priced.lines[0]).toMatchObject({
      icbper: { bags: '3', perUnit: '0.50', amount: '1.50' },
      ...{ value: '0.51', igv: '0.09', total: '2.10' },
    });
    expect(priced.totals).toMatchObject({ icbper: '1.50', igv: '0.09', total: '2.10' });
    const earlier = price([line({ unitPrice: '0.70', icbper: true })], { issueDate: '2022-12-31' });
    expect(earlier.lines[0]?.icbper?.perUnit).toBe('0.40');
  });

  test('a bag that is given away still pays its tax', () => {
    const priced = price([line(), line({ unitPrice: '0.60', quantity: '2', igvAffectation: '15', icbper: true })]);
    expect(priced.lines[1]).toMatchObject({ total: '1.00', value: '0.17', igv: '0.03' });
    expect(priced.totals.total).toBe('119.00');
  });

  test('in another currency the tax is turned by the exchange rate', () => {
    const over = { currency: 'USD', exchangeRate: '3.50' };
    expect(price([line({ icbper: true })], over).lines[0]?.icbper?.perUnit).toBe('0.14');
    expect(refusals([line({ icbper: true })], { currency: 'USD' })).toEqual(['/exchange_rate exchange_rate_required']);
  });

  test('a price that is all tax, half a bag, and a day before the tax are refused', () => {
    expect(refusals([line({ icbper: true, unitPrice: '0.50' })])).toEqual(['/lines/0/unit_price bag_price_too_low']);
    expect(refusals([line({ icbper: true, quantity: '1.5' })])).toEqual(['/lines/0/quantity invalid_bag_count']);
    expect(refusals([line({ icbper: true })], { issueDate: '2019-07-31' })).toEqual([
      '/lines/0/icbper icbper_not_in_force',
    ]);
  });
});

describe('selective tax', () => {
  test('by value: the percent of the value, under the IGV', () => {
    const priced = price([line({ unitPrice: '153.40', isc: { system: '01', percent: '30' } })]);
    expect(priced.lines[0]).toMatchObject({
      ...{ value: '100.00', igv: '23.40', total: '153.40' },
      isc: { system: '01', base: '100.00', percent: '30', amount: '30.00' },
    });
    expect(priced.totals).toMatchObject({ taxable: '100.00', igvBase: '130.00', isc: '30.00', igv: '23.40' });
  });

  test('a fixed amount is written as the percent that it comes to', () => {
    const priced = price([line({ unitPrice: '11.80', quantity: '10', isc: { system: '02', amount: '2.50' } })]);
    expect(priced.lines[0]).toMatchObject({
      ...{ value: '75.00', igv: '18.00' },
      isc: { base: '75.00', percent: '33.33333', amount: '25.00' },
    });
  });

  test('by the price to the public, which may be another than the one that is paid', () => {
    const isc = { system: '03', percent: '10', publicPrice: '141.60' } as const;
    expect(price([line({ isc })]).lines[0]).toMatchObject({
      ...{ value: '88.00', igv: '18.00', total: '118.00' },
      isc: { base: '120.00', percent: '10', amount: '12.00' },
    });
  });

  test('a tax above the price is refused', () => {
    expect(refusals([line({ isc: { system: '02', amount: '100.00' } })])).toEqual(['/lines/0/isc isc_exceeds_price']);
  });
});

describe('arroz pilado', () => {
  test('has 4 % and totals of its own', () => {
    const priced = price([line({ igvAffectation: '17', unitPrice: '104.00' })]);
    expect(priced.lines[0]).toMatchObject({ taxCode: '1016', igvPercent: '4', value: '100.00', igv: '4.00' });
    expect(priced.totals).toMatchObject({ taxable: '0.00', igv: '0.00', ivapBase: '100.00', ivap: '4.00' });
  });

  test('stands alone', () => {
    expect(refusals([line({ igvAffectation: '17' }), line()])).toEqual(['/lines/1/igv_affectation ivap_stands_alone']);
  });
});

describe('charges and discounts beside the base', () => {
  test('a service charge is paid without tax on it', () => {
    const priced = price([line()], { charges: [{ code: '46', amount: '10.00' }] });
    expect(priced.totals).toMatchObject({ igv: '18.00', inclusive: '118.00', chargeTotal: '10.00', total: '128.00' });
  });

  test('a charge with tax moves the base', () => {
    const priced = price([line()], { charges: [{ code: '49', amount: '11.80' }] });
    expect(priced.totals).toMatchObject({ taxable: '110.00', igv: '19.80', total: '129.80', charge: '11.80' });
    expect(refusals([line({ igvAffectation: '20' })], { charges: [{ code: '49', amount: '1.00' }] })).toEqual([
      '/charges/0/code charge_needs_taxed_lines',
    ]);
  });

  test('a discount that leaves the base is taken off what is paid', () => {
    const whole = price([line()], { discountAmount: '8.00', discountCode: '03' });
    expect(whole.totals).toMatchObject({ igv: '18.00', allowanceTotal: '8.00', discount: '8.00', total: '110.00' });
    const one = price([line({ discountAmount: '8.00', discountCode: '01' })]);
    expect(one.lines[0]).toMatchObject({ value: '100.00', igv: '18.00', total: '110.00', discount00: null });
  });

  test('charges of a line', () => {
    const charges = [
      { code: '47', amount: '11.80' },
      { code: '48', amount: '5.00' },
    ];
    expect(price([line({ charges })]).lines[0]).toMatchObject({ value: '110.00', igv: '19.80', total: '134.80' });
    expect(refusals([line({ charges: [{ code: '50', amount: '1.00' }] })])).toEqual([
      '/lines/0/charges/0/code invalid_charge_code',
    ]);
  });
});

describe('advances', () => {
  const advance = (amount: string, kind: '04' | '05' = '04') => ({
    ...{ type: '01' as const, fullNumber: 'F001-1', parts: [{ kind, amount }] },
  });

  test('come off the base and what is paid, not off the value of the sale', () => {
    const priced = price([line()], { prepayments: [advance('59.00')] });
    expect(priced.totals).toMatchObject({
      ...{ taxable: '50.00', igv: '9.00', value: '100.00', inclusive: '118.00', prepaid: '59.00', total: '59.00' },
    });
    expect(priced.allowances).toEqual([{ code: '04', told: '59.00', amount: '50.00', base: '100.00', factor: '0.5' }]);
  });

  test('may pay all of it, and no more', () => {
    expect(price([line()], { prepayments: [advance('118.00')] }).totals).toMatchObject({ igv: '0.00', total: '0.00' });
    expect(refusals([line()], { prepayments: [advance('100.00'), advance('18.01')] })).toEqual([
      '/prepayments/1/amount prepayment_exceeds_sale',
    ]);
    expect(refusals([line()], { prepayments: [advance('1.00', '05')] })).toEqual([
      '/prepayments/0/amount prepayment_exceeds_sale',
    ]);
  });
});

const cents = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((value) => (value / 100).toFixed(2));

const anyLine: fc.Arbitrary<SaleLineInput> = fc
  .record({
    ...{
      productId: fc.constant('p'),
      sku: fc.constant('S'),
      description: fc.constant('D'),
      unitCode: fc.constant('NIU'),
    },
    quantity: fc.integer({ min: 1, max: 30 }).map(String),
    unitPrice: cents(200, 30_000),
    igvAffectation: fc.constantFrom('10', '20', '30', '11', '37'),
    icbper: fc.boolean(),
    isc: fc.constantFrom<SaleLineInput['isc']>(
      undefined,
      { system: '01', percent: '17' },
      { system: '02', amount: '0.37' },
      { system: '03', percent: '25' },
    ),
    charges: fc.constantFrom<SaleLineInput['charges']>(
      undefined,
      [{ code: '47', amount: '0.35' }],
      [{ code: '48', amount: '1.20' }],
    ),
  })
  .map((one) => (['11', '37'].includes(one.igvAffectation) ? { ...one, charges: undefined } : one));

test('what is told is what is paid, whatever taxes, charges and discounts there are', () => {
  const whole = fc.record({
    discountAmount: fc.constantFrom(undefined, '0.07', '1.13'),
    discountCode: fc.constantFrom(undefined, '03' as const),
    charges: fc.constantFrom<PriceSaleInput['charges']>(undefined, [{ code: '46', amount: '3.33' }]),
  });
  fc.assert(
    fc.property(fc.array(anyLine, { minLength: 1, maxLength: 12 }), whole, (lines, over) => {
      const anyPaid = lines.some((one) => ['10', '20', '30'].includes(one.igvAffectation));
      const priced = price(lines, anyPaid ? over : {});
      const told = lines.reduce((total, one, index) => {
        const gross = new Decimal(one.unitPrice).times(one.quantity);
        const bag = new Decimal(priced.lines[index]?.icbper?.amount ?? '0');
        const free = ['11', '37'].includes(one.igvAffectation);
        return total.plus(free ? bag : gross.plus(one.charges?.[0]?.amount ?? '0'));
      }, new Decimal('0'));
      const moved = new Decimal(anyPaid ? (over.charges?.[0]?.amount ?? '0') : '0').minus(
        anyPaid ? (over.discountAmount ?? '0') : '0',
      );
      expect(priced.totals.total).toBe(told.plus(moved).toFixed(2));
      for (const one of priced.lines) expect(new Decimal(one.value).greaterThan(0)).toBe(true);
    }),
    { numRuns: 150 },
  );
});
