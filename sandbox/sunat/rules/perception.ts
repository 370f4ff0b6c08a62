import { all, first, textAt, type XmlNode } from '../xml.ts';
import { type Bill, must } from './bill.ts';
import { decimal, isAmount } from './format.ts';

const REASONS = ['51', '52', '53'];
const SOLES = 'PEN';

/** The percepcion a sale for cash (operation 2001) makes: its charge and the total with it, both in soles. */
export function checkPerception(bill: Bill): void {
  const charges = bill.allowances.filter((one) => REASONS.includes(one.reason));
  const terms = all(bill.root, 'PaymentTerms').filter((one) => textAt(one, 'ID') === 'Percepcion');
  const subject = bill.operation === '2001';
  must(subject || (charges.length === 0 && terms.length === 0), '3308');
  if (!subject) return;
  const cash = paysCash(bill);
  must(!cash || charges.length > 0, '3093');
  must(cash || charges.length === 0, '3330');
  for (const one of charges) {
    must(inSoles(first(one.node, 'Amount')), '2792');
    must(inSoles(first(one.node, 'BaseAmount')), '2788');
  }
  must(!cash || terms.length > 0, '3309');
  must(cash || terms.length === 0, '3330');
  for (const one of terms) {
    const total = first(one, 'Amount');
    must(total !== undefined, '3310');
    must(isAmount(total?.text ?? '') && decimal(total?.text).gt(0), '3311', total?.text);
    must(inSoles(total), '2788', total?.attrs.currencyID);
  }
}

const inSoles = (node: XmlNode | undefined): boolean => node?.attrs.currencyID === SOLES;

/** A boleta says nothing about its terms of payment and counts as paid. */
function paysCash(bill: Bill): boolean {
  return (
    bill.name.type === '03' || all(bill.root, 'PaymentTerms').some((one) => textAt(one, 'PaymentMeansID') === 'Contado')
  );
}
