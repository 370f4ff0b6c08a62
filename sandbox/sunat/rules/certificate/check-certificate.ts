import { daysBetween } from '../../text.ts';
import type { BillName } from '../../names.ts';
import { Refusal } from '../../returns.ts';
import { all, first, textAt, type XmlNode } from '../../xml.ts';
import { must } from '../bill.ts';
import { decimal, isAmount, sum } from '../format.ts';
import { checkSignatory } from '../parties.ts';
import { checkAgent, checkReceiver } from './parties.ts';
import { checkReferences } from './references.ts';
import { type Shape, SHAPES } from './shape.ts';

/**
 * The rules of the sheets Retenciones1_0 and Percepciones1_0 that need nothing but the document itself. Not covered:
 * who is an agent, and the deadline (2600), which is a parameter of SUNAT's own.
 * @param today reception day in Lima.
 * @throws Refusal with the first error's code.
 */
export function checkCertificate(root: XmlNode, name: BillName, today: string): void {
  const shape = SHAPES[name.type];
  if (shape === undefined || root.name !== shape.root) throw new Refusal('0306', `raiz ${root.name}`);
  checkHeader(root, name, shape, today);
  checkSignatory(root, name.ruc);
  checkAgent(root, name.ruc);
  checkReceiver(root, name, shape);
  checkRegime(root, shape);
  checkReferences(root, shape);
  checkTotals(root, shape);
}

function checkHeader(root: XmlNode, name: BillName, shape: Shape, today: string): void {
  const version = textAt(root, 'UBLVersionID') ?? '';
  must(version !== '', '2111');
  must(version === '2.0', '2110', version);
  const structure = textAt(root, 'CustomizationID') ?? '';
  must(structure !== '', '2113');
  must(structure === '1.0', '2112', structure);
  const id = textAt(root, 'ID') ?? '';
  must(id === `${name.series}-${name.number}`, '1049', id);
  must(new RegExp(`^(${shape.letter}[A-Z0-9]{3}|\\d{1,4})-\\d{1,8}$`).test(id), '1001', id);
  const issued = textAt(root, 'IssueDate') ?? '';
  must(daysBetween(issued, today) >= -2, '2329', issued);
}

function checkRegime(root: XmlNode, shape: Shape): void {
  const system = textAt(root, shape.system) ?? '';
  const rate = shape.rates[system];
  must(rate !== undefined, shape.codes.system, system);
  const percent = textAt(root, shape.percent) ?? '';
  must(decimal(percent).eq(decimal(rate)), shape.codes.percent, percent);
}

/** An amount above zero in soles. */
function checkAmount(node: XmlNode | undefined, form: string, currency: string): void {
  must(isAmount(node?.text ?? '') && decimal(node?.text).gt(0), form, node?.text);
  must(node?.attrs.currencyID === 'PEN', currency, node?.attrs.currencyID);
}

/** The totals are the sums of the documents, but for credit notes and certificates of the same kind. */
function checkTotals(root: XmlNode, shape: Shape): void {
  const counted = all(root, shape.reference).filter(
    (one) => !shape.leftOut.includes(first(one, 'ID')?.attrs.schemeID ?? ''),
  );
  const parts = (part: string) => sum(counted.map((one) => decimal(textAt(one, `${shape.information}/${part}`))));
  const total = first(root, 'TotalInvoiceAmount');
  checkAmount(total, '2669', shape.codes.totalCurrency);
  must(decimal(total?.text).eq(parts(shape.amount)), shape.codes.totalSum, total?.text);
  const rounding = first(root, 'PayableRoundingAmount');
  must(decimal(rounding?.text).abs().lte(1), '3303', rounding?.text);
  must(rounding === undefined || rounding.attrs.currencyID === 'PEN', '3304');
  const grand = first(root, shape.grandTotal);
  checkAmount(grand, shape.codes.grandForm, shape.codes.grandCurrency);
  const expected = parts(shape.net).plus(decimal(rounding?.text));
  must(decimal(grand?.text).eq(expected), shape.codes.grandSum, grand?.text);
}
