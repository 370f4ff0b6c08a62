import { AFFECTATIONS, ISC_SYSTEMS, TAXES } from '../generated/catalogues.ts';
import { all, first, textAt } from '../xml.ts';
import { adds, type Bill, type Line, must, should, type TaxEntry, taxed } from './bill.ts';
import { decimal, isAmount, isRate, near, sum } from './format.ts';

const MAIN_TAXES = ['1000', '1016', '9995', '9996', '9997', '9998'];
/** Taxes whose amounts a total of taxes adds up. */
export const ADDED_TAXES = ['1000', '1016', '2000', '7152', '9999'];
const FINANCIAL = new Set(['2100', '2101', '2102', '2103', '2104', '0112']);
/** Which taxes with a base may stand beside each affectation tax; ICBPER may join any. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  '1000': ['2000', '9999'],
  '1016': ['9999'],
  '9995': ['9999'],
  '9996': ['2000', '9999'],
  '9997': ['2000', '9999'],
  '9998': ['2000', '9999'],
};

/** Taxes of the lines: which may stand together, their catalogues and their arithmetic. */
export function checkLineTaxes(bill: Bill): void {
  for (const line of bill.lines) {
    const totals = all(line.node, 'TaxTotal');
    must(totals.length > 0, '3195', line.id);
    must(totals.length === 1, '3026', line.id);
    checkTogether(bill, line);
    for (const tax of line.taxes) {
      checkScheme(tax, line);
      checkFormats(tax, line);
      if (MAIN_TAXES.includes(tax.code)) checkAffectation(bill, line, tax);
      else checkOther(bill, line, tax);
    }
    const amount = textAt(line.node, 'TaxTotal/TaxAmount') ?? '';
    must(isAmount(amount), '3021', amount);
    const expected = sum(line.taxes.filter((tax) => ADDED_TAXES.includes(tax.code)).map((tax) => tax.amount));
    adds(bill, near(decimal(amount), expected), '3292', '4293', line.id);
  }
  checkOneRate(bill);
  checkIvapAlone(bill);
}

function checkTogether(bill: Bill, line: Line): void {
  const codes = line.taxes.map((tax) => tax.code);
  for (const code of codes) must(TAXES[code] !== undefined && code !== '3000', code === '' ? '2037' : '2036', code);
  must(new Set(codes).size === codes.length, '3067', line.id);
  const withBase = codes.filter((code) => taxed(line, code) !== undefined);
  const main = withBase.filter((code) => MAIN_TAXES.includes(code));
  // A line of value zero (a note of kind 13, a full discount) has no base anywhere.
  if (!FINANCIAL.has(bill.operation) && !line.value.isZero()) must(main.length > 0, '3105', line.id);
  const [only] = main;
  if (only === undefined) return;
  const others = withBase.filter((code) => code !== only && code !== '7152');
  must(
    others.every((code) => COMPANIONS[only]?.includes(code)),
    '3223',
    line.id,
  );
}

function checkScheme(tax: TaxEntry, line: Line): void {
  const scheme = first(tax.node, 'TaxCategory/TaxScheme');
  const name = textAt(scheme, 'Name') ?? '';
  must(name !== '', '2996', line.id);
  must(name === TAXES[tax.code]?.name, '3051', name);
  must(textAt(scheme, 'TaxTypeCode') === TAXES[tax.code]?.international, '2377', line.id);
}

function checkFormats(tax: TaxEntry, line: Line): void {
  const base = textAt(tax.node, 'TaxableAmount');
  if (base !== undefined) must(isAmount(base), '3031', base);
  const amount = textAt(tax.node, 'TaxAmount') ?? '';
  must(isAmount(amount), '2033', amount);
  const percent = textAt(tax.node, 'TaxCategory/Percent');
  must(percent !== undefined || tax.code === '7152', '2992', line.id);
  if (percent !== undefined) must(isRate(percent), '3102', percent);
}

function checkAffectation(bill: Bill, line: Line, tax: TaxEntry): void {
  const isc = taxed(line, '2000');
  const expectedBase = isc === undefined ? line.value : line.value.plus(isc.amount);
  adds(bill, near(tax.base, expectedBase), '3272', '4294', line.id);
  if (tax.base.gt(0)) {
    must(tax.affectation !== '', '2371', line.id);
    must(AFFECTATIONS[tax.affectation]?.includes(tax.code) === true, '2040', tax.affectation);
    must(!/^020\d$/.test(bill.operation) || tax.affectation === '40', '2642', line.id);
  }
  const virtual = /^1[1-7]$/.test(tax.affectation);
  if (tax.code === '9996' ? !virtual && tax.base.gt(0) : /^999[578]$/.test(tax.code)) {
    must(tax.amount.isZero(), '3110', line.id);
  }
  const taxable = tax.code === '1000' || tax.code === '1016' || (tax.code === '9996' && virtual);
  if (!taxable || bill.operation === '0113') return;
  if (tax.base.gt(0)) must(tax.percent.gt(0), '2993', line.id);
  if (tax.base.gt('0.06')) must(tax.amount.gt(0), '3111', line.id);
  must(near(tax.amount, tax.base.times(tax.percent).div(100)), '3103', line.id);
}

/** ISC, ICBPER and other taxes. */
function checkOther(bill: Bill, line: Line, tax: TaxEntry): void {
  if (tax.code !== '7152') must(tax.affectation === '', '3050', line.id);
  const system = textAt(tax.node, 'TaxCategory/TierRange');
  must(tax.code === '2000' || system === undefined, '3210', line.id);
  if (tax.code === '2000' && tax.base.gt(0)) {
    must(system !== undefined, '2373', line.id);
    must(ISC_SYSTEMS.has(system ?? ''), bill.isNote ? '2199' : '2041', system);
    must(tax.percent.gt(0), '3104', line.id);
    must(near(tax.amount, tax.base.times(tax.percent).div(100)), '3108', line.id);
  }
  if (tax.code === '9999' && tax.base.gt(0)) {
    must(near(tax.amount, tax.base.times(tax.percent).div(100)), '3109', line.id);
  }
  if (tax.code === '7152') checkBags(bill, line, tax);
}

function checkBags(bill: Bill, line: Line, tax: TaxEntry): void {
  const bags = textAt(tax.node, 'BaseUnitMeasure');
  must(bags !== undefined, '3237', line.id);
  must(/^\d{1,5}$/.test(bags ?? ''), '2892', bags);
  const count = decimal(bags);
  if (count.isZero()) return;
  must(count.eq(line.quantity), '3236', line.id);
  const each = decimal(textAt(tax.node, 'TaxCategory/PerUnitAmount'));
  must(each.gt(0), '3238', line.id);
  should(bill, tax.amount.eq(count.times(each)), '4318');
  // Soles per bag since 2023-01-01 (ICBPER).
  if (bill.currency === 'PEN') should(bill, each.eq('0.5'), '4237');
}

/** All lines under IGV, the free ones too, have the same rate; the reduced one is for the listed only, and here nobody is. */
function checkOneRate(bill: Bill): void {
  const entries = bill.lines.flatMap((line) => line.taxes).filter((tax) => tax.base.gt(0) && isIgv(tax));
  const rates = new Set(entries.map((tax) => tax.percent.toString()));
  if (bill.operation !== '0113') must(rates.size <= 1, '3462', [...rates].join(' '));
  should(bill, !rates.has('10.5'), '4439');
}

const isIgv = (tax: TaxEntry): boolean =>
  tax.code === '1000' || (tax.code === '9996' && /^1[1-6]$/.test(tax.affectation));

function checkIvapAlone(bill: Bill): void {
  const kinds = bill.lines.flatMap((line) => line.taxes).filter((tax) => tax.base.gt(0) && tax.affectation !== '');
  const ivap = kinds.filter((tax) => tax.affectation === '17');
  must(ivap.length === 0 || ivap.length === kinds.length, '2644');
}
