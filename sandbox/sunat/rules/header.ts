import { CURRENCIES, LEGENDS, OPERATION_TYPES } from '../generated/catalogues.ts';
import { isPaper } from '../names.ts';
import { daysBetween } from '../text.ts';
import { all, textAt, type XmlNode } from '../xml.ts';
import { type Bill, must, should } from './bill.ts';
import { isText } from './format.ts';

/** Days a factura, and a boleta sent by itself, may be under way (calendar days after the issue day). */
const FACTURA_DAYS = 3;
const BOLETA_DAYS = 5;

/** Versions, number, dates, kind of document and operation, currency and legends. */
export function checkHeader(bill: Bill, today: string): void {
  const { root, name } = bill;
  must(textAt(root, 'UBLVersionID') !== undefined, '2075');
  must(textAt(root, 'UBLVersionID') === '2.1', '2074', textAt(root, 'UBLVersionID'));
  must(textAt(root, 'CustomizationID') !== undefined, '2073');
  must(textAt(root, 'CustomizationID') === '2.0', '2072', textAt(root, 'CustomizationID'));
  checkNumber(bill);
  checkDates(bill, today);
  if (!bill.isNote) checkKind(bill);
  must(bill.currency !== '', '2070');
  must(CURRENCIES.has(bill.currency), '3088', bill.currency);
  checkCurrencies(root, bill.currency);
  must(name.ruc === textAt(root, 'AccountingSupplierParty/Party/PartyIdentification/ID'), '1034', name.ruc);
  checkLegends(bill);
}

function checkNumber({ root, name }: Bill): void {
  const id = textAt(root, 'ID') ?? '';
  const [series = '', number = ''] = id.split('-');
  const letters = name.type === '01' ? 'F' : name.type === '03' ? 'B' : '[FB]';
  must(series === name.series, '1035', id);
  must(number === name.number, '1036', id);
  must(new RegExp(`^(${letters}[A-Z0-9]{3}|\\d{1,4})-\\d{1,8}$`).test(id), '1001', id);
}

function checkDates(bill: Bill, today: string): void {
  const age = daysBetween(bill.issueDate, today);
  must(Number.isFinite(age), '1030', bill.issueDate);
  must(age >= -2, '2329', bill.issueDate);
  if (isPaper(bill.name)) return;
  if (bill.name.series.startsWith('B')) must(age <= BOLETA_DAYS, '1079', bill.issueDate);
  else must(age <= FACTURA_DAYS, '2108', bill.issueDate);
}

function checkKind({ root, name, operation }: Bill): void {
  const type = textAt(root, 'InvoiceTypeCode') ?? '';
  must(type !== '', '1004');
  must(type === name.type, '1003', type);
  must(operation !== '', '3205');
  const allowed = OPERATION_TYPES[operation];
  must(allowed !== undefined && (name.type === '01' ? allowed.invoice : allowed.receipt), '3206', operation);
}

/** All amounts are in the document's currency, but those of percepcion, detraccion and its reference values: soles. */
function checkCurrencies(node: XmlNode, currency: string): void {
  for (const child of node.children) {
    if (child.name === 'DeliveryTerms') continue;
    const terms = child.name === 'PaymentTerms' ? textAt(child, 'ID') : undefined;
    if (terms === 'Detraccion' || terms === 'Percepcion') continue;
    const reason = child.name === 'AllowanceCharge' ? textAt(child, 'AllowanceChargeReasonCode') : undefined;
    if (reason !== undefined && ['51', '52', '53'].includes(reason)) continue;
    must(child.attrs.currencyID === undefined || child.attrs.currencyID === currency, '2071', child.name);
    checkCurrencies(child, currency);
  }
}

function checkLegends(bill: Bill): void {
  const notes = all(bill.root, 'Note');
  const codes = notes.map((note) => note.attrs.languageLocaleID).filter((code) => code !== undefined);
  for (const code of codes) must(LEGENDS.has(code), '3027', code);
  must(new Set(codes).size === codes.length, '3014');
  for (const note of notes)
    if (note.attrs.languageLocaleID !== undefined) must(isText(note.text, 1, 200), '3006', note.text);
  if (/^100[1-4]$/.test(bill.operation)) should(bill, codes.includes('2006'), '4265');
  const ivap = bill.lines.some((line) => line.taxes.some((tax) => tax.affectation === '17' && tax.base.gt(0)));
  if (ivap) should(bill, codes.includes('2007'), '4264');
}
