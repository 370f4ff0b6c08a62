import { DOMParser, type Element } from '@xmldom/xmldom';
import { Decimal } from 'decimal.js';
import {
  all,
  at,
  type Discount,
  type Line,
  number,
  readLine,
  readTotals,
  text,
  type Totals,
  total,
} from './sunat-xml.ts';

/**
 * SUNAT's arithmetic and structure rules for facturas and boletas, read from the finished XML and written from the
 * published rules alone. Shares no code with the domain, so that one's mistake is not the other's.
 * Returns `code: what is wrong`, empty when SUNAT has nothing to object (errors and observations alike).
 */
export function sunatRuleErrors(xml: string): string[] {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  if (!root) return ['0306: no document element'];
  const found: string[] = [];
  const rule: Rule = (code, holds, detail = '') => {
    if (!holds) found.push(`${code}: ${detail}`);
  };
  const lines = all(root, 'InvoiceLine').map(readLine);
  checkHeader(root, rule);
  for (const line of lines) checkLine(line, rule);
  checkLineSet(lines, rule);
  const totals = readTotals(root);
  checkTaxTotals(totals, lines, rule);
  checkMoney(totals, lines, rule);
  checkPaymentTerms(root, totals, rule);
  checkCurrency(root, rule);
  return found;
}

type Rule = (code: string, holds: boolean, detail?: string) => void;

const PAID = ['1000', '9995', '9997', '9998'];
const TAX_NAMES: Record<string, string> = {
  '1000': 'IGV VAT',
  '9995': 'EXP FRE',
  '9996': 'GRA FRE',
  '9997': 'EXO VAT',
  '9998': 'INA FRE',
};
const TAX_OF: Record<string, string> = { '10': '1000', '20': '9997', '30': '9998', '40': '9995' };
const VIRTUAL = ['11', '12', '13', '14', '15', '16'];

const near = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lessThanOrEqualTo(1);

/** n(12,2): no sign, no leading zeros, two decimals. */
const isMoney = (value: string): boolean => /^(0|[1-9]\d{0,11})\.\d{2}$/.test(value);
/** n(12,10). */
const isUnitFigure = (value: string): boolean => /^(0|[1-9]\d{0,11})(\.\d{1,10})?$/.test(value);

function checkDiscounts(discounts: Discount[], allowed: string, codes: [string, string], rule: Rule): void {
  for (const discount of discounts) {
    rule(codes[0], discount.code === allowed, `discount ${discount.code}`);
    rule('3114', discount.indicator === 'false', 'a discount is no charge');
    const factor = new Decimal(discount.factor || '0');
    rule(codes[1], factor.isZero() || near(discount.base.times(factor), discount.amount), `factor ${discount.factor}`);
    rule('3052', discount.factor === '' || /^(0|[1-9]\d{0,2})(\.\d{1,5})?$/.test(discount.factor), discount.factor);
  }
}

function checkHeader(root: Element, rule: Rule): void {
  const type = text(root, 'InvoiceTypeCode');
  rule('2074', text(root, 'UBLVersionID') === '2.1');
  rule('2072', text(root, 'CustomizationID') === '2.0');
  rule('1001', (type === '01' ? /^F[A-Z0-9]{3}-[1-9]\d{0,7}$/ : /^B[A-Z0-9]{3}-[1-9]\d{0,7}$/).test(text(root, 'ID')));
  const legends = all(root, 'Note').map((note) => note.getAttribute('languageLocaleID') ?? '');
  rule('3014', new Set(legends).size === legends.length, 'a legend twice');
  for (const note of all(root, 'Note')) rule('3006', /^[^\r\n\t]{1,200}$/.test(note.textContent ?? ''), 'legend text');
  const supplier = at(root, 'AccountingSupplierParty/Party') ?? root;
  rule('1008', text(supplier, 'PartyIdentification/ID').length === 11);
  rule('3030', /^\d{4}$/.test(text(supplier, 'PartyLegalEntity/RegistrationAddress/AddressTypeCode')));
  const customer = at(root, 'AccountingCustomerParty/Party') ?? root;
  const scheme = at(customer, 'PartyIdentification/ID')?.getAttribute('schemeID') ?? '';
  rule('2800', type === '03' ? /^[0-9A-H-]$/.test(scheme) : scheme === '6', `customer ${scheme}`);
  rule('2022', /^[^\r\n\t]{3,1500}$/.test(text(customer, 'PartyLegalEntity/RegistrationName')));
  rule('2079', text(root, 'Signature/DigitalSignatureAttachment/ExternalReference/URI').startsWith('#'));
}

function checkLine(line: Line, rule: Rule): void {
  const free = line.tax === '9996';
  const where = `line ${line.id}`;
  rule('2023', /^[1-9]\d{0,2}$/.test(line.id), where);
  rule('2025', isUnitFigure(text(line.element, 'InvoicedQuantity')) && line.quantity.greaterThan(0), where);
  rule('2370', isMoney(text(line.element, 'LineExtensionAmount')), where);
  rule('2369', isUnitFigure(text(line.element, 'Price/PriceAmount')), where);
  rule('3026', line.taxTotals === 1 && line.subtotals === 1, where);
  rule('3105', line.base.greaterThan(0), where);
  rule(
    '2040',
    free ? /^(1[1-6]|21|3[1-7])$/.test(line.affectation) : TAX_OF[line.affectation] === line.tax,
    `${where} ${line.affectation}`,
  );
  rule('3051', TAX_NAMES[line.tax] === line.taxName, `${where} ${line.taxName}`);
  rule('3272', near(line.base, line.value), where);
  const taxed = line.tax === '1000' || VIRTUAL.includes(line.affectation);
  const percent = new Decimal(line.percent || '0');
  rule('2992', line.percent !== '' && taxed === percent.greaterThan(0), `${where} percent ${line.percent}`);
  rule('3103', near(line.base.times(percent).dividedBy(100), line.igv), where);
  rule('3111', !taxed || line.base.lessThanOrEqualTo('0.06') || line.igv.greaterThan(0), where);
  rule('3110', taxed || line.igv.isZero(), where);
  rule('3292', near(line.taxAmount, free ? new Decimal(0) : line.igv), where);
  checkDiscounts(line.discounts, '00', ['2954', '3290'], rule);
  checkPrices(line, free, rule);
}

function checkPrices(line: Line, free: boolean, rule: Rule): void {
  const where = `line ${line.id}`;
  rule('2409', line.prices.length === 1, where);
  const price = line.prices[0] ?? line.element;
  const amount = number(price, 'PriceAmount');
  rule('2367', isUnitFigure(text(price, 'PriceAmount')), where);
  const off = total(line.discounts.map((discount) => discount.amount));
  if (free) {
    rule('2640', line.unitValue.isZero(), where);
    rule('3234', text(price, 'PriceTypeCode') === '02', where);
    rule('3271', near(amount.times(line.quantity).minus(off), line.value), where);
  } else {
    rule('3224', text(price, 'PriceTypeCode') === '01', where);
    rule('3271', near(line.unitValue.times(line.quantity).minus(off), line.value), where);
    rule('3270', near(line.value.plus(line.taxAmount).dividedBy(line.quantity), amount), where);
  }
}

function checkLineSet(lines: Line[], rule: Rule): void {
  rule('2752', new Set(lines.map((line) => line.id)).size === lines.length);
  const rates = lines
    .filter((line) => line.tax === '1000' || VIRTUAL.includes(line.affectation))
    .map((line) => line.percent);
  rule('3462', new Set(rates).size <= 1 && rates.every((rate) => ['18', '10.5'].includes(rate)), rates.join());
}

function checkTaxTotals(totals: Totals, lines: Line[], rule: Rule): void {
  rule('3024', totals.count === 1);
  rule('3068', totals.subtotals.size === totals.subtotalCount);
  const used = new Set(lines.filter((line) => line.base.greaterThan(0)).map((line) => line.tax));
  for (const tax of used) rule('2638', totals.subtotals.has(tax), `no subtotal ${tax}`);
  const of = (tax: string) => totals.subtotals.get(tax) ?? { base: new Decimal(0), amount: new Decimal(0) };
  const sumOf = (tax: string, field: 'value' | 'igv' | 'base') =>
    total(lines.filter((line) => line.tax === tax).map((line) => line[field]));
  const global = total(totals.discounts.map((discount) => discount.amount));
  checkDiscounts(totals.discounts, '02', ['3071', '3307'], rule);
  const rate = new Decimal(lines.find((line) => line.tax === '1000')?.percent ?? '0').dividedBy(100);
  rule('3294', near(totals.amount, of('1000').amount));
  rule('3277', !used.has('1000') || near(of('1000').base, sumOf('1000', 'value').minus(global)));
  rule('3291', !used.has('1000') || near(of('1000').amount, sumOf('1000', 'base').minus(global).times(rate)));
  rule('3275', near(of('9997').base, sumOf('9997', 'value')));
  rule('3274', near(of('9998').base, sumOf('9998', 'value')));
  rule('3273', near(of('9995').base, sumOf('9995', 'value')));
  rule('3276', near(of('9996').base, sumOf('9996', 'value')));
  rule('3302', near(of('9996').amount, sumOf('9996', 'igv')));
}

function checkMoney(totals: Totals, lines: Line[], rule: Rule): void {
  const global = total(totals.discounts.map((discount) => discount.amount));
  const paid = lines.filter((line) => PAID.includes(line.tax));
  const bases = total(paid.filter((line) => line.tax === '1000').map((line) => line.base));
  const rates = paid.filter((line) => line.tax === '1000').map((line) => line.percent);
  // With no taxed line the rate in force still applies to global discounts, as the rule is written.
  const rate = new Decimal(rates[0] ?? '18').dividedBy(100);
  rule('3278', near(totals.value, total(paid.map((line) => line.value)).minus(global)));
  rule('3279', near(totals.inclusive, totals.value.plus(bases.minus(global).times(rate))));
  rule('3280', near(totals.payable, totals.inclusive));
  for (const element of Array.from(totals.root.getElementsByTagNameNS('*', '*'))) {
    const isAmount = element.getAttribute('currencyID') !== null && element.localName !== 'PriceAmount';
    if (isAmount) rule('2031', isMoney(element.textContent ?? ''), `${element.localName} ${element.textContent}`);
  }
  const legends = all(totals.root, 'Note').map((note) => note.getAttribute('languageLocaleID'));
  rule('2416', !legends.includes('1002') || (totals.subtotals.get('9996')?.base.greaterThan(0) ?? false));
}

function checkPaymentTerms(root: Element, totals: Totals, rule: Rule): void {
  const terms = all(root, 'PaymentTerms');
  if (text(root, 'InvoiceTypeCode') === '03') {
    rule('boleta', terms.length === 0, 'a boleta carries no form of payment');
    return;
  }
  const kinds = terms.map((element) => text(element, 'PaymentMeansID'));
  rule('3244', kinds.filter((kind) => kind === 'Contado' || kind === 'Credito').length === 1, kinds.join());
  rule(
    '3246',
    kinds.every((kind) => /^(Contado|Credito|Cuota\d{3})$/.test(kind)),
    kinds.join(),
  );
  rule('3248', new Set(kinds).size === kinds.length);
  const instalments = terms.filter((element) => text(element, 'PaymentMeansID').startsWith('Cuota'));
  if (kinds[0] !== 'Credito') {
    rule('3252', instalments.length === 0);
    return;
  }
  const pending = number(terms[0] ?? root, 'Amount');
  rule('3249', instalments.length > 0);
  rule('3319', total(instalments.map((element) => number(element, 'Amount'))).equals(pending));
  rule('3265', pending.lessThanOrEqualTo(totals.payable));
  for (const element of instalments) {
    rule('3266', number(element, 'Amount').lessThanOrEqualTo(totals.payable));
    rule('3267', text(element, 'PaymentDueDate') > text(root, 'IssueDate'));
  }
}

function checkCurrency(root: Element, rule: Rule): void {
  const currency = text(root, 'DocumentCurrencyCode');
  for (const element of Array.from(root.getElementsByTagNameNS('*', '*'))) {
    const own = element.getAttribute('currencyID');
    if (own !== null) rule('2071', own === currency, `${element.localName} ${own}`);
    if (element.localName?.endsWith('Amount')) rule('2071', own !== null, `${element.localName} has no currency`);
  }
}
