import { all, textAt } from '../xml.ts';
import { type Bill, must } from './bill.ts';

/** The validations put off to 2027 go by the issue date. */
const FROM = '2027-01-01';

/**
 * Product code on every line (3496), one document for each credit note (3261), and debit notes for penalties (kind 13)
 * over lines out of scope of IGV alone (3507).
 */
export function checkNewYear(bill: Bill): void {
  if (bill.issueDate < FROM) return;
  for (const line of bill.lines) {
    const code = textAt(line.node, 'Item/CommodityClassification/ItemClassificationCode') ?? '';
    must(/^\d{8}$/.test(code), '3496', line.id);
  }
  const amended = all(bill.root, 'BillingReference/InvoiceDocumentReference');
  if (bill.name.type === '07') must(amended.length <= 1, '3261');
  const penalty = bill.name.type === '08' && textAt(bill.root, 'DiscrepancyResponse/ResponseCode') === '13';
  const outOfScope = bill.lines.every((line) => line.taxes.every((tax) => tax.base.isZero() || tax.code === '9998'));
  must(!penalty || outOfScope, '3507');
}

/** Kinds of debit note: penalties have one of their own from 2027 on. */
export const knowsPenalty = (bill: Bill): boolean => bill.issueDate >= FROM;
