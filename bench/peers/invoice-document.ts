import type { KeyObject } from 'node:crypto';

import { SignedXml } from 'xml-crypto';
import { create } from 'xmlbuilder2';

import type { Invoice } from '../../domain/fiscal/invoice.ts';
import type { PricedLine } from '../../domain/sale/types.ts';
import type { SigningIdentity } from '../../platform/signing/certificate.ts';

/**
 * The usual way to the same document: a tree of objects through `xmlbuilder2`, signed by `xml-crypto`. It writes what
 * the hub's builder writes for a cash sale without discounts; `documents.ts` holds both texts against each other.
 */
type Node = Record<string, unknown>;

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';
const TAX_NAMES: Readonly<Record<string, readonly [name: string, typeCode: string]>> = {
  '1000': ['IGV', 'VAT'],
  '9997': ['EXO', 'VAT'],
  '9998': ['INA', 'FRE'],
};

const amount = (value: string, currency: string): Node => ({ '@currencyID': currency, '#': value });

function taxScheme(code: string): Node {
  const [name, typeCode] = TAX_NAMES[code] ?? ['', ''];
  return { 'cbc:ID': code, 'cbc:Name': name, 'cbc:TaxTypeCode': typeCode };
}

function lineOf(line: PricedLine, currency: string): Node {
  return {
    'cbc:ID': line.number,
    'cbc:InvoicedQuantity': { '@unitCode': line.unitCode, '#': line.quantity },
    'cbc:LineExtensionAmount': amount(line.value, currency),
    'cac:PricingReference': {
      'cac:AlternativeConditionPrice': {
        'cbc:PriceAmount': amount(line.unitPriceWithTax, currency),
        'cbc:PriceTypeCode': '01',
      },
    },
    'cac:TaxTotal': {
      'cbc:TaxAmount': amount(line.igv, currency),
      'cac:TaxSubtotal': {
        'cbc:TaxableAmount': amount(line.value, currency),
        'cbc:TaxAmount': amount(line.igv, currency),
        'cac:TaxCategory': {
          'cbc:Percent': line.igvPercent,
          'cbc:TaxExemptionReasonCode': line.igvAffectation,
          'cac:TaxScheme': taxScheme(line.taxCode),
        },
      },
    },
    'cac:Item': {
      'cbc:Description': line.description,
      'cac:SellersItemIdentification': { 'cbc:ID': line.sku },
    },
    'cac:Price': { 'cbc:PriceAmount': amount(line.unitValue, currency) },
  };
}

function partiesOf({ supplier, customer }: Invoice): Node {
  return {
    'cac:Signature': {
      'cbc:ID': 'SignatureHub',
      'cac:SignatoryParty': {
        'cac:PartyIdentification': { 'cbc:ID': supplier.ruc },
        'cac:PartyName': { 'cbc:Name': supplier.name },
      },
      'cac:DigitalSignatureAttachment': { 'cac:ExternalReference': { 'cbc:URI': '#SignatureHub' } },
    },
    'cac:AccountingSupplierParty': {
      'cac:Party': {
        'cac:PartyIdentification': { 'cbc:ID': { '@schemeID': '6', '#': supplier.ruc } },
        'cac:PartyLegalEntity': {
          'cbc:RegistrationName': supplier.name,
          'cac:RegistrationAddress': {
            'cbc:AddressTypeCode': supplier.address.establishmentCode,
            'cac:Country': { 'cbc:IdentificationCode': 'PE' },
          },
        },
      },
    },
    'cac:AccountingCustomerParty': {
      'cac:Party': {
        'cac:PartyIdentification': { 'cbc:ID': { '@schemeID': customer.documentType, '#': customer.documentNumber } },
        'cac:PartyLegalEntity': { 'cbc:RegistrationName': customer.name },
      },
    },
  };
}

function totalsOf({ currency, totals, lines }: Invoice): Node {
  const bases: Readonly<Record<string, readonly [base: string, tax: string]>> = {
    '1000': [totals.taxable, totals.igv],
    '9997': [totals.exempt, '0.00'],
    '9998': [totals.unaffected, '0.00'],
  };
  const used = new Set(lines.map((line) => line.taxCode));
  const subtotals = Object.entries(bases).filter(([code]) => used.has(code));
  return {
    'cac:TaxTotal': {
      'cbc:TaxAmount': amount(totals.igv, currency),
      'cac:TaxSubtotal': subtotals.map(([code, [base, tax]]) => ({
        'cbc:TaxableAmount': amount(base, currency),
        'cbc:TaxAmount': amount(tax, currency),
        'cac:TaxCategory': { 'cac:TaxScheme': taxScheme(code) },
      })),
    },
    'cac:LegalMonetaryTotal': {
      'cbc:LineExtensionAmount': amount(totals.value, currency),
      'cbc:TaxInclusiveAmount': amount(totals.total, currency),
      'cbc:PayableAmount': amount(totals.total, currency),
    },
  };
}

/** The document without its signature. */
export function peerXml(invoice: Invoice): string {
  const tree = {
    Invoice: {
      '@xmlns': `${UBL}:Invoice-2`,
      '@xmlns:cac': `${UBL}:CommonAggregateComponents-2`,
      '@xmlns:cbc': `${UBL}:CommonBasicComponents-2`,
      '@xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#',
      '@xmlns:ext': `${UBL}:CommonExtensionComponents-2`,
      'ext:UBLExtensions': { 'ext:UBLExtension': { 'ext:ExtensionContent': {} } },
      'cbc:UBLVersionID': '2.1',
      'cbc:CustomizationID': '2.0',
      'cbc:ID': `${invoice.series}-${invoice.number}`,
      'cbc:IssueDate': invoice.issueDate,
      'cbc:IssueTime': invoice.issueTime,
      'cbc:InvoiceTypeCode': { '@listID': invoice.operationType, '#': invoice.type },
      'cbc:Note': invoice.legends.map(({ code, text }) => ({ '@languageLocaleID': code, '#': text })),
      'cbc:DocumentCurrencyCode': invoice.currency,
      ...partiesOf(invoice),
      'cac:PaymentTerms': { 'cbc:ID': 'FormaPago', 'cbc:PaymentMeansID': 'Contado' },
      ...totalsOf(invoice),
      'cac:InvoiceLine': invoice.lines.map((line) => lineOf(line, invoice.currency)),
    },
  };
  return create({ version: '1.0', encoding: 'UTF-8' }, tree).end({ prettyPrint: false });
}

/** What `xml-crypto` signs with; the key is read once, which is faster than its PEM each time. */
export interface PeerSigner {
  readonly key: KeyObject;
  /** PEM. */
  readonly certificate: string;
}

export const peerSigner = ({ privateKey, certificateBase64 }: SigningIdentity): PeerSigner => ({
  key: privateKey,
  certificate: `-----BEGIN CERTIFICATE-----\n${certificateBase64}\n-----END CERTIFICATE-----`,
});

/** Signs as SUNAT asks: enveloped, inclusive C14N, RSA-SHA256. The place is named by the quickest path. */
export function peerSign(xml: string, { key, certificate }: PeerSigner): string {
  const signer = new SignedXml({
    privateKey: key,
    publicCert: certificate,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  });
  signer.addReference({
    xpath: '/*',
    uri: '',
    isEmptyUri: true,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature'],
  });
  signer.computeSignature(xml, {
    prefix: 'ds',
    attrs: { Id: 'SignatureHub' },
    location: { reference: '/*/*[1]/*[1]/*[1]', action: 'append' },
  });
  return signer.getSignedXml();
}
