import { all, first, textAt, type XmlNode } from './xml.ts';

/** What the registry keeps of a receipt, for the consult services and the notes that amend it. */
export interface BillFacts {
  /** `F001-1`, as written in the document. */
  readonly id: string;
  readonly issueDate: string;
  readonly currency: string;
  /** PayableAmount as written. */
  readonly total: string;
  readonly customerType: string;
  readonly customerNumber: string;
  readonly onCredit: boolean;
  /** What a note amends: `03-B001-7`. */
  readonly amends?: readonly string[];
  /** Sold with a percepcion. */
  readonly perceived?: boolean;
}

/** The facts from a parsed document. */
export function readFacts(root: XmlNode): BillFacts {
  const customer = first(root, 'AccountingCustomerParty/Party/PartyIdentification/ID');
  return {
    id: textAt(root, 'ID') ?? '',
    issueDate: textAt(root, 'IssueDate') ?? '',
    currency: textAt(root, 'DocumentCurrencyCode') ?? '',
    total:
      textAt(root, 'LegalMonetaryTotal/PayableAmount') ?? textAt(root, 'RequestedMonetaryTotal/PayableAmount') ?? '',
    customerType: customer?.attrs.schemeID ?? '',
    customerNumber: customer?.text ?? '',
    onCredit: all(root, 'PaymentTerms').some((one) => textAt(one, 'PaymentMeansID') === 'Credito'),
    amends: all(root, 'BillingReference/InvoiceDocumentReference').map(amendedKey),
    perceived: first(root, 'InvoiceTypeCode')?.attrs.listID === '2001',
  };
}

/** The facts of a certificate (20, 40): what was retained or perceived, and of whom. */
export function readCertificateFacts(root: XmlNode): BillFacts {
  const receiver = first(root, 'ReceiverParty/PartyIdentification/ID');
  return {
    id: textAt(root, 'ID') ?? '',
    issueDate: textAt(root, 'IssueDate') ?? '',
    currency: 'PEN',
    total: textAt(root, 'TotalInvoiceAmount') ?? '',
    customerType: receiver?.attrs.schemeID ?? '',
    customerNumber: receiver?.text ?? '',
    onCredit: false,
  };
}

function amendedKey(reference: XmlNode): string {
  const [series = '', number = ''] = (textAt(reference, 'ID') ?? '').split('-');
  return `${textAt(reference, 'DocumentTypeCode') ?? ''}-${series}-${Number(number)}`;
}

/** The facts of a guide: it has a recipient and no money. */
export function readGuideFacts(root: XmlNode): BillFacts {
  const recipient = first(root, 'DeliveryCustomerParty/Party/PartyIdentification/ID');
  return {
    id: textAt(root, 'ID') ?? '',
    issueDate: textAt(root, 'IssueDate') ?? '',
    currency: '',
    total: '',
    customerType: recipient?.attrs.schemeID ?? '',
    customerNumber: recipient?.text ?? '',
    onCredit: false,
  };
}

/** The same by pattern, for the light mode, where the document is not parsed. */
export function skimFacts(xml: string, id: string): BillFacts {
  const content = (pattern: RegExp): string => pattern.exec(xml)?.[1] ?? '';
  const customer = /AccountingCustomerParty>[\s\S]*?<(?:\w+:)?ID\b([^>]*)>([^<]*)</.exec(xml);
  return {
    id,
    issueDate: content(/<(?:\w+:)?IssueDate>([^<]*)</),
    currency: content(/<(?:\w+:)?DocumentCurrencyCode[^>]*>([^<]*)</),
    total: content(/<(?:\w+:)?PayableAmount[^>]*>([^<]*)</),
    customerType: /schemeID="([^"]*)"/.exec(customer?.[1] ?? '')?.[1] ?? '',
    customerNumber: customer?.[2] ?? '',
    onCredit: />Credito</.test(xml),
  };
}
