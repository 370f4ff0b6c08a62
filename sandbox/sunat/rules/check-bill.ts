import type { BillName } from '../names.ts';
import type { XmlNode } from '../xml.ts';
import { checkAdvances } from './advances.ts';
import { checkAllowances } from './allowances.ts';
import { checkAttributes } from './attributes.ts';
import { readBill } from './bill.ts';
import { checkCarriageService } from './carriage.ts';
import { checkDelivery } from './delivery.ts';
import { checkHeader } from './header.ts';
import { checkLines } from './lines.ts';
import { checkNoteKind } from './note-kinds.ts';
import { checkNote } from './notes.ts';
import { checkParties } from './parties.ts';
import { checkPaymentTerms } from './payment-terms.ts';
import { checkPerception } from './perception.ts';
import { checkProperties } from './properties.ts';
import { checkRelatedDocuments } from './related-documents.ts';
import { checkLineTaxes } from './line-taxes.ts';
import { checkLegendTotals, checkTaxTotals } from './tax-totals.ts';
import { checkTotals } from './totals.ts';
import { checkNewYear } from './year-2027.ts';

/**
 * The rules of the sheets Factura2_0, Boleta2_0, NotaCredito2_0 and NotaDebito2_0 of SUNAT's validation workbook
 * (2026-02-12) that need nothing but the document itself. Not covered: trains, banks and insurance (0302, 2100 to
 * 2105), padrones, and lists of establishments.
 * @param today reception day in Lima.
 * @returns the observations, in order.
 * @throws Refusal with the first error's code.
 */
export function checkBill(root: XmlNode, name: BillName, today: string): string[] {
  const bill = readBill(root, name);
  checkHeader(bill, today);
  checkParties(bill);
  checkDelivery(bill);
  if (bill.isNote) checkNote(bill);
  checkRelatedDocuments(bill);
  checkLines(bill);
  checkLineTaxes(bill);
  if (bill.isNote) checkNoteKind(bill);
  checkAllowances(bill);
  checkTaxTotals(bill);
  checkTotals(bill);
  checkPaymentTerms(bill);
  if (!bill.isNote) {
    checkAdvances(bill);
    checkPerception(bill);
    checkLegendTotals(bill);
  }
  checkProperties(bill);
  checkCarriageService(bill);
  checkNewYear(bill);
  checkAttributes(bill);
  return [...bill.observed];
}
