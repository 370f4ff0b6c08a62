import type { BillName } from '../names.ts';
import type { XmlNode } from '../xml.ts';
import { checkAllowances } from './allowances.ts';
import { readBill } from './bill.ts';
import { checkHeader } from './header.ts';
import { checkLines } from './lines.ts';
import { checkNote } from './notes.ts';
import { checkParties } from './parties.ts';
import { checkPaymentTerms } from './payment-terms.ts';
import { checkLineTaxes } from './line-taxes.ts';
import { checkTaxTotals } from './tax-totals.ts';
import { checkTotals } from './totals.ts';

/**
 * The rules of the sheets Factura2_0, Boleta2_0, NotaCredito2_0 and NotaDebito2_0 of SUNAT's validation workbook
 * (2026-02-12) that need nothing but the document itself. Not covered: detailed data of special trades
 * (transport, hotels, insurance, credit), padrones, and lists of establishments.
 * @param today reception day in Lima.
 * @returns the observations, in order.
 * @throws Refusal with the first error's code.
 */
export function checkBill(root: XmlNode, name: BillName, today: string): string[] {
  const bill = readBill(root, name);
  checkHeader(bill, today);
  checkParties(bill);
  if (bill.isNote) checkNote(bill);
  checkLines(bill);
  checkLineTaxes(bill);
  checkAllowances(bill);
  checkTaxTotals(bill);
  checkTotals(bill);
  checkPaymentTerms(bill);
  return [...bill.observed];
}
