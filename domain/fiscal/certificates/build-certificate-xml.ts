import { tag, wrap } from '../despatch/elements.ts';
import type { InvoiceXml } from '../types.ts';
import { type DocumentFrame, frameXml } from '../ubl-frame.ts';
import { signatory } from '../ubl-parties.ts';
import { xmlAttribute, xmlText } from '../xml-text.ts';
import type { Certificate, CertificateAddress, CertificateType, ReckonedReference } from './types.ts';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';
const SUNAT = 'urn:sunat:names:specification:ubl:peru:schema:xsd';

/** What differs between the two. */
interface Names {
  readonly root: 'Retention' | 'Perception';
  readonly total: string;
  readonly net: string;
  readonly frame: DocumentFrame;
}

const NAMES: Readonly<Record<CertificateType, Names>> = {
  '20': { ...{ root: 'Retention', total: 'SUNATTotalPaid', net: 'SUNATNetTotalPaid' }, frame: frameOf('Retention') },
  '40': {
    ...{ root: 'Perception', total: 'SUNATTotalCashed', net: 'SUNATNetTotalCashed' },
    frame: frameOf('Perception'),
  },
};

/** SUNAT's own UBL 2.0 files; all namespaces on the root, in canonical order. */
function frameOf(root: 'Retention' | 'Perception'): DocumentFrame {
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

/**
 * Writes a certificate of retention or perception (UBL 2.0, customization 1.0; others are refused: 2110, 2112) in the
 * order of the XSD and in canonical form. Takes what `validateCertificate` has let through.
 */
export function buildCertificateXml(certificate: Certificate): InvoiceXml {
  const names = NAMES[certificate.type];
  const { agent, receiver, regime, rate = '', withheld, paid } = certificate;
  const { root } = names;
  const body =
    '<cbc:UBLVersionID>2.0</cbc:UBLVersionID><cbc:CustomizationID>1.0</cbc:CustomizationID>' +
    signatory(agent) +
    tag('cbc:ID', `${certificate.series}-${certificate.number}`) +
    `<cbc:IssueDate>${certificate.issueDate}</cbc:IssueDate><cbc:IssueTime>${certificate.issueTime}</cbc:IssueTime>` +
    party('cac:AgentParty', { ...agent, documentType: '6', documentNumber: agent.ruc }) +
    party('cac:ReceiverParty', { ...receiver, address: { street: receiver.address } }) +
    tag(`sac:SUNAT${root}SystemCode`, regime) +
    tag(`sac:SUNAT${root}Percent`, rate) +
    tag('cbc:Note', certificate.note) +
    soles('cbc:TotalInvoiceAmount', withheld) +
    soles(`sac:${names.total}`, paid) +
    certificate.references.map((one) => reference(one, names, certificate.issueDate)).join('');
  return frameXml(names.frame, body);
}

const amount = (name: string, value: string, currency: string): string =>
  `<${name} currencyID="${xmlAttribute(currency)}">${value}</${name}>`;

const soles = (name: string, value: string): string => amount(name, value, 'PEN');

interface NamedParty {
  readonly documentType: string;
  readonly documentNumber: string;
  readonly name: string;
  readonly tradeName?: string | undefined;
  readonly address?: CertificateAddress | undefined;
}

function party(name: string, { documentType, documentNumber, tradeName, address, ...one }: NamedParty): string {
  const id = `<cbc:ID schemeID="${xmlAttribute(documentType)}">${xmlText(documentNumber)}</cbc:ID>`;
  return wrap(
    name,
    wrap('cac:PartyIdentification', id) +
      (tradeName === undefined ? '' : wrap('cac:PartyName', tag('cbc:Name', tradeName))) +
      postal(address) +
      wrap('cac:PartyLegalEntity', tag('cbc:RegistrationName', one.name)),
  );
}

function postal(address: CertificateAddress | undefined): string {
  if (address?.street === undefined) return '';
  return wrap(
    'cac:PostalAddress',
    tag('cbc:ID', address.ubigeo) +
      tag('cbc:StreetName', address.street) +
      tag('cbc:CityName', address.province) +
      tag('cbc:CountrySubentity', address.department) +
      tag('cbc:District', address.district) +
      '<cac:Country><cbc:IdentificationCode>PE</cbc:IdentificationCode></cac:Country>',
  );
}

function reference(one: ReckonedReference, names: Names, issued: string): string {
  const { type, number, issueDate, currency, total, payment } = one;
  const paid = payment
    ? wrap(
        'cac:Payment',
        tag('cbc:ID', payment.number) +
          amount('cbc:PaidAmount', payment.amount, currency) +
          tag('cbc:PaidDate', payment.date),
      )
    : '';
  return wrap(
    `sac:SUNAT${names.root}DocumentReference`,
    `<cbc:ID schemeID="${xmlAttribute(type)}">${xmlText(number)}</cbc:ID>` +
      tag('cbc:IssueDate', issueDate) +
      amount('cbc:TotalInvoiceAmount', total, currency) +
      paid +
      information(one, names, issued),
  );
}

/** What was retained or perceived, on the day of the payment. */
function information(
  { amount: part, net, payment, currency, exchange }: ReckonedReference,
  names: Names,
  issued: string,
) {
  if (part === undefined || net === undefined) return '';
  const rate =
    exchange && currency !== 'PEN'
      ? wrap(
          'cac:ExchangeRate',
          tag('cbc:SourceCurrencyCode', currency) +
            '<cbc:TargetCurrencyCode>PEN</cbc:TargetCurrencyCode>' +
            tag('cbc:CalculationRate', exchange.rate) +
            tag('cbc:Date', exchange.date),
        )
      : '';
  return wrap(
    `sac:SUNAT${names.root}Information`,
    soles(`sac:SUNAT${names.root}Amount`, part) +
      tag(`sac:SUNAT${names.root}Date`, payment?.date ?? issued) +
      soles(`sac:${names.net}`, net) +
      rate,
  );
}
