import type { Decimal } from 'decimal.js';
import { all, first, textAt, type XmlNode } from '../../xml.ts';
import { must } from '../bill.ts';
import { decimal, isAmount, near } from '../format.ts';
import type { Shape } from './shape.ts';

/** Documents that were paid or cashed: each with its payment, and what was retained or perceived of it. */
export function checkReferences(root: XmlNode, shape: Shape): void {
  const references = all(root, shape.reference);
  const periods = new Set<string>();
  const payments = new Set<string>();
  const issued = textAt(root, 'IssueDate') ?? '';
  for (const one of references) {
    const type = first(one, 'ID')?.attrs.schemeID ?? '';
    checkDocument(root, one, type, shape);
    const date = checkPaymentDate(one, type, issued, shape);
    if (date !== undefined) periods.add(date.slice(0, 7));
    must(periods.size <= 1, shape.codes.datePeriod, date);
    if (type !== '07') checkPayment(one, shape, payments);
    const information = first(one, shape.information);
    if (information !== undefined) checkInformation(root, one, information, type, shape);
  }
}

function checkDocument(root: XmlNode, one: XmlNode, type: string, shape: Shape): void {
  must(type !== '', '2691');
  must(shape.types.includes(type), '2692', type);
  const id = textAt(one, 'ID') ?? '';
  must(id !== '', '2693');
  must((type === '12' ? /^[a-zA-Z0-9-]{1,20}-\d{1,20}$/ : shape.number).test(id), '2694', id);
  const date = textAt(one, 'IssueDate') ?? '';
  // The retencion of 6 % ended with February of 2014.
  if (shape.letter === 'R' && textAt(root, shape.system) === '02') must(date <= '2014-02-28', '2985', date);
  const total = textAt(one, 'TotalInvoiceAmount') ?? '';
  must(isAmount(total) && decimal(total).gt(0), '2696', total);
}

/** Payments lie in the month of the certificate, not after it nor before their document. */
function checkPaymentDate(one: XmlNode, type: string, issued: string, { codes }: Shape): string | undefined {
  const date = textAt(one, 'Payment/PaidDate');
  must(date !== undefined || type === '07', codes.dateMissing);
  if (date === undefined) return undefined;
  const document = textAt(one, 'IssueDate') ?? '';
  const month = issued.slice(0, 7);
  must(date >= (document.startsWith(month) ? document : `${month}-01`), codes.dateRange, date);
  must(date <= issued, codes.dateRange, date);
  return date;
}

function checkPayment(one: XmlNode, { codes }: Shape, seen: Set<string>): void {
  const number = textAt(one, 'Payment/ID') ?? '';
  must(number !== '', codes.paymentMissing);
  must(/^\d{1,9}$/.test(number), codes.paymentForm, number);
  const key = `${first(one, 'ID')?.attrs.schemeID ?? ''} ${textAt(one, 'ID') ?? ''} ${number}`;
  must(!seen.has(key), '2626', key);
  seen.add(key);
  const paid = first(one, 'Payment/PaidAmount');
  must(paid !== undefined, codes.paidMissing);
  must(isAmount(paid?.text ?? '') && decimal(paid?.text).gt(0), codes.paidForm, paid?.text);
  must(paid?.attrs.currencyID === first(one, 'TotalInvoiceAmount')?.attrs.currencyID, codes.paidCurrency);
}

function checkInformation(root: XmlNode, one: XmlNode, information: XmlNode, type: string, shape: Shape): void {
  const { codes } = shape;
  const amount = first(information, shape.amount);
  must(isAmount(amount?.text ?? '') && decimal(amount?.text).gt(0), codes.amountForm, amount?.text);
  must(amount?.attrs.currencyID === 'PEN', codes.amountCurrency);
  const net = first(information, shape.net);
  must(isAmount(net?.text ?? '') && decimal(net?.text).gt(0), codes.netForm, net?.text);
  must(net?.attrs.currencyID === 'PEN', codes.netCurrency);
  const currency = first(one, 'TotalInvoiceAmount')?.attrs.currencyID ?? '';
  const rate = checkExchange(information, currency, type);
  const paid = decimal(textAt(one, 'Payment/PaidAmount')).times(currency === 'PEN' ? 1 : rate);
  const percent = decimal(textAt(root, shape.percent));
  must(near(decimal(amount?.text), paid.times(percent).div(100)), codes.product, amount?.text);
  must(near(decimal(net?.text), paid.plus(decimal(amount?.text).times(shape.sign))), codes.product, net?.text);
}

/** Rate of exchange to soles, needed for documents in another currency. */
function checkExchange(information: XmlNode, currency: string, type: string): Decimal {
  const exchange = first(information, 'ExchangeRate');
  const factor = textAt(exchange, 'CalculationRate');
  if (type !== '07') {
    const source = textAt(exchange, 'SourceCurrencyCode');
    const foreign = currency !== 'PEN';
    must(source !== undefined || !foreign, '2719');
    must(source === undefined || source === currency, '2749', source);
    const target = textAt(exchange, 'TargetCurrencyCode');
    must(exchange === undefined || target === 'PEN', '2715', target);
    must(factor !== undefined || !foreign, '2721');
    must(textAt(exchange, 'Date') !== undefined || !foreign, '2722');
  }
  const form = factor === undefined || (/^\d{1,4}(\.\d{1,6})?$/.test(factor) && decimal(factor).gt(0));
  must(form, '2716', factor);
  return decimal(factor ?? '1');
}
