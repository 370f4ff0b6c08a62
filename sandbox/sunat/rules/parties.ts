import { COUNTRIES, IDENTITY_TYPES, UBIGEOS } from '../generated/catalogues.ts';
import { all, first, textAt, type XmlNode } from '../xml.ts';
import { type Bill, must, should } from './bill.ts';
import { isPaper } from '../names.ts';
import { isRuc, isText } from './format.ts';

/** Issuer, signatory and buyer. */
export function checkParties(bill: Bill): void {
  checkSignatory(bill.root, bill.name.ruc);
  checkSupplier(bill);
  checkCustomerIdentity(bill);
  checkCustomerName(bill);
}

/** Who signed, as the document tells it: its RUC is the issuer's. */
export function checkSignatory(root: XmlNode, issuer: string): void {
  const signature = first(root, 'Signature');
  const id = textAt(signature, 'ID');
  must(id !== undefined, '2076');
  must(id?.trim() !== '', '2077');
  const ruc = textAt(signature, 'SignatoryParty/PartyIdentification/ID');
  must(ruc !== undefined, '2079');
  must(ruc === issuer, '2078', ruc);
  const signer = textAt(signature, 'SignatoryParty/PartyName/Name');
  must(signer !== undefined, '2081');
  must(isText(signer ?? '', 1, 3000), '2080', signer);
  const uri = textAt(signature, 'DigitalSignatureAttachment/ExternalReference/URI');
  must(uri !== undefined, '2083');
  must(isText(uri ?? '', 1, 3000), '2082', uri);
}

function checkSupplier(bill: Bill): void {
  const party = first(bill.root, 'AccountingSupplierParty/Party');
  const ids = all(party, 'PartyIdentification');
  must(ids.length <= 1, '3089');
  const scheme = first(party, 'PartyIdentification/ID')?.attrs.schemeID ?? '';
  must(scheme !== '', '1008');
  must(scheme === '6', '1007', scheme);
  const legal = first(party, 'PartyLegalEntity');
  const name = textAt(legal, 'RegistrationName');
  must(name !== undefined && name !== '', '1037');
  should(bill, isText(name ?? '', 1, 1500), '4338');
  const trade = textAt(party, 'PartyName/Name');
  should(bill, trade === undefined || isText(trade, 1, 1500), '4092');
  checkAddress(bill, first(legal, 'RegistrationAddress'));
}

function checkAddress(bill: Bill, address: XmlNode | undefined): void {
  const establishment = textAt(address, 'AddressTypeCode') ?? '';
  if (bill.strict && !isPaper(bill.name)) must(establishment !== '', '3030');
  else should(bill, establishment !== '', '4198');
  should(bill, establishment === '' || /^\d{4}$/.test(establishment), '4242');
  const optional = (path: string, code: string, valid: (text: string) => boolean): void => {
    const text = textAt(address, path);
    should(bill, text === undefined || valid(text), code);
  };
  optional('ID', '4093', (text) => UBIGEOS.has(text));
  optional('AddressLine/Line', '4094', (text) => isText(text, 3, 200));
  optional('CitySubdivisionName', '4095', (text) => isText(text, 1, 25));
  optional('CityName', '4096', (text) => isText(text, 1, 30));
  optional('CountrySubentity', '4097', (text) => isText(text, 1, 30));
  optional('District', '4098', (text) => isText(text, 1, 30));
  optional('Country/IdentificationCode', '4041', (text) => text === 'PE' && COUNTRIES.has(text));
}

function checkCustomerIdentity(bill: Bill): void {
  const ids = all(bill.root, 'AccountingCustomerParty/Party/PartyIdentification/ID');
  must(ids.length <= 1, '3090');
  const id = ids[0];
  const type = id?.attrs.schemeID;
  const missing = bill.isNote ? '2679' : undefined;
  must(id !== undefined, missing ?? '2014');
  must(type !== undefined, missing ?? '2015');
  checkCustomerType(bill, type ?? '');
  checkCustomerNumber(bill, type ?? '', id?.text ?? '');
}

const EXPORTS = new Set(['0200', '0201', '0202', '0203', '0204', '0205', '0206', '0207', '0208', '0401']);

function checkCustomerType(bill: Bill, type: string): void {
  const known = IDENTITY_TYPES.has(type) || type === '-';
  if (bill.isNote) return must(known, '2016', type);
  const { operation } = bill;
  if (bill.name.type === '03') {
    must(known, '2800', type);
    return must(!EXPORTS.has(operation) || type !== '6', '2800', type);
  }
  const tacna = all(bill.root, 'Note').some((note) => note.attrs.languageLocaleID === '2008');
  if (['0200', '0201', '0204'].includes(operation) && !tacna) must(type !== '6', '2800', type);
  if (EXPORTS.has(operation)) return must(known, '2800', type);
  if (operation === '0112') return must(type === '1' || type === '6', '2800', type);
  if (operation === '2106') return must(['7', 'B', 'G'].includes(type), '2800', type);
  must(type === '6', '2800', type);
}

function checkCustomerNumber(bill: Bill, type: string, number: string): void {
  if (type === '6') {
    must(/^\d{11}$/.test(number), '2017', number);
    if (bill.isNote) should(bill, isRuc(number), '4001');
    else must(isRuc(number), '3202', number);
    return;
  }
  if (type === '1') {
    const digits = /^\d{8}$/.test(number);
    if (bill.name.type === '01') must(digits, '2801', number);
    else should(bill, digits, '4207');
    return;
  }
  if (type === '-') return;
  const plain = /^\S{1,15}$/.test(number);
  if (bill.name.type === '01') must(plain, '2802', number);
  else should(bill, plain, '4208');
}

function checkCustomerName(bill: Bill): void {
  const name = textAt(bill.root, 'AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName');
  must(name !== undefined && name !== '', '2021');
  must(isText(name ?? '', 3, 1500), '2022', name);
}
