import { DETRACTION_GOODS, PAYMENT_MEANS } from '../generated/catalogues.ts';
import { all, textAt, type XmlNode } from '../xml.ts';
import { type Bill, must } from './bill.ts';
import { decimal, isAmount, sum } from './format.ts';

/** Terms of payment: cash or credit with its instalments (facturas and credit notes 13), detraccion, percepcion. */
export function checkPaymentTerms(bill: Bill): void {
  const terms = all(bill.root, 'PaymentTerms');
  const sale = terms.filter((one) => textAt(one, 'ID') === 'FormaPago');
  if (bill.name.type === '01') must(sale.length > 0, '3244');
  const kind13 = textAt(bill.root, 'DiscrepancyResponse/ResponseCode') === '13';
  if (bill.name.type === '07' && kind13) must(sale.length > 0, '3257');
  if (bill.name.type !== '03') checkSaleTerms(bill, sale);
  if (!bill.isNote) checkDetraction(bill, terms);
}

const means = (term: XmlNode): string => textAt(term, 'PaymentMeansID') ?? '';

function checkSaleTerms(bill: Bill, terms: readonly XmlNode[]): void {
  for (const term of terms) {
    must(all(term, 'PaymentMeansID').length <= 1, '3461');
    must(means(term) !== '', '3245');
    must(/^(Contado|Credito|Cuota\d{3})$/.test(means(term)), '3246', means(term));
  }
  const ids = terms.map(means);
  must(!(ids.includes('Contado') && ids.includes('Credito')), '3247');
  must(new Set(ids).size === ids.length, '3248');
  const instalments = terms.filter((term) => means(term).startsWith('Cuota'));
  const credit = terms.find((term) => means(term) === 'Credito');
  must(credit !== undefined || instalments.length === 0, '3252');
  if (credit !== undefined) checkCredit(bill, credit, instalments);
}

function checkCredit(bill: Bill, credit: XmlNode, instalments: readonly XmlNode[]): void {
  const toRuc = bill.customerType === '6';
  const payable = decimal(textAt(bill.totals, 'PayableAmount'));
  const net = textAt(credit, 'Amount');
  if (toRuc) must(instalments.length > 0, '3249');
  must(net !== undefined || !toRuc, '3251');
  must(net === undefined || isAmount(net), '3250', net);
  if (!bill.isNote) must(decimal(net).lte(payable), '3265', net);
  for (const one of instalments) {
    const amount = textAt(one, 'Amount');
    must(amount !== undefined || !toRuc, '3254', means(one));
    must(amount === undefined || isAmount(amount), '3253', amount);
    if (!bill.isNote) must(decimal(amount).lte(payable), '3266', means(one));
    const due = textAt(one, 'PaymentDueDate');
    must(due !== undefined || !toRuc, '3256', means(one));
    must(due === undefined || /^\d{4}-\d{2}-\d{2}$/.test(due), '3255', due);
    if (!bill.isNote && due !== undefined) must(due > bill.issueDate, '3267', due);
  }
  if (toRuc) must(sum(instalments.map((one) => decimal(textAt(one, 'Amount')))).eq(decimal(net)), '3319');
}

function checkDetraction(bill: Bill, terms: readonly XmlNode[]): void {
  const subject = /^100[1-4]$/.test(bill.operation);
  const detraction = terms.filter((one) => textAt(one, 'ID') === 'Detraccion');
  if (!subject) return must(detraction.length === 0, '3128');
  must(detraction.length > 0, '3127');
  const account = all(bill.root, 'PaymentMeans').find((one) => textAt(one, 'ID') === 'Detraccion');
  must((textAt(account, 'PayeeFinancialAccount/ID') ?? '') !== '', '3034');
  const code = textAt(account, 'PaymentMeansCode');
  must(code === undefined || PAYMENT_MEANS.has(code), '3174', code);
  const fixed: Readonly<Record<string, string>> = { '1002': '004', '1003': '028', '1004': '027' };
  for (const one of detraction) {
    must(means(one) !== '', '3127');
    must(DETRACTION_GOODS.has(means(one)), '3033', means(one));
    must(fixed[bill.operation] === undefined || fixed[bill.operation] === means(one), '3129', means(one));
    const amount = all(one, 'Amount')[0];
    must(amount !== undefined, '3035');
    must(isAmount(amount?.text ?? '') && decimal(amount?.text).gt(0), '3037', amount?.text);
    must(amount?.attrs.currencyID === 'PEN', '3208');
  }
}
