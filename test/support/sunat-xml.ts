import type { Element } from '@xmldom/xmldom';
import { Decimal } from 'decimal.js';

/** Reads the parts of a UBL invoice that SUNAT's rules speak of, by local names. */

/** Child elements of that local name, direct ones only. */
export function all(parent: Element, name: string): Element[] {
  const list: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === 1 && 'localName' in node && node.localName === name) list.push(node as Element);
  }
  return list;
}

export function at(parent: Element, path: string): Element | undefined {
  let here: Element | undefined = parent;
  for (const step of path.split('/')) here = here && all(here, step)[0];
  return here;
}

export const text = (parent: Element, path: string): string => at(parent, path)?.textContent ?? '';
/** The text of the first of these elements that is there: names that differ between invoices and notes. */
export const anyText = (parent: Element, ...paths: string[]): string =>
  paths.map((path) => text(parent, path)).find((found) => found !== '') ?? '';
export const number = (parent: Element, path: string): Decimal => new Decimal(text(parent, path) || '0');
export const total = (values: Decimal[]): Decimal => values.reduce((sum, value) => sum.plus(value), new Decimal(0));

export interface Discount {
  code: string;
  indicator: string;
  amount: Decimal;
  base: Decimal;
  factor: string;
}

export const readDiscounts = (parent: Element): Discount[] =>
  all(parent, 'AllowanceCharge').map((element) => ({
    code: text(element, 'AllowanceChargeReasonCode'),
    indicator: text(element, 'ChargeIndicator'),
    amount: number(element, 'Amount'),
    base: number(element, 'BaseAmount'),
    factor: text(element, 'MultiplierFactorNumeric'),
  }));

export type Line = ReturnType<typeof readLine>;

export function readLine(element: Element) {
  const taxTotals = all(element, 'TaxTotal');
  const subtotals = taxTotals.flatMap((taxTotal) => all(taxTotal, 'TaxSubtotal'));
  const subtotal = subtotals[0] ?? element;
  return {
    element,
    id: text(element, 'ID'),
    quantity: new Decimal(anyText(element, 'InvoicedQuantity', 'CreditedQuantity', 'DebitedQuantity') || '0'),
    value: number(element, 'LineExtensionAmount'),
    prices: at(element, 'PricingReference')
      ? all(at(element, 'PricingReference') ?? element, 'AlternativeConditionPrice')
      : [],
    unitValue: number(element, 'Price/PriceAmount'),
    discounts: readDiscounts(element),
    taxTotals: taxTotals.length,
    subtotals: subtotals.length,
    taxAmount: number(element, 'TaxTotal/TaxAmount'),
    base: number(subtotal, 'TaxableAmount'),
    igv: number(subtotal, 'TaxAmount'),
    percent: text(subtotal, 'TaxCategory/Percent'),
    affectation: text(subtotal, 'TaxCategory/TaxExemptionReasonCode'),
    tax: text(subtotal, 'TaxCategory/TaxScheme/ID'),
    taxName: `${text(subtotal, 'TaxCategory/TaxScheme/Name')} ${text(subtotal, 'TaxCategory/TaxScheme/TaxTypeCode')}`,
  };
}

export function readTotals(root: Element) {
  const taxTotal = at(root, 'TaxTotal') ?? root;
  const subtotals = new Map(
    all(taxTotal, 'TaxSubtotal').map((element) => [
      text(element, 'TaxCategory/TaxScheme/ID'),
      { base: number(element, 'TaxableAmount'), amount: number(element, 'TaxAmount') },
    ]),
  );
  return {
    root,
    count: all(root, 'TaxTotal').length,
    subtotalCount: all(taxTotal, 'TaxSubtotal').length,
    amount: number(taxTotal, 'TaxAmount'),
    subtotals,
    discounts: readDiscounts(root),
    value: number(root, 'LegalMonetaryTotal/LineExtensionAmount'),
    inclusive: number(root, 'LegalMonetaryTotal/TaxInclusiveAmount'),
    payable: number(root, 'LegalMonetaryTotal/PayableAmount'),
    payableText: text(root, 'LegalMonetaryTotal/PayableAmount'),
  };
}

export type Totals = ReturnType<typeof readTotals>;
