import { DOMParser, type Element } from '@xmldom/xmldom';
import { Decimal } from 'decimal.js';
import { all, anyText, at, type Line, number, readLine, readTotals, text, type Totals, total } from './sunat-xml.ts';

/**
 * SUNAT's rules for credit and debit notes (sheets NotaCredito2_0 and NotaDebito2_0), read from the finished XML and
 * that of the amended document. Shares no code with the domain, and with the rules of invoices only the reading:
 * the sheets differ. Returns `code: what is wrong`; errors and their observation twins alike.
 */
export function sunatNoteErrors(xml: string, amendedXml: string): string[] {
  const root = parse(xml);
  const amended = parse(amendedXml);
  const found: string[] = [];
  const rule: Rule = (code, holds, detail = '') => {
    if (!holds) found.push(`${code}: ${detail}`);
  };
  const lines = [...all(root, 'CreditNoteLine'), ...all(root, 'DebitNoteLine')].map(readLine);
  const totals = readTotals(root);
  checkHeader(root, rule);
  checkReference(root, amended, rule);
  for (const line of lines) checkLine(line, rule);
  rule('2752', new Set(lines.map((line) => line.id)).size === lines.length);
  checkTaxTotals(totals, lines, rule);
  checkPayable(root, amended, totals, rule);
  checkTerms(root, amended, rule);
  for (const element of Array.from(root.getElementsByTagNameNS('*', '*'))) checkMoneyElement(element, root, rule);
  return found;
}

type Rule = (code: string, holds: boolean, detail?: string) => void;

function parse(xml: string): Element {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  if (!root) throw new Error('0306');
  return root;
}

const near = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lessThanOrEqualTo(1);
const CREDIT_REASONS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '13'];
const DEBIT_REASONS = ['01', '02', '03'];
const TAXES: Record<string, string> = {
  '1000': 'IGV VAT',
  '9995': 'EXP FRE',
  '9996': 'GRA FRE',
  '9997': 'EXO VAT',
  '9998': 'INA FRE',
};
const TAX_OF: Record<string, string> = { '10': '1000', '20': '9997', '30': '9998', '40': '9995' };
const isCredit = (root: Element): boolean => root.localName === 'CreditNote';
const payable = (root: Element): Decimal =>
  new Decimal(anyText(root, 'LegalMonetaryTotal/PayableAmount', 'RequestedMonetaryTotal/PayableAmount') || '0');

function checkHeader(root: Element, rule: Rule): void {
  rule('2074', text(root, 'UBLVersionID') === '2.1');
  rule('2072', text(root, 'CustomizationID') === '2.0');
  rule('1001', /^[FB][A-Z0-9]{3}-[1-9]\d{0,7}$/.test(text(root, 'ID')), text(root, 'ID'));
  const responses = all(root, 'DiscrepancyResponse');
  rule('3203', responses.length === 1);
  const reason = text(root, 'DiscrepancyResponse/ResponseCode');
  rule('2172', (isCredit(root) ? CREDIT_REASONS : DEBIT_REASONS).includes(reason), reason);
  rule('2135', /^[^\r\n\t]{1,500}$/.test(text(root, 'DiscrepancyResponse/Description')));
  const supplier = at(root, 'AccountingSupplierParty/Party') ?? root;
  rule('3030', /^\d{4}$/.test(text(supplier, 'PartyLegalEntity/RegistrationAddress/AddressTypeCode')));
  const customer = at(root, 'AccountingCustomerParty/Party') ?? root;
  rule('2679', text(customer, 'PartyIdentification/ID') !== '');
  rule('2022', /^[^\r\n\t]{3,1000}$/.test(text(customer, 'PartyLegalEntity/RegistrationName')));
  for (const note of all(root, 'Note')) rule('3006', /^[^\r\n\t]{1,200}$/.test(note.textContent ?? ''));
}

function checkReference(root: Element, amended: Element, rule: Rule): void {
  const references = all(root, 'BillingReference');
  rule('2524', references.length === 1);
  const id = text(root, 'BillingReference/InvoiceDocumentReference/ID');
  const type = text(root, 'BillingReference/InvoiceDocumentReference/DocumentTypeCode');
  rule('2119', id === text(amended, 'ID') && type === text(amended, 'InvoiceTypeCode'), `${type} ${id}`);
  const expected = text(root, 'ID').startsWith('F') ? '01' : '03';
  rule(isCredit(root) ? '2116' : '2204', type === expected, `${text(root, 'ID')} amends ${type}`);
  rule('2885', text(root, 'IssueDate') >= text(amended, 'IssueDate'));
  rule('3209', text(root, 'DocumentCurrencyCode') === text(amended, 'DocumentCurrencyCode'));
}

function checkLine(line: Line, rule: Rule): void {
  const where = `line ${line.id}`;
  const quantity = anyText(line.element, 'CreditedQuantity', 'DebitedQuantity');
  rule('2137', /^[1-9]\d{0,2}$/.test(line.id), where);
  rule('2139', /^(0|[1-9]\d{0,11})(\.\d{1,10})?$/.test(quantity), `${where} ${quantity}`);
  rule('2369', /^(0|[1-9]\d{0,11})(\.\d{1,10})?$/.test(text(line.element, 'Price/PriceAmount')), where);
  rule('3026', line.taxTotals === 1 && line.subtotals === 1, where);
  rule('3051', TAXES[line.tax] === line.taxName, `${where} ${line.taxName}`);
  const gift = line.tax === '9996' && line.base.greaterThan(0);
  rule('3272', line.base.equals(line.value), where);
  rule('3292', near(line.taxAmount, line.tax === '9996' ? new Decimal(0) : line.igv), where);
  if (line.base.greaterThan(0)) {
    const pair = line.tax === '9996' ? /^(1[1-6]|21|3[1-7])$/.test(line.affectation) : TAX_OF[line.affectation];
    rule('2040', pair === true || pair === line.tax, `${where} ${line.affectation}`);
  }
  checkLineTax(line, rule);
  rule('discounts', line.discounts.length === 0, 'a note line has no discount of its own');
  checkPrice(line, gift, rule);
}

function checkLineTax(line: Line, rule: Rule): void {
  const where = `line ${line.id} base ${line.base.toFixed()} igv ${line.igv.toFixed()}`;
  const virtual = line.tax === '9996' && /^1[1-6]$/.test(line.affectation);
  const taxed = line.tax === '1000' || virtual;
  rule('2992', line.percent !== '', where);
  if (taxed) {
    const percent = new Decimal(line.percent || '0');
    rule('2993', line.base.isZero() || percent.greaterThan(0), where);
    rule('3111', line.base.lessThanOrEqualTo('0.06') || line.igv.greaterThan(0), where);
    rule('3103', near(line.base.times(percent).dividedBy(100), line.igv), where);
  } else rule('3110', line.igv.isZero(), where);
}

function checkPrice(line: Line, gift: boolean, rule: Rule): void {
  const where = `line ${line.id}`;
  rule('2409', line.prices.length === 1, where);
  const price = line.prices[0] ?? line.element;
  const amount = number(price, 'PriceAmount');
  rule('2367', /^(0|[1-9]\d{0,11})(\.\d{1,10})?$/.test(text(price, 'PriceAmount')), where);
  if (gift) {
    rule('2640', line.unitValue.isZero(), where);
    rule('3271', near(amount.times(line.quantity), line.value), where);
    return;
  }
  rule('3224', text(price, 'PriceTypeCode') === '01' || amount.isZero(), where);
  rule('3271', near(line.unitValue.times(line.quantity), line.value), where);
}

function checkTaxTotals(totals: Totals, lines: Line[], rule: Rule): void {
  rule('3024', totals.count === 1);
  rule('3068', totals.subtotals.size === totals.subtotalCount);
  rule('global', totals.discounts.length === 0, 'sheets of notes know no discount on the whole');
  for (const line of lines) if (line.base.greaterThan(0)) rule('2638', totals.subtotals.has(line.tax), line.tax);
  const codes = { '1000': '3277', '9995': '3273', '9996': '3276', '9997': '3275', '9998': '3274' };
  for (const [tax, code] of Object.entries(codes)) {
    const values = total(lines.filter((line) => line.tax === tax).map((line) => line.value));
    rule(code, near(totals.subtotals.get(tax)?.base ?? new Decimal(0), values), tax);
  }
  for (const tax of ['9995', '9997', '9998']) {
    rule('3000', totals.subtotals.get(tax)?.amount.isZero() ?? true, tax);
  }
  const rates = lines.filter((line) => line.tax === '1000').map((line) => line.percent);
  rule('3462', new Set(rates).size <= 1, rates.join());
  const igv = totals.subtotals.get('1000')?.amount ?? new Decimal(0);
  const bases = total(lines.filter((line) => line.tax === '1000').map((line) => line.base));
  rule('3291', near(igv, bases.times(rates[0] ?? '0').dividedBy(100)), igv.toFixed());
  rule('3294', near(totals.amount, igv));
}

function checkPayable(root: Element, amended: Element, totals: Totals, rule: Rule): void {
  const paid = [...totals.subtotals].filter(([tax]) => tax !== '9996');
  const expected = total(paid.flatMap(([, { base, amount }]) => [base, amount]));
  rule('3280', near(payable(root), expected), payable(root).toFixed());
  if (!isCredit(root)) return;
  rule('3286', payable(root).lessThanOrEqualTo(payable(amended)), payable(root).toFixed());
  if (text(root, 'DiscrepancyResponse/ResponseCode') === '13') rule('3315', payable(root).isZero());
}

function checkTerms(root: Element, amended: Element, rule: Rule): void {
  const terms = all(root, 'PaymentTerms');
  if (!isCredit(root) || text(root, 'DiscrepancyResponse/ResponseCode') !== '13') {
    rule('terms', terms.length === 0, 'only reason 13 has terms');
    return;
  }
  const kinds = terms.map((one) => text(one, 'PaymentMeansID'));
  rule(
    '3260',
    all(amended, 'PaymentTerms').some((one) => text(one, 'PaymentMeansID') === 'Credito'),
  );
  rule('3246', kinds.length > 1 && kinds[0] === 'Credito' && kinds.slice(1).every((kind) => /^Cuota\d{3}$/.test(kind)));
  rule('3248', new Set(kinds).size === kinds.length);
  const pending = number(terms[0] ?? root, 'Amount');
  rule('3319', total(terms.slice(1).map((one) => number(one, 'Amount'))).equals(pending));
  rule('3320', pending.lessThanOrEqualTo(payable(amended)));
  for (const one of terms.slice(1)) rule('3321', text(one, 'PaymentDueDate') > text(amended, 'IssueDate'));
}

function checkMoneyElement(element: Element, root: Element, rule: Rule): void {
  const name = element.localName ?? '';
  if (!name.endsWith('Amount')) return;
  rule('2071', element.getAttribute('currencyID') === text(root, 'DocumentCurrencyCode'), name);
  if (name === 'PriceAmount') return;
  rule('2031', /^(0|[1-9]\d{0,11})\.\d{2}$/.test(element.textContent ?? ''), `${name} ${element.textContent}`);
}
