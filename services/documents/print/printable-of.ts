import { catalog09 } from '../../../domain/catalogs/generated/cat-09.ts';
import { catalog10 } from '../../../domain/catalogs/generated/cat-10.ts';
import { HubError } from '../../../domain/errors.ts';
import { isCertificateRoot, printableCertificate } from './certificate/printable-certificate.ts';
import { printableDespatch } from './despatch/printable-despatch.ts';
import { IDENTITY_LABELS, TITLES } from './names.ts';
import { printableLines } from './printable-lines.ts';
import { printableSums } from './printable-sums.ts';
import { printableDetraction, printableTerms, withholdings } from './printable-terms.ts';
import type { PrintableAmended, PrintableDocument, PrintableIssuer, PrintableParty } from './types.ts';
import { readUbl, type UblNode } from './ubl-node.ts';

/** What a signed document does not say about itself. */
export type PrintableExtras = Pick<PrintableDocument, 'qr' | 'hash' | 'lookupUrl' | 'mark' | 'test'> & {
  readonly logo?: Uint8Array | undefined;
  readonly payments?: PrintableDocument['payments'];
  /** Issue dates of amended documents by type and full number (`01 F001-1`), where known. */
  readonly amendedDates?: ReadonlyMap<string, string>;
};

/** Root elements that this representation covers, with their catalogue 01 type where the root decides it. */
const NOTES: Readonly<Record<string, string>> = { CreditNote: '07', DebitNote: '08' };
const AMOUNT_IN_WORDS = '1000';

/** Documents that a note names: type, series and number. */
export function amendedIds(root: UblNode): { readonly type: string; readonly fullNumber: string }[] {
  return root.all('BillingReference').map((reference) => ({
    type: reference.text('InvoiceDocumentReference/DocumentTypeCode') ?? '',
    fullNumber: reference.text('InvoiceDocumentReference/ID') ?? '-',
  }));
}

function addressOf(address: UblNode | undefined): string | undefined {
  const parts = ['AddressLine/Line', 'CitySubdivisionName', 'District', 'CityName', 'CountrySubentity'];
  const texts = parts.flatMap((part) => address?.text(part) ?? []);
  // Lima is province and department at once: said once.
  return texts.filter((text, index) => text !== texts[index - 1]).join(', ') || undefined;
}

function issuerOf(root: UblNode, logo: Uint8Array | undefined): PrintableIssuer {
  const party = root.child('AccountingSupplierParty/Party');
  return {
    ruc: party?.text('PartyIdentification/ID') ?? '',
    name: party?.text('PartyLegalEntity/RegistrationName') ?? '',
    tradeName: party?.text('PartyName/Name'),
    address: addressOf(party?.child('PartyLegalEntity/RegistrationAddress')),
    logo,
  };
}

function buyerOf(root: UblNode): PrintableParty {
  const party = root.child('AccountingCustomerParty/Party');
  const type = party?.child('PartyIdentification/ID')?.attribute('schemeID') ?? '';
  return {
    documentLabel: IDENTITY_LABELS[type] ?? 'DOC.',
    documentNumber: party?.text('PartyIdentification/ID') ?? '-',
    name: party?.text('PartyLegalEntity/RegistrationName') ?? '-',
    address: addressOf(party?.child('PartyLegalEntity/RegistrationAddress')),
  };
}

function referencesOf(root: UblNode): PrintableDocument['references'] {
  const order = root.text('OrderReference/ID');
  return [
    ...(order === undefined ? [] : [{ label: 'Orden de compra', text: order }]),
    ...root
      .all('DespatchDocumentReference')
      .map((node) => ({ label: 'Guía de remisión', text: node.text('ID') ?? '' })),
    ...root.all('AdditionalDocumentReference').map((node) => {
      const advance = ['02', '03'].includes(node.text('DocumentTypeCode') ?? '');
      return { label: advance ? 'Anticipo' : 'Referencia', text: node.text('ID') ?? '' };
    }),
  ];
}

function reasonOf(root: UblNode, type: string): PrintableDocument['reason'] {
  const response = root.child('DiscrepancyResponse');
  const code = response?.text('ResponseCode') ?? '';
  if (!response) return undefined;
  const label = (type === '07' ? catalog09 : catalog10)[code];
  return { label: label === undefined ? code : `${code} - ${label}`, text: response.text('Description') ?? '' };
}

function amendedOf(root: UblNode, dates: ReadonlyMap<string, string> | undefined): PrintableAmended[] {
  return amendedIds(root).map(({ type, fullNumber }) => ({
    title: TITLES[type] ?? '',
    fullNumber,
    issueDate: dates?.get(`${type} ${fullNumber}`),
  }));
}

function typeOf(root: UblNode): string {
  const type = root.name === 'Invoice' ? root.text('InvoiceTypeCode') : NOTES[root.name];
  if (type !== undefined && TITLES[type] !== undefined) return type;
  throw new HubError('not_found', 'no_printed_form', 'Este tipo de comprobante no tiene representación impresa.');
}

/**
 * What is printed of a signed document (factura, boleta, their notes, guías, certificates), read from its XML and nothing else, so that
 * paper and file cannot differ (R.S. 097-2012, annex 1 and R.S. 244-2019 name the contents).
 * @throws HubError 404 `no_printed_form` for other documents
 */
export function printableOf(xml: string | UblNode, extras: PrintableExtras): PrintableDocument {
  const root = typeof xml === 'string' ? readUbl(xml) : xml;
  if (root.name === 'DespatchAdvice' && root.text('DespatchAdviceTypeCode')) return printableDespatch(root, extras);
  if (isCertificateRoot(root.name)) return printableCertificate(root, extras);
  const type = typeOf(root);
  const currency = root.text('DocumentCurrencyCode') ?? '';
  const lines = printableLines(root);
  const monetary = root.child('LegalMonetaryTotal') ?? root.child('RequestedMonetaryTotal');
  const notes = root
    .all('Note')
    .map((note) => ({ code: note.attribute('languageLocaleID'), text: note.text('') ?? '' }));
  return {
    type,
    title: TITLES[type] ?? '',
    fullNumber: root.text('ID') ?? '',
    issueDate: root.text('IssueDate') ?? '',
    issueTime: root.text('IssueTime') ?? '',
    dueDate: root.text('DueDate'),
    currency,
    issuer: issuerOf(root, extras.logo),
    buyer: buyerOf(root),
    lines,
    sums: printableSums(root, lines, monetary),
    total: monetary?.text('PayableAmount') ?? '0',
    amountInWords: notes.find((note) => note.code === AMOUNT_IN_WORDS)?.text,
    terms: printableTerms(root),
    detraction: printableDetraction(root),
    remarks: [
      ...withholdings(root, currency),
      ...notes.filter((note) => note.code !== AMOUNT_IN_WORDS).map((note) => note.text),
    ],
    references: referencesOf(root),
    amended: amendedOf(root, extras.amendedDates),
    reason: reasonOf(root, type),
    payments: extras.payments ?? [],
    ...{ qr: extras.qr, hash: extras.hash, lookupUrl: extras.lookupUrl, mark: extras.mark, test: extras.test },
  };
}
