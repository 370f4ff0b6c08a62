import { type DocumentFrame, SIGNATURE_ID } from '../ubl-frame.ts';
import { xmlText } from '../xml-text.ts';
import { summaryId } from './names.ts';
import type { SummaryHeader } from './types.ts';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';
const SUNAT = 'urn:sunat:names:specification:ubl:peru:schema:xsd';

/** The frame of SUNAT's own UBL 2.0 files; all namespaces on the root, in canonical order. */
export function summaryFrame(root: 'SummaryDocuments' | 'VoidedDocuments'): DocumentFrame {
  const namespaces =
    ` xmlns="${SUNAT}:${root}-1"` +
    ` xmlns:cac="${UBL}:CommonAggregateComponents-2"` +
    ` xmlns:cbc="${UBL}:CommonBasicComponents-2"` +
    ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"' +
    ` xmlns:ext="${UBL}:CommonExtensionComponents-2"` +
    ` xmlns:sac="${SUNAT}:SunatAggregateComponents-1"`;
  const beforeSignature = `<${root}${namespaces}><ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>`;
  return { root, namespaces, beforeSignature };
}

/** From the version to the issuer: the same for all three kinds; the reference date stands before the generation date. */
export function summaryHead(header: SummaryHeader, version: '1.0' | '1.1'): string {
  const ruc = xmlText(header.ruc);
  const name = xmlText(header.name);
  return (
    `<cbc:UBLVersionID>2.0</cbc:UBLVersionID><cbc:CustomizationID>${version}</cbc:CustomizationID>` +
    `<cbc:ID>${summaryId(header)}</cbc:ID>` +
    `<cbc:ReferenceDate>${header.referenceDate}</cbc:ReferenceDate>` +
    `<cbc:IssueDate>${header.generationDate}</cbc:IssueDate>` +
    `<cac:Signature><cbc:ID>${SIGNATURE_ID}</cbc:ID><cac:SignatoryParty>` +
    `<cac:PartyIdentification><cbc:ID>${ruc}</cbc:ID></cac:PartyIdentification>` +
    `<cac:PartyName><cbc:Name>${name}</cbc:Name></cac:PartyName></cac:SignatoryParty>` +
    '<cac:DigitalSignatureAttachment><cac:ExternalReference>' +
    `<cbc:URI>#${SIGNATURE_ID}</cbc:URI></cac:ExternalReference></cac:DigitalSignatureAttachment></cac:Signature>` +
    `<cac:AccountingSupplierParty><cbc:CustomerAssignedAccountID>${ruc}</cbc:CustomerAssignedAccountID>` +
    '<cbc:AdditionalAccountID>6</cbc:AdditionalAccountID><cac:Party><cac:PartyLegalEntity>' +
    `<cbc:RegistrationName>${name}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>`
  );
}
