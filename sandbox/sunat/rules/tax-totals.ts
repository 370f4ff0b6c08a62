import type { Decimal } from 'decimal.js';
import { TAXES } from '../generated/catalogues.ts';
import { all, first, textAt } from '../xml.ts';
import { adds, allowanceTotal, type Bill, type Line, must, type TaxEntry, taxed } from './bill.ts';
import { decimal, isAmount, near, sum } from './format.ts';
import { ADDED_TAXES } from './line-taxes.ts';
import { isFree } from './lines.ts';

/** The document's TaxTotal: one subtotal per tax, each the sum of its lines. */
export function checkTaxTotals(bill: Bill): void {
  const totals = all(bill.root, 'TaxTotal');
  must(totals.length > 0, '2956');
  must(totals.length === 1, '3024');
  const codes = bill.taxes.map((tax) => tax.code);
  must(new Set(codes).size === codes.length, '3068', codes.join(' '));
  for (const tax of bill.taxes) checkSubtotal(bill, tax);
  for (const code of ['1000', '1016', '9995', '9996', '9997', '9998']) {
    must(codes.includes(code) || !bill.lines.some((line) => taxed(line, code) !== undefined), '2638', code);
  }
  const amount = textAt(bill.root, 'TaxTotal/TaxAmount') ?? '';
  must(isAmount(amount), '3020', amount);
  const expected = sum(bill.taxes.filter((tax) => ADDED_TAXES.includes(tax.code)).map((tax) => tax.amount));
  adds(bill, near(decimal(amount), expected), '3294', '4301');
}

function checkSubtotal(bill: Bill, tax: TaxEntry): void {
  const { code } = tax;
  must(code !== '', '3059');
  must(TAXES[code] !== undefined && code !== '3000', '3007', code);
  const scheme = first(tax.node, 'TaxCategory/TaxScheme');
  must((textAt(scheme, 'Name') ?? '') !== '', '2054', code);
  must(textAt(scheme, 'Name') === TAXES[code]?.name, '2964', code);
  must((textAt(scheme, 'TaxTypeCode') ?? '') !== '', '2052', code);
  must(textAt(scheme, 'TaxTypeCode') === TAXES[code]?.international, '2961', code);
  const base = textAt(tax.node, 'TaxableAmount');
  must(base !== undefined || code === '7152', '3003', code);
  if (base !== undefined) must(isAmount(base), '2999', base);
  must(isAmount(textAt(tax.node, 'TaxAmount') ?? ''), '2048', code);
  must(!/^020\d$/.test(bill.operation) || ['9995', '9996', '7152'].includes(code), '3107', code);
  checkSums(bill, tax);
}

/** Error and observation codes of the plain sums of line values. */
const BASE_CODES: Readonly<Record<string, readonly [string, string]>> = {
  '9995': ['3273', '4295'],
  '9996': ['3276', '4298'],
  '9997': ['3275', '4297'],
  '9998': ['3274', '4296'],
  '1000': ['3277', '4299'],
  '1016': ['3293', '4300'],
};

function checkSums(bill: Bill, tax: TaxEntry): void {
  const { code } = tax;
  const codes = BASE_CODES[code];
  if (codes !== undefined) adds(bill, near(tax.base, expectedBase(bill, code)), ...codes, code);
  if (/^999[578]$/.test(code)) must(tax.amount.isZero(), '3000', code);
  if (code === '1000') adds(bill, near(tax.amount, expectedIgv(bill)), '3291', '4290', code);
  if (code === '1016') adds(bill, near(tax.amount, expectedIvap(bill)), '3295', '4302', code);
  if (code === '9996') checkFree(bill, tax);
  const paid = bill.lines.filter((line) => !isFree(line));
  if (code === '2000') {
    adds(
      bill,
      near(
        tax.base,
        lineSum(paid, code, (one) => one.base),
      ),
      '3296',
      '4303',
    );
    const advance = allowanceTotal(bill.allowances, ['20']);
    adds(bill, near(tax.amount, lineSum(paid, code, (one) => one.amount).minus(advance)), '3298', '4305');
    must(!bill.lines.some((line) => line.taxes.some((one) => one.affectation === '17' && one.base.gt(0))), '2650');
  }
  if (code === '9999') {
    adds(
      bill,
      near(
        tax.base,
        lineSum(bill.lines, code, (one) => one.base),
      ),
      '3297',
      '4304',
    );
    adds(
      bill,
      near(
        tax.amount,
        lineSum(bill.lines, code, (one) => one.amount),
      ),
      '3299',
      '4306',
    );
  }
  if (code === '7152') adds(bill, tax.amount.eq(lineSum(bill.lines, code, (one) => one.amount)), '3306', '4321');
}

function lineSum(lines: readonly Line[], code: string, part: (tax: TaxEntry) => Decimal): Decimal {
  return sum(lines.flatMap((line) => line.taxes.filter((tax) => tax.code === code).map(part)));
}

function expectedBase(bill: Bill, code: string): Decimal {
  const values = sum(bill.lines.filter((line) => taxed(line, code) !== undefined).map((line) => line.value));
  const off = (reasons: readonly string[]): Decimal => allowanceTotal(bill.allowances, reasons);
  if (code === '9997') return values.minus(off(['05']));
  if (code === '9998') return values.minus(off(['06']));
  if (code === '1000' || code === '1016') return values.minus(off(['02', '04'])).plus(off(['49']));
  return values;
}

/** The rate on the lines, if it is one in force (18, 10.5; notes may amend documents at 10), else 18. */
export function igvRate(bill: Bill): Decimal {
  const rate = bill.lines.map((line) => taxed(line, '1000')?.percent).find((percent) => percent !== undefined);
  const inForce = bill.isNote ? ['18', '10.5', '10'] : ['18', '10.5'];
  return rate !== undefined && inForce.includes(rate.toString()) ? rate : decimal('18');
}

function expectedIgv(bill: Bill): Decimal {
  if (bill.operation === '0113') return decimal('0');
  return lineBases(bill, '1000')
    .minus(allowanceTotal(bill.allowances, ['02', '04', '20']))
    .plus(allowanceTotal(bill.allowances, ['49']))
    .times(igvRate(bill))
    .div(100);
}

/** IVAP is 4 %. */
function expectedIvap(bill: Bill): Decimal {
  return lineBases(bill, '1016')
    .minus(allowanceTotal(bill.allowances, ['02', '04']))
    .plus(allowanceTotal(bill.allowances, ['49']))
    .times('0.04');
}

/** Sum of the lines' tax bases (value plus ISC) of a tax. */
export const lineBases = (bill: Bill, code: string): Decimal => lineSum(bill.lines, code, (tax) => tax.base);

/** Legends of regions and zones (catalogue 52) that go with exempt sales: error on facturas, observation on boletas. */
const EXEMPT_LEGENDS: Readonly<Record<string, readonly [string, string]>> = {
  '2001': ['3283', '4022'],
  '2002': ['3284', '4023'],
  '2003': ['3285', '4024'],
  '2008': ['3289', '4244'],
};

/** A legend of exempt sales needs a sum of them. */
export function checkLegendTotals(bill: Bill): void {
  const exempt = bill.taxes.some((tax) => tax.code === '9997' && tax.base.gt(0));
  for (const note of all(bill.root, 'Note')) {
    const codes = EXEMPT_LEGENDS[note.attrs.languageLocaleID ?? ''];
    if (codes !== undefined) adds(bill, exempt, ...codes, note.attrs.languageLocaleID);
  }
}

function checkFree(bill: Bill, tax: TaxEntry): void {
  const virtual = sum(bill.lines.map((line) => taxed(line, '9996')?.amount ?? decimal('0')));
  adds(bill, near(tax.amount, virtual), '3302', '4311');
  if (bill.lines.some(isFree)) must(tax.base.gt(0), '2641');
  const legend = all(bill.root, 'Note').some((note) => note.attrs.languageLocaleID === '1002');
  if (legend) must(tax.base.gt(0), '2416');
}
