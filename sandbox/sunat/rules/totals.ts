import type { Decimal } from 'decimal.js';
import { all, textAt } from '../xml.ts';
import { adds, allowanceTotal, type Bill, must, should, taxed } from './bill.ts';
import { decimal, isAmount, near, sum } from './format.ts';
import { igvRate, lineBases } from './tax-totals.ts';

const FORMATS: Readonly<Record<string, string>> = {
  LineExtensionAmount: '2031',
  TaxInclusiveAmount: '3019',
  AllowanceTotalAmount: '2065',
  ChargeTotalAmount: '2064',
  PayableAmount: '2062',
};

/** LegalMonetaryTotal (of a debit note: RequestedMonetaryTotal). */
export function checkTotals(bill: Bill): void {
  for (const [element, code] of Object.entries(FORMATS)) {
    const text = textAt(bill.totals, element);
    if (text !== undefined) must(isAmount(text), code, `${element} ${text}`);
  }
  must(textAt(bill.totals, 'PayableAmount') !== undefined, '2062');
  checkRounding(bill);
  if (bill.isNote) return checkNotePayable(bill);
  checkSaleValue(bill);
  checkSalePrice(bill);
  checkSums(bill);
  checkPayable(bill);
  checkPrepaid(bill);
}

const total = (bill: Bill, element: string): Decimal => decimal(textAt(bill.totals, element));
const global = (bill: Bill, ...reasons: string[]): Decimal => allowanceTotal(bill.allowances, reasons);

function checkRounding(bill: Bill): void {
  adds(bill, total(bill, 'PayableRoundingAmount').abs().lte(1), '3303', '4314');
}

function checkSaleValue(bill: Bill): void {
  const given = textAt(bill.totals, 'LineExtensionAmount');
  adds(bill, given !== undefined, '3288', '4212');
  if (given === undefined) return;
  const paid = bill.lines.filter((line) =>
    ['1000', '1016', '9995', '9997', '9998'].some((code) => taxed(line, code) !== undefined),
  );
  const expected = sum(paid.map((line) => line.value))
    .minus(global(bill, '02'))
    .plus(global(bill, '49'));
  adds(bill, near(decimal(given), expected), '3278', '4309');
}

function checkSalePrice(bill: Bill): void {
  const given = textAt(bill.totals, 'TaxInclusiveAmount');
  adds(bill, given !== undefined, '3305', '4317');
  if (given === undefined || bill.operation === '0113') return;
  adds(bill, near(decimal(given), expectedPrice(bill)), '3279', '4310');
}

function expectedPrice(bill: Bill): Decimal {
  const ivap = bill.lines.some((line) => taxed(line, '1016') !== undefined);
  const amountOf = (code: string): Decimal =>
    sum(bill.taxes.filter((tax) => tax.code === code).map((tax) => tax.amount));
  const bases = lineBases(bill, ivap ? '1016' : '1000')
    .minus(global(bill, '02'))
    .plus(global(bill, '49'));
  const hasIgv = bill.lines.some((line) => taxed(line, '1000') !== undefined);
  const rate = ivap ? decimal('4') : igvRate(bill);
  const tax = ivap || hasIgv ? bases.times(rate).div(100) : decimal('0');
  const common = total(bill, 'LineExtensionAmount').plus(amountOf('9999')).plus(amountOf('7152')).plus(tax);
  return ivap ? common : common.plus(amountOf('2000')).plus(global(bill, '20'));
}

function checkSums(bill: Bill): void {
  const ofLines = (reason: string): Decimal => sum(bill.lines.map((line) => allowanceTotal(line.allowances, [reason])));
  const discounts = ofLines('01').plus(global(bill, '03', ...(bill.name.type === '01' ? ['63'] : [])));
  adds(bill, near(total(bill, 'AllowanceTotalAmount'), discounts), '3300', '4307');
  const charges = ofLines('48').plus(global(bill, '45', '46', '50'));
  adds(bill, near(total(bill, 'ChargeTotalAmount'), charges), '3301', '4308');
}

function checkPayable(bill: Bill): void {
  const expected = total(bill, 'TaxInclusiveAmount')
    .plus(total(bill, 'ChargeTotalAmount'))
    .minus(total(bill, 'AllowanceTotalAmount'))
    .minus(total(bill, 'PrepaidAmount'))
    .plus(total(bill, 'PayableRoundingAmount'));
  adds(bill, near(total(bill, 'PayableAmount'), expected), '3280', '4312');
}

function checkPrepaid(bill: Bill): void {
  const prepaid = total(bill, 'PrepaidAmount');
  const payments = all(bill.root, 'PrepaidPayment').map((one) => decimal(textAt(one, 'PaidAmount')));
  if (prepaid.gt(0)) {
    must(sum(payments).eq(prepaid), '2509');
    must(global(bill, '04', '05', '06').gt(0), '3287');
  } else must(!payments.some((paid) => paid.gt(0)), '3220');
}

/** A note's payable amount is the sum of its bases, taxes, charges and rounding. */
function checkNotePayable(bill: Bill): void {
  const bases = bill.taxes.filter((tax) => ['1000', '1016', '9995', '9997', '9998'].includes(tax.code));
  const taxes = bill.taxes.filter((tax) => ['1000', '1016', '2000', '7152', '9999'].includes(tax.code));
  const expected = sum(bases.map((tax) => tax.base))
    .plus(sum(taxes.map((tax) => tax.amount)))
    .plus(total(bill, 'ChargeTotalAmount'))
    .plus(total(bill, 'PayableRoundingAmount'));
  const payable = total(bill, 'PayableAmount');
  adds(bill, near(payable, expected), '3280', '4312');
  const reason = textAt(bill.root, 'DiscrepancyResponse/ResponseCode');
  if (bill.name.type !== '07') return;
  if (reason === '13') must(payable.isZero(), '3315');
  if (bill.name.series.startsWith('B')) should(bill, !['04', '05', '08'].includes(reason ?? ''), '4367');
}
