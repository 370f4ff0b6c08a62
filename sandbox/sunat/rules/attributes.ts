import type { XmlNode } from '../xml.ts';
import { type Bill, should } from './bill.ts';

const SUNAT = 'PE:SUNAT';
const UNECE = 'United Nations Economic Commission for Europe';

/** Observation codes by attribute. */
const CODES: Readonly<Record<string, string>> = {
  listAgencyName: '4251',
  listName: '4252',
  listURI: '4253',
  listID: '4254',
  schemeName: '4255',
  schemeAgencyName: '4256',
  schemeURI: '4257',
  unitCodeListID: '4258',
  unitCodeListAgencyName: '4259',
  name: '4260',
  listSchemeURI: '4261',
};

type Expected = Readonly<Record<string, string>>;

const uri = (catalogue: string): string => `urn:pe:gob:sunat:cpe:see:gem:catalogos:catalogo${catalogue}`;
const list = (listName: string, catalogue: string): Expected => ({
  listAgencyName: SUNAT,
  listName,
  listURI: uri(catalogue),
});
const scheme = (schemeName: string, catalogue: string): Expected => ({
  schemeAgencyName: SUNAT,
  schemeName,
  schemeURI: uri(catalogue),
});
const QUANTITY: Expected = { unitCodeListID: 'UN/ECE rec 20', unitCodeListAgencyName: UNECE };
const UBIGEO: Expected = { schemeAgencyName: 'PE:INEI', schemeName: 'Ubigeos' };

/** What optional attributes say when they are there, by element or by parent and element. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  CustomizationID: { schemeAgencyName: SUNAT },
  InvoiceTypeCode: { ...list('Tipo de Documento', '01'), name: 'Tipo de Operacion', listSchemeURI: uri('51') },
  DocumentCurrencyCode: { listID: 'ISO 4217 Alpha', listName: 'Currency', listAgencyName: UNECE },
  'PartyIdentification/ID': scheme('Documento de Identidad', '06'),
  'RegistrationAddress/ID': UBIGEO,
  'Address/ID': UBIGEO,
  AddressTypeCode: { listAgencyName: SUNAT, listName: 'Establecimientos anexos' },
  IdentificationCode: { listID: 'ISO 3166-1', listAgencyName: UNECE, listName: 'Country' },
  InvoicedQuantity: QUANTITY,
  CreditedQuantity: QUANTITY,
  DebitedQuantity: QUANTITY,
  PriceTypeCode: list('Tipo de Precio', '16'),
  TaxExemptionReasonCode: list('Afectacion del IGV', '07'),
  'TaxScheme/ID': scheme('Codigo de tributos', '05'),
  AllowanceChargeReasonCode: list('Cargo/descuento', '53'),
  ItemClassificationCode: { listID: 'UNSPSC', listAgencyName: 'GS1 US', listName: 'Item Classification' },
  'DespatchDocumentReference/DocumentTypeCode': list('Tipo de Documento', '01'),
  NameCode: list('Propiedad del item', '55'),
  PaymentMeansCode: list('Medio de pago', '59'),
};

/** Optional attributes are observed when they are there and say something else. */
export function checkAttributes(bill: Bill): void {
  walk(bill, bill.root);
}

function walk(bill: Bill, parent: XmlNode): void {
  for (const child of parent.children) {
    if (child.name === 'UBLExtensions' || child.name === 'Signature') continue;
    const expected = EXPECTED[`${parent.name}/${child.name}`] ?? EXPECTED[child.name];
    for (const [attribute, value] of Object.entries(expected ?? {})) {
      const given = child.attrs[attribute];
      should(bill, given === undefined || given === value, CODES[attribute] ?? '');
    }
    walk(bill, child);
  }
}
