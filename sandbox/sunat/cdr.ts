import { zipSync } from 'fflate';
import { textOf } from './returns.ts';
import { escapeText, limaClock } from './text.ts';

/** What a CDR says; the same input always gives the same bytes, so that a CDR asked for later is the one that was sent. */
export interface CdrInput {
  /** Base name of the file that is answered. */
  readonly base: string;
  readonly ruc: string;
  /** `F001-1`, `RC-20261125-1`. */
  readonly referenceId: string;
  readonly customer: string;
  readonly processNumber: string;
  readonly receivedAt: string;
  /** `0` accepted; else the code of the rejection. */
  readonly code: string;
  readonly description: string;
  readonly observations: readonly string[];
  /** Where a guide can be looked at: its QR code. */
  readonly url?: string | undefined;
}

const ACCEPTED: Readonly<Record<string, string>> = {
  '01': 'La Factura numero',
  '03': 'La Boleta numero',
  '07': 'La Nota de Credito numero',
  '08': 'La Nota de Debito numero',
  RC: 'El Resumen diario',
  '09': 'La Guia de remision remitente numero',
  '31': 'La Guia de remision transportista numero',
  RA: 'La Comunicacion de baja',
  '20': 'El Comprobante de Retencion numero',
  '40': 'El Comprobante de Percepcion numero',
  RR: 'El Resumen de reversiones',
};

/** The sentence SUNAT puts into an acceptance; for a rejection the code's text. */
export function describe(kind: string, referenceId: string, code: string): string {
  if (code !== '0') return textOf(code);
  return `${ACCEPTED[kind] ?? 'El comprobante'} ${referenceId}, ha sido aceptad${ACCEPTED[kind]?.startsWith('La ') === true ? 'a' : 'o'}`;
}

/** The ZIP SUNAT answers with: `R-<name>.xml` and, as in the real ones, an empty `dummy/` folder before it. */
export function buildCdr(input: CdrInput): Buffer {
  const mtime = new Date(input.receivedAt);
  const xml = Buffer.from(cdrXml(input), 'utf8');
  return Buffer.from(
    zipSync({ 'dummy/': [new Uint8Array(0), { mtime }], [`R-${input.base}.xml`]: [xml, { mtime, level: 6 }] }),
  );
}

function cdrXml(input: CdrInput): string {
  const { date, time } = limaClock(new Date(input.receivedAt));
  const notes = input.observations
    .map((code) => `<cbc:Note>${escapeText(observationText(code))}</cbc:Note>\n`)
    .join('');
  const url =
    input.url === undefined ? '' : `<cbc:DocumentDescription>${escapeText(input.url)}</cbc:DocumentDescription>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<ar:ApplicationResponse xmlns:ar="urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2">
<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>${PLACEHOLDER}</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
<cbc:UBLVersionID>2.0</cbc:UBLVersionID>
<cbc:CustomizationID>1.0</cbc:CustomizationID>
<cbc:ID>${input.processNumber}</cbc:ID>
<cbc:IssueDate>${date}T${time}</cbc:IssueDate>
<cbc:IssueTime>00:00:00</cbc:IssueTime>
<cbc:ResponseDate>${date}</cbc:ResponseDate>
<cbc:ResponseTime>${time}</cbc:ResponseTime>
${notes}${SIGNATORY}
<cac:SenderParty><cac:PartyIdentification><cbc:ID>20131312955</cbc:ID></cac:PartyIdentification></cac:SenderParty>
<cac:ReceiverParty><cac:PartyIdentification><cbc:ID>${input.ruc}</cbc:ID></cac:PartyIdentification></cac:ReceiverParty>
<cac:DocumentResponse>
<cac:Response><cbc:ReferenceID>${escapeText(input.referenceId)}</cbc:ReferenceID><cbc:ResponseCode>${input.code}</cbc:ResponseCode><cbc:Description>${escapeText(input.description)}</cbc:Description></cac:Response>
<cac:DocumentReference><cbc:ID>${escapeText(input.referenceId)}</cbc:ID>${url}</cac:DocumentReference>
<cac:RecipientParty><cac:PartyIdentification><cbc:ID>${escapeText(input.customer)}</cbc:ID></cac:PartyIdentification></cac:RecipientParty>
</cac:DocumentResponse>
</ar:ApplicationResponse>
`;
}

function observationText(code: string): string {
  return `${code} - ${textOf(code)} - INFO: ${code} (nodo: "/" valor: "")`;
}

/** Like the beta's, the signature is a placeholder that verifies nowhere: a client must not depend on it. */
const PLACEHOLDER =
  '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="SignSUNAT"><SignedInfo>' +
  '<CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>' +
  '<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><Reference URI=""><Transforms>' +
  '<Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></Transforms>' +
  '<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>AAAA</DigestValue></Reference></SignedInfo>' +
  '<SignatureValue>AAAA</SignatureValue></Signature>';

const SIGNATORY =
  '<cac:Signature><cbc:ID>SignSUNAT</cbc:ID><cac:SignatoryParty><cac:PartyIdentification><cbc:ID>20131312955</cbc:ID>' +
  '</cac:PartyIdentification><cac:PartyName><cbc:Name>SUNAT</cbc:Name></cac:PartyName></cac:SignatoryParty>' +
  '<cac:DigitalSignatureAttachment><cac:ExternalReference><cbc:URI>#SignSUNAT</cbc:URI></cac:ExternalReference>' +
  '</cac:DigitalSignatureAttachment></cac:Signature>';
