import type { DespatchName } from '../../names.ts';
import { daysBetween } from '../../text.ts';
import { textAt, type XmlNode } from '../../xml.ts';
import { isText } from '../format.ts';
import { checkSignatory } from '../parties.ts';
import { checkAddresses } from './addresses.ts';
import { type Advice, issuerOf, must, readAdvice, should } from './advice.ts';
import { checkCarriage } from './carriage.ts';
import { checkCarrierGuide } from './carrier-guide.ts';
import { checkDrivers } from './drivers.ts';
import { checkGoods } from './goods.ts';
import { checkRecipient, checkTradeParties } from './parties.ts';
import { checkReferences } from './references.ts';
import { checkShipment } from './shipment.ts';
import { checkVehicles } from './vehicles.ts';

/**
 * The rules of guides (09 of the sender, 31 of the carrier) that need nothing but the document itself, in SUNAT's
 * order; the codes are those of its rule sheets for guides, the sentences are the catalogue's.
 * @param today reception day in Lima.
 * @returns the observations, in order.
 * @throws Refusal with the first error's code.
 */
export function checkDespatch(root: XmlNode, name: DespatchName, today: string): string[] {
  const advice = readAdvice(root, name);
  checkHeader(advice, today);
  checkSignatory(root, name.ruc);
  checkRecipient(advice);
  if (name.type === '09') {
    checkTradeParties(advice);
    checkReferences(advice);
    checkShipment(advice);
    checkCarriage(advice);
  } else {
    checkReferences(advice);
    checkCarrierGuide(advice);
  }
  checkVehicles(advice);
  checkDrivers(advice);
  checkAddresses(advice);
  checkGoods(advice);
  return [...advice.observed];
}

function checkHeader(advice: Advice, today: string): void {
  const { root, name } = advice;
  const id = textAt(root, 'ID') ?? '';
  const [series = '', number = ''] = id.split('-');
  must(textAt(root, 'UBLVersionID') !== undefined, '2111');
  must(textAt(root, 'UBLVersionID') === '2.1', '2110', textAt(root, 'UBLVersionID'));
  must(textAt(root, 'CustomizationID') !== undefined, '2113');
  must(textAt(root, 'CustomizationID') === '2.0', '2112', textAt(root, 'CustomizationID'));
  must(new RegExp(`^${name.type === '09' ? 'T' : 'V'}[A-Z0-9]{3}-\\d{1,8}$`).test(id), '1001', id);
  must(issuerOf(advice).number === name.ruc, '1034', issuerOf(advice).number);
  must(series === name.series, '1035', id);
  must(number === name.number, '1036', id);
  must(/^\d{4}-\d{2}-\d{2}$/.test(advice.issueDate), '3436', advice.issueDate);
  must(daysBetween(advice.issueDate, today) >= -2, '2329', advice.issueDate);
  const time = textAt(root, 'IssueTime');
  must(time !== undefined && time !== '', '3437');
  must(/^\d{2}:\d{2}:\d{2}$/.test(time ?? ''), '3438', time);
  const type = textAt(root, 'DespatchAdviceTypeCode');
  must(type !== undefined && type !== '', '1050');
  must(type === name.type, '1051', type);
  for (const note of root.children.filter((one) => one.name === 'Note'))
    should(advice, isText(note.text, 1, 250), '4186');
  const issuer = issuerOf(advice);
  must(issuer.type !== '', '2678');
  must(issuer.type === '6', '2511', issuer.type);
  must(issuer.name !== '', '1037');
  should(advice, isText(issuer.name, 1, 250), '4338');
}
