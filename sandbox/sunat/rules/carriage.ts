import { UBIGEOS } from '../generated/catalogues.ts';
import { all, first, textAt, type XmlNode } from '../xml.ts';
import { type Bill, must, should } from './bill.ts';
import { decimal, isAmount, isText } from './format.ts';

/** Reference values of a carriage: of the service, of the load, of the useful load. */
const VALUES: Readonly<Record<string, string>> = { '01': '3124', '02': '3125', '03': '3126' };

/** Carriage of goods under detraccion (operation 1004): from where, to where, the journey and its reference values. */
export function checkCarriageService(bill: Bill): void {
  if (bill.isNote || bill.operation !== '1004') return;
  for (const line of bill.lines) {
    const told = (path: string): string => textAt(line.node, path) ?? '';
    must(told('Delivery/Despatch/DespatchAddress/ID') !== '', '3116', line.id);
    should(bill, UBIGEOS.has(told('Delivery/Despatch/DespatchAddress/ID')), '4200');
    const origin = told('Delivery/Despatch/DespatchAddress/AddressLine/Line');
    must(origin !== '', '3117', line.id);
    should(bill, isText(origin, 3, 200), '4236');
    must(told('Delivery/DeliveryLocation/Address/ID') !== '', '3118', line.id);
    must(told('Delivery/DeliveryLocation/Address/AddressLine/Line') !== '', '3119', line.id);
    const journey = told('Delivery/Despatch/Instructions');
    must(journey !== '', '3120', line.id);
    should(bill, isText(journey, 3, 500), '4270');
    checkValues(all(line.node, 'Delivery/DeliveryTerms'), line.id);
  }
}

function checkValues(terms: readonly XmlNode[], line: string): void {
  for (const [kind, code] of Object.entries(VALUES)) {
    const values = terms.filter((one) => textAt(one, 'ID') === kind);
    must(values.length === 1, code, line);
    const amount = first(values[0], 'Amount');
    must(amount !== undefined, '3122', line);
    must(isAmount(amount?.text ?? '') && decimal(amount?.text).gt(0), '3123', amount?.text);
    must(amount?.attrs.currencyID === 'PEN', '3208', amount?.attrs.currencyID);
  }
}
