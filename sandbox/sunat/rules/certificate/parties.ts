import { IDENTITY_TYPES, UBIGEOS } from '../../generated/catalogues.ts';
import type { BillName } from '../../names.ts';
import { first, textAt, type XmlNode } from '../../xml.ts';
import { must } from '../bill.ts';
import { isRuc, isText } from '../format.ts';
import type { Shape } from './shape.ts';

/** Issuer of the certificate: name and address. */
export function checkAgent(root: XmlNode, ruc: string): void {
  const agent = first(root, 'AgentParty');
  const id = first(agent, 'PartyIdentification/ID');
  must(id?.text === ruc, '1034', id?.text);
  must((id?.attrs.schemeID ?? '') !== '', '2678');
  must(id?.attrs.schemeID === '6', '2511', id?.attrs.schemeID);
  optional(agent, 'PartyName/Name', '2901', 1500);
  const name = textAt(agent, 'PartyLegalEntity/RegistrationName') ?? '';
  must(name !== '', '1037');
  must(isText(name, 1, 1500), '1038', name);
  checkAddress(agent, ['2916', '2902', '2903', '2904', '2905']);
}

/** Supplier (retencion: a RUC) or customer (percepcion: any document). */
export function checkReceiver(root: XmlNode, name: BillName, { codes, letter }: Shape): void {
  const receiver = first(root, 'ReceiverParty');
  const id = first(receiver, 'PartyIdentification/ID');
  const number = id?.text ?? '';
  const type = id?.attrs.schemeID ?? '';
  must(number !== '', codes.receiverMissing);
  const withRuc = letter === 'R';
  must((withRuc ? /^\d{11}$/ : /^\S{1,15}$/).test(number), codes.receiverForm, number);
  must(number !== name.ruc, codes.receiverIsIssuer, number);
  must(type !== '', '2516');
  must(withRuc ? type === '6' : IDENTITY_TYPES.has(type), '2511', type);
  must(type !== '6' || isRuc(number), codes.receiverUnknown, number);
  optional(receiver, 'PartyName/Name', codes.receiverTradeName, 1500);
  const legal = textAt(receiver, 'PartyLegalEntity/RegistrationName') ?? '';
  must(legal !== '', '2134');
  must(isText(legal, 1, 1500), '2133', legal);
  checkAddress(receiver, [
    codes.receiverStreet,
    codes.receiverSubdivision,
    codes.receiverCity,
    codes.receiverSubentity,
    codes.receiverDistrict,
  ]);
}

const PARTS = ['StreetName', 'CitySubdivisionName', 'CityName', 'CountrySubentity', 'District'];

function checkAddress(party: XmlNode | undefined, codes: readonly string[]): void {
  const address = first(party, 'PostalAddress');
  const ubigeo = textAt(address, 'ID');
  must(ubigeo === undefined || UBIGEOS.has(ubigeo), '2917', ubigeo);
  PARTS.forEach((part, index) => optional(address, part, codes[index] ?? '', part === 'StreetName' ? 100 : 30));
  const country = textAt(address, 'Country/IdentificationCode');
  must(country === undefined || country === 'PE', '2548', country);
}

function optional(node: XmlNode | undefined, path: string, code: string, max: number): void {
  const text = textAt(node, path);
  must(text === undefined || isText(text, 1, max), code, text);
}
