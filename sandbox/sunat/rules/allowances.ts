import { ALLOWANCE_REASONS } from '../generated/catalogues.ts';
import { textAt } from '../xml.ts';
import { adds, type Allowance, type Bill, must, should } from './bill.ts';
import { decimal, isAmount, isRate, near } from './format.ts';

const LINE_REASONS = ['00', '01', '47', '48'];
const CHARGES = ['45', '46', '47', '48', '49', '50', '51', '52', '53'];
const PERCEPTIONS = ['51', '52', '53'];
const ADVANCES = ['04', '05', '06', '20'];

/** Discounts and charges (catalogue 53), of lines and of the document. */
export function checkAllowances(bill: Bill): void {
  for (const line of bill.lines) for (const one of line.allowances) checkOfLine(bill, one, line.id);
  for (const one of bill.allowances) checkGlobal(bill, one);
  checkSecondCategory(bill);
}

/** Retention of second category on facturas: with operation 2002 and only with it. */
function checkSecondCategory(bill: Bill): void {
  if (bill.name.type !== '01') return;
  const retained = bill.allowances.filter((one) => one.reason === '63');
  must(bill.operation !== '2002' || retained.length > 0, '3316');
  must(bill.operation === '2002' || retained.length === 0, '3317');
  for (const one of retained) must(textAt(one.node, 'BaseAmount') !== undefined, '3318');
}

function checkOfLine(bill: Bill, one: Allowance, where: string): void {
  must(one.reason !== '', '3073', where);
  must(ALLOWANCE_REASONS.has(one.reason), '2954', one.reason);
  should(bill, LINE_REASONS.includes(one.reason), '4268');
  checkIndicator(one);
  const factor = textAt(one.node, 'MultiplierFactorNumeric');
  if (factor !== undefined) must(isRate(factor), '3052', factor);
  const amount = textAt(one.node, 'Amount') ?? '';
  must(isAmount(amount), '2955', amount);
  const base = textAt(one.node, 'BaseAmount');
  if (base !== undefined) must(isAmount(base), '3053', base);
  if (decimal(factor).gt(0)) {
    adds(bill, near(one.amount, decimal(base).times(decimal(factor))), '3290', '4289', where);
  }
}

function checkGlobal(bill: Bill, one: Allowance): void {
  must(one.reason !== '', '3072');
  must(ALLOWANCE_REASONS.has(one.reason), '3071', one.reason);
  should(bill, !LINE_REASONS.includes(one.reason), '4291');
  checkIndicator(one);
  const factor = textAt(one.node, 'MultiplierFactorNumeric');
  if (factor !== undefined) must(isRate(factor), '3025', factor);
  const amount = textAt(one.node, 'Amount') ?? '';
  must(isAmount(amount), '2968', amount);
  const base = textAt(one.node, 'BaseAmount');
  if (base !== undefined) must(isAmount(base), '3016', base);
  if (ADVANCES.includes(one.reason) && one.amount.gt(0)) {
    must(decimal(textAt(bill.totals, 'PrepaidAmount')).gt(0), '3282', one.reason);
  }
  if (one.reason === '45') {
    must(one.amount.gt(0), '3074');
    must(decimal(base).gt(0), '3092');
  }
  checkProduct(bill, one, decimal(textAt(one.node, 'BaseAmount')), decimal(factor));
}

type Numeric = ReturnType<typeof decimal>;

function checkProduct(bill: Bill, one: Allowance, base: Numeric, factor: Numeric): void {
  const fits = near(one.amount, base.times(factor));
  const total = decimal(textAt(bill.totals, 'PayableAmount'));
  if (PERCEPTIONS.includes(one.reason)) {
    must(base.gt(0), '3233', one.reason);
    must(fits, '2798', one.reason);
    if (bill.currency === 'PEN') must(base.lte(total), '2797', one.reason);
  } else if (one.reason === '62') {
    must(bill.customerType === '6', '3262');
    must(fits, '3263');
    must(base.lte(total), '3264');
  } else if (factor.gt(0)) {
    adds(bill, fits, '3307', '4322', one.reason);
  }
}

function checkIndicator(one: Allowance): void {
  const charge = textAt(one.node, 'ChargeIndicator')?.trim();
  must(charge === (CHARGES.includes(one.reason) ? 'true' : 'false'), '3114', one.reason);
}
