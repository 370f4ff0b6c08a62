import { COUNTRIES, UBIGEOS } from '../generated/catalogues.ts';
import { all, first, textAt } from '../xml.ts';
import { type Bill, must, should } from './bill.ts';
import { isText } from './format.ts';

/** Services exported: used in another country. */
const USED_ABROAD = ['0201', '0208'];

/** Place of delivery of sales on the road, and country where an exported service is used. */
export function checkDelivery(bill: Bill): void {
  const address = first(bill.root, 'Delivery/DeliveryLocation/Address');
  const optional = (path: string, code: string, valid: (text: string) => boolean): void => {
    const text = textAt(address, path);
    should(bill, text === undefined || valid(text), code);
  };
  optional('AddressLine/Line', '4236', (text) => isText(text, 3, 200));
  optional('CitySubdivisionName', '4238', (text) => isText(text, 1, 25));
  optional('CityName', '4239', (text) => isText(text, 1, 30));
  optional('ID', '4231', (text) => UBIGEOS.has(text));
  optional('CountrySubentity', '4240', (text) => isText(text, 1, 30));
  optional('District', '4241', (text) => isText(text, 1, 30));
  const country = textAt(address, 'Country/IdentificationCode') ?? '';
  if (USED_ABROAD.includes(bill.operation)) {
    must(country !== '', '3098');
    must(COUNTRIES.has(country) && country !== 'PE', '3099', country);
  } else should(bill, country === '' || country === 'PE', '4041');
  const travelling = textAt(address, 'AddressLine/Line') !== undefined;
  const legend = all(bill.root, 'Note').some((note) => note.attrs.languageLocaleID === '2005');
  should(bill, !travelling || legend, '4266');
}
