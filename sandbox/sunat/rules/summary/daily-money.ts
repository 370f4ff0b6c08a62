import type { Decimal } from 'decimal.js';
import { TAXES } from '../../generated/catalogues.ts';
import { all, first, textAt, type XmlNode } from '../../xml.ts';
import { decimal, isAmount, isRate, sum } from '../format.ts';
import { must } from './line.ts';
import type { SummaryContext } from './context.ts';

/** Tolerance of a summary's sums. */
const NEAR = 5;
const NEW_RULES = '2027-01-01';
/** Values by kind (catalogue 11): taxed, exempt, out of scope, exported, free. From 2027 the free ones are told apart. */
const KINDS = ['01', '02', '03', '04', '05'];
const KINDS_2027 = ['01', '02', '03', '04', '06', '07', '08', '09'];
const FREE = ['05', '06', '07', '08', '09'];
const TAX_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  '1000': ['IGV', '2276'],
  '1016': ['IVAP', '3051'],
  '2000': ['ISC', '2275'],
};

const near = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lte(NEAR);

/** Total, values, charges and taxes of a line of an RC. */
export function checkMoney(context: SummaryContext, line: XmlNode): void {
  const total = first(line, 'TotalAmount');
  must(isAmount(total?.text ?? ''), '2251', total?.text);
  checkCurrency(line, total?.attrs.currencyID ?? '');
  const values = checkValues(context, line);
  const charge = checkCharges(line);
  const taxes = checkTaxes(context, line);
  const paid = [...values].filter(([kind]) => !FREE.includes(kind)).map(([, amount]) => amount);
  const expected = sum([...paid, ...taxes.values(), charge]);
  if (!near(expected, decimal(total?.text))) context.observed.add('4027');
  checkRates(context, line, values.get('01') ?? decimal('0'), taxes);
}

/** One currency a line, but for the percepcion, which is in soles. */
function checkCurrency(node: XmlNode, currency: string): void {
  for (const child of node.children) {
    if (child.name === 'SUNATPerceptionSummaryDocumentReference') continue;
    must(child.attrs.currencyID === undefined || child.attrs.currencyID === currency, '2071', child.name);
    checkCurrency(child, currency);
  }
}

function checkValues({ reference }: SummaryContext, line: XmlNode): Map<string, Decimal> {
  const allowed = reference < NEW_RULES ? KINDS : KINDS_2027;
  const values = new Map<string, Decimal>();
  for (const one of all(line, 'BillingPayment')) {
    const amount = textAt(one, 'PaidAmount');
    must(amount !== undefined, '2255');
    must(isAmount(amount ?? '') && decimal(amount).gt(0), '2254', amount);
    const kind = textAt(one, 'InstructionID');
    must(kind !== undefined, '2257');
    must(allowed.includes(kind ?? ''), '2256', kind);
    must(!values.has(kind ?? ''), '2357', kind);
    values.set(kind ?? '', decimal(amount));
  }
  return values;
}

function checkCharges(line: XmlNode): Decimal {
  const charges = all(line, 'AllowanceCharge');
  for (const one of charges) {
    must(textAt(one, 'ChargeIndicator')?.trim() === 'true', '2263');
    must(charges.length === 1, '2411');
    const amount = textAt(one, 'Amount') ?? '';
    must(isAmount(amount), '2261', amount);
    must(decimal(amount).gt(0), '2266', amount);
  }
  return decimal(textAt(charges[0], 'Amount'));
}

function checkTaxes(context: SummaryContext, line: XmlNode): Map<string, Decimal> {
  const taxes = new Map<string, Decimal>();
  for (const one of all(line, 'TaxTotal')) {
    const amount = textAt(one, 'TaxAmount') ?? '';
    must(isAmount(amount), '2048', amount);
    must(decimal(amount).eq(decimal(textAt(one, 'TaxSubtotal/TaxAmount'))), '2344', amount);
    const scheme = first(one, 'TaxSubtotal/TaxCategory/TaxScheme');
    const code = textAt(scheme, 'ID') ?? '';
    must(code !== '', '2269');
    must(TAXES[code] !== undefined, '2268', code);
    must(!taxes.has(code), '2355', code);
    const expected = TAX_NAMES[code];
    if (code === '1000' || code === '1016') must((textAt(scheme, 'Name') ?? '') !== '', '2271', code);
    if (expected !== undefined) must(textAt(scheme, 'Name') === expected[0], expected[1], textAt(scheme, 'Name'));
    if (code === '1000' && decimal(amount).gt(0)) checkPercent(context, one);
    taxes.set(code, decimal(amount));
  }
  must(taxes.has('1000') || taxes.has('1016'), '2278');
  return taxes;
}

/** From 2027 a taxed sale tells its rate. */
function checkPercent({ reference }: SummaryContext, tax: XmlNode): void {
  if (reference < NEW_RULES) return;
  const percent = textAt(tax, 'TaxSubtotal/TaxCategory/Percent');
  must(percent !== undefined, '2992');
  must(isRate(percent ?? ''), '3102', percent);
}

/** IGV is one of the rates in force over value and ISC; notes may amend receipts at 10. */
function checkRates(
  { observed }: SummaryContext,
  line: XmlNode,
  taxed: Decimal,
  taxes: ReadonlyMap<string, Decimal>,
): void {
  const igv = taxes.get('1000') ?? decimal('0');
  const base = taxed.plus(taxes.get('2000') ?? 0);
  const rates = textAt(line, 'DocumentTypeCode') === '03' ? ['18', '10.5'] : ['18', '10.5', '10'];
  if (igv.gt(0) && !rates.some((rate) => near(igv, base.times(rate).div(100)))) observed.add('4019');
  const ivap = taxes.get('1016') ?? decimal('0');
  if (ivap.gt(0) && !near(ivap, taxed.times('0.04'))) observed.add('4302');
}
