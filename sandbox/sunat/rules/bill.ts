import type { Decimal } from 'decimal.js';
import type { BillName } from '../names.ts';
import { Refusal } from '../returns.ts';
import { all, first, textAt, type XmlNode } from '../xml.ts';
import { decimal } from './format.ts';

/** A tax of a line or of the document. */
export interface TaxEntry {
  readonly code: string;
  readonly base: Decimal;
  readonly amount: Decimal;
  readonly percent: Decimal;
  readonly affectation: string;
  readonly node: XmlNode;
}

/** A discount or charge. */
export interface Allowance {
  readonly reason: string;
  readonly amount: Decimal;
  readonly node: XmlNode;
}

export interface Line {
  readonly id: string;
  readonly value: Decimal;
  readonly quantity: Decimal;
  readonly taxes: readonly TaxEntry[];
  readonly allowances: readonly Allowance[];
  readonly node: XmlNode;
}

/** A receipt as the rules look at it. */
export interface Bill {
  readonly root: XmlNode;
  readonly name: BillName;
  readonly isNote: boolean;
  /** Arithmetic is an error on facturas and their notes, an observation on boletas and theirs. */
  readonly strict: boolean;
  /** Catalogue 51; empty on notes. */
  readonly operation: string;
  readonly currency: string;
  readonly issueDate: string;
  readonly customerType: string;
  readonly lines: readonly Line[];
  readonly taxes: readonly TaxEntry[];
  readonly allowances: readonly Allowance[];
  readonly totals: XmlNode | undefined;
  /** Observations found so far, in order, each once. */
  readonly observed: Set<string>;
}

/** Names of the parts that differ between the three documents. */
const SHAPES: Readonly<Record<string, { line: string; quantity: string; totals: string }>> = {
  Invoice: { line: 'InvoiceLine', quantity: 'InvoicedQuantity', totals: 'LegalMonetaryTotal' },
  CreditNote: { line: 'CreditNoteLine', quantity: 'CreditedQuantity', totals: 'LegalMonetaryTotal' },
  DebitNote: { line: 'DebitNoteLine', quantity: 'DebitedQuantity', totals: 'RequestedMonetaryTotal' },
};

/** The root a file's type asks for. */
const ROOTS: Readonly<Record<string, string>> = {
  '01': 'Invoice',
  '03': 'Invoice',
  '07': 'CreditNote',
  '08': 'DebitNote',
};

/** @throws Refusal 0306 when the root is not that of the type in the file's name. */
export function readBill(root: XmlNode, name: BillName): Bill {
  const shape = SHAPES[root.name];
  if (shape === undefined || ROOTS[name.type] !== root.name) throw new Refusal('0306', `raiz ${root.name}`);
  const isNote = root.name !== 'Invoice';
  const amends = textAt(root, 'BillingReference/InvoiceDocumentReference/DocumentTypeCode');
  return {
    root,
    name,
    isNote,
    strict: isNote ? name.series.startsWith('F') && (amends === undefined || amends === '01') : name.type === '01',
    operation: first(root, 'InvoiceTypeCode')?.attrs.listID ?? '',
    currency: textAt(root, 'DocumentCurrencyCode') ?? '',
    issueDate: textAt(root, 'IssueDate') ?? '',
    customerType: first(root, 'AccountingCustomerParty/Party/PartyIdentification/ID')?.attrs.schemeID ?? '',
    lines: all(root, shape.line).map((node) => readLine(node, shape.quantity)),
    taxes: all(root, 'TaxTotal/TaxSubtotal').map(readTax),
    allowances: all(root, 'AllowanceCharge').map(readAllowance),
    totals: first(root, shape.totals),
    observed: new Set(),
  };
}

function readLine(node: XmlNode, quantity: string): Line {
  return {
    id: textAt(node, 'ID') ?? '',
    value: decimal(textAt(node, 'LineExtensionAmount')),
    quantity: decimal(textAt(node, quantity)),
    taxes: all(node, 'TaxTotal/TaxSubtotal').map(readTax),
    allowances: all(node, 'AllowanceCharge').map(readAllowance),
    node,
  };
}

function readTax(node: XmlNode): TaxEntry {
  return {
    code: textAt(node, 'TaxCategory/TaxScheme/ID') ?? '',
    base: decimal(textAt(node, 'TaxableAmount')),
    amount: decimal(textAt(node, 'TaxAmount')),
    percent: decimal(textAt(node, 'TaxCategory/Percent')),
    affectation: textAt(node, 'TaxCategory/TaxExemptionReasonCode') ?? '',
    node,
  };
}

function readAllowance(node: XmlNode): Allowance {
  return { reason: textAt(node, 'AllowanceChargeReasonCode') ?? '', amount: decimal(textAt(node, 'Amount')), node };
}

/** The quantity element of a line. */
export function quantityNode(bill: Bill, line: Line): XmlNode | undefined {
  return first(line.node, SHAPES[bill.root.name]?.quantity ?? '');
}

/** Refuses with the code unless the condition holds: the gate stops at the first error. */
export function must(condition: boolean, code: string, where = ''): void {
  if (!condition) throw new Refusal(code, where);
}

/** Notes an observation unless the condition holds. */
export function should(bill: Bill, condition: boolean, code: string): void {
  if (!condition) bill.observed.add(code);
}

/** An arithmetic rule: the error code on facturas and their notes, its observation twin on the others. */
export function adds(bill: Bill, condition: boolean, error: string, observation: string, where = ''): void {
  if (bill.strict) must(condition, error, where);
  else should(bill, condition, observation);
}

/** Amount of the discounts or charges with these reasons. */
export function allowanceTotal(allowances: readonly Allowance[], reasons: readonly string[]): Decimal {
  return allowances.reduce(
    (total, one) => (reasons.includes(one.reason) ? total.plus(one.amount) : total),
    decimal('0'),
  );
}

/** The line's tax of a code with a base above zero. */
export function taxed(line: Line, code: string): TaxEntry | undefined {
  return line.taxes.find((tax) => tax.code === code && tax.base.gt(0));
}
