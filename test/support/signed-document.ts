import { readFileSync } from 'node:fs';
import { buildInvoiceXml } from '../../domain/fiscal/build-invoice-xml.ts';
import { fileName, makeInvoice, withNumber } from '../../domain/fiscal/invoice.ts';
import { priceSale } from '../../domain/sale/price-sale.ts';
import { readPfx } from '../../platform/signing/certificate.ts';
import { signXml } from '../../platform/signing/sign-xml.ts';
import { zipXml } from '../../platform/signing/zip.ts';

export const ISSUER_RUC = '20601234565';
const PFX = new URL('../fixtures/pfx/aes-256.pfx', import.meta.url);
const SIGNER = readPfx(readFileSync(PFX), 'prueba-aes');
const BUYER = { documentType: '6', documentNumber: '20100066603', name: 'COMERCIAL DE PRUEBA SAC' };

export interface SignedDocument {
  readonly fileName: string;
  readonly zip: Buffer;
  readonly issueDate: string;
  readonly total: string;
}

/** A factura or boleta of one product at 11.80, built, signed and zipped as the hub does it. */
export function signedDocument(type: '01' | '03', series: string, number: number, issueDate: string): SignedDocument {
  const product = { productId: 'p', sku: 'A', description: 'Café 250 g', unitCode: 'NIU', quantity: '1' };
  const priced = priceSale({
    currency: 'PEN',
    issueDate,
    lines: [{ ...product, unitPrice: '11.80', igvAffectation: '10' }],
  });
  const supplier = { ruc: ISSUER_RUC, name: 'TIENDA DE PRUEBA SAC', address: { establishmentCode: '0000' } };
  const header = { type, series, issueTime: '10:00:00', supplier, ...(type === '01' ? { customer: BUYER } : {}) };
  const invoice = withNumber(makeInvoice(priced, header), number);
  const name = fileName(ISSUER_RUC, type, series, number);
  const { bytes } = signXml(buildInvoiceXml(invoice), SIGNER);
  return { fileName: `${name}.zip`, zip: zipXml(name, bytes), issueDate, total: '11.80' };
}

/** A communication that voids one factura of F001, unsigned: for the sandbox's light mode. */
export function voidedDocuments(
  issueDate: string,
  correlative: number,
  number: number,
): { fileName: string; zip: Buffer } {
  const id = `RA-${issueDate.replaceAll('-', '')}-${correlative}`;
  const xml =
    `<?xml version="1.0" encoding="UTF-8"?>` +
    `<VoidedDocuments xmlns="urn:sunat:names:specification:ubl:peru:schema:xsd:VoidedDocuments-1" ${UBL}>` +
    `<cbc:UBLVersionID>2.0</cbc:UBLVersionID><cbc:CustomizationID>1.0</cbc:CustomizationID><cbc:ID>${id}</cbc:ID>` +
    `<cbc:ReferenceDate>${issueDate}</cbc:ReferenceDate><cbc:IssueDate>${issueDate}</cbc:IssueDate>` +
    `<cac:AccountingSupplierParty><cbc:CustomerAssignedAccountID>${ISSUER_RUC}</cbc:CustomerAssignedAccountID>` +
    `<cbc:AdditionalAccountID>6</cbc:AdditionalAccountID><cac:Party><cac:PartyLegalEntity>` +
    `<cbc:RegistrationName>TIENDA DE PRUEBA SAC</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>` +
    `<sac:VoidedDocumentsLine><cbc:LineID>1</cbc:LineID><cbc:DocumentTypeCode>01</cbc:DocumentTypeCode>` +
    `<sac:DocumentSerialID>F001</sac:DocumentSerialID><sac:DocumentNumberID>${number}</sac:DocumentNumberID>` +
    `<sac:VoidReasonDescription>Error en la emisión</sac:VoidReasonDescription></sac:VoidedDocumentsLine>` +
    `</VoidedDocuments>`;
  const name = `${ISSUER_RUC}-${id}`;
  return { fileName: `${name}.zip`, zip: zipXml(name, Buffer.from(xml)) };
}

const UBL =
  'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" ' +
  'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" ' +
  'xmlns:sac="urn:sunat:names:specification:ubl:peru:schema:xsd:SunatAggregateComponents-1"';
