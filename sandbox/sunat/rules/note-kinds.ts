import { all, textAt } from '../xml.ts';
import { type Bill, must } from './bill.ts';

/** What notes of adjustment hold: 11 exports, 12 IVAP. And the two halves of a debit note's detraccion. */
export function checkNoteKind(bill: Bill): void {
  const reason = textAt(bill.root, 'DiscrepancyResponse/ResponseCode') ?? '';
  const taxes = bill.lines.flatMap((line) => line.taxes.map((tax) => ({ tax, line: line.id })));
  for (const { tax, line } of taxes) {
    if (tax.affectation === '17' && tax.base.gt(0)) must(reason === '12', '3230', line);
    if (bill.name.type === '08' && tax.code === '1016' && reason === '12') must(tax.base.gt(0), '2643', line);
    if (bill.name.type === '08' && /^999[578]$/.test(tax.code)) must(tax.percent.isZero(), '3101', line);
  }
  const others = reason === '12' ? ['9995', '9997', '9998'] : reason === '11' ? ['9997', '9998'] : [];
  for (const tax of bill.taxes) must(!others.includes(tax.code) || tax.base.isZero(), '3221', tax.code);
  if (bill.name.type === '08') checkDetraction(bill);
}

function checkDetraction({ root }: Bill): void {
  const has = (name: string): boolean => all(root, name).some((one) => textAt(one, 'ID') === 'Detraccion');
  must(!has('PaymentTerms') || has('PaymentMeans'), '3313');
  must(!has('PaymentMeans') || has('PaymentTerms'), '3314');
}
