import { createHash } from 'node:crypto';
import { buildInvoiceXml } from '../../domain/fiscal/build-invoice-xml.ts';
import { buildNoteXml } from '../../domain/fiscal/build-note-xml.ts';
import {
  certificateDeadline,
  despatchDeadline,
  type SentDocumentType,
  sendDeadline,
} from '../../domain/fiscal/deadlines.ts';
import { buildCertificateXml } from '../../domain/fiscal/certificates/build-certificate-xml.ts';
import { withCertificateNumber } from '../../domain/fiscal/certificates/make-certificate.ts';
import type { CertificateDraft } from '../../domain/fiscal/certificates/types.ts';
import { buildDespatchXml } from '../../domain/fiscal/despatch/build-despatch-xml.ts';
import { withDespatchNumber } from '../../domain/fiscal/despatch/make-despatch-advice.ts';
import type { DespatchDraft } from '../../domain/fiscal/despatch/types.ts';
import {
  fileName,
  fullNumber,
  type Invoice,
  type InvoiceDraft,
  qrText,
  withNumber,
} from '../../domain/fiscal/invoice.ts';
import type { CreditNote, CreditNoteDraft, DebitNote, DebitNoteDraft } from '../../domain/fiscal/note.ts';
import type { SaleTotals } from '../../domain/sale/types.ts';
import { signXml } from '../../platform/signing/sign-xml.ts';
import type { Signer } from './signer.ts';

/** A checked document without its number. */
export type Draft = InvoiceDraft | CreditNoteDraft | DebitNoteDraft | DespatchDraft | CertificateDraft;
type Numbered = Invoice | CreditNote | DebitNote;

/** What is kept of a document beside its bytes. */
export interface SignedFigures {
  readonly type: SentDocumentType;
  readonly series: string;
  readonly number: number;
  readonly issueDate: string;
  readonly issueTime: string;
  readonly currency: string;
  readonly totals: SaleTotals;
}

/** A document with its number and signature: what is stored and, bit for bit, what is sent. */
export interface SignedDocument {
  readonly document: SignedFigures;
  readonly bytes: Buffer;
  readonly sha256: string;
  /** DigestValue of the signature, the "valor resumen" that is printed. */
  readonly hash: string;
  readonly qr: string;
  /** Base name of XML and ZIP, no extension. */
  readonly fileName: string;
  readonly fullNumber: string;
  /** Last moment at which SUNAT takes it. */
  readonly deadline: Date;
}

const xmlOf = (document: Numbered) => ('amends' in document ? buildNoteXml(document) : buildInvoiceXml(document));

/** Numbers and signs a checked document: about a third of a millisecond, since the series is locked meanwhile. */
export function signDocument(draft: Draft, number: number, signer: Signer): SignedDocument {
  if ('weight' in draft) return signDespatch(draft, number, signer);
  if ('withheld' in draft) return signCertificate(draft, number, signer);
  const document = withNumber(draft, number);
  const { bytes, digestValue } = signXml(xmlOf(document), signer);
  const { type, series, issueDate, supplier, customer, totals } = document;
  return {
    document,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    hash: digestValue,
    qr: qrText({
      ...{ ruc: supplier.ruc, type, series, number, issueDate, digest: digestValue },
      ...{ igv: totals.igv, total: totals.total },
      ...{ customerType: customer.documentType, customerNumber: customer.documentNumber },
    }),
    fileName: fileName(supplier.ruc, type, series, number),
    fullNumber: fullNumber(series, number),
    deadline: sendDeadline(type, issueDate, series),
  };
}

const NOTHING: SaleTotals = {
  ...{ taxable: '0.00', exempt: '0.00', unaffected: '0.00', export: '0.00', free: '0.00', igv: '0.00', isc: '0.00' },
  ...{ icbper: '0.00', discount: '0.00', charge: '0.00', total: '0.00', freeIgv: '0.00', value: '0.00' },
};

/** A guía is about goods, not money; its QR is an address of SUNAT's that comes with the CDR. */
function signDespatch(draft: DespatchDraft, number: number, signer: Signer): SignedDocument {
  const advice = withDespatchNumber(draft, number);
  const { bytes, digestValue } = signXml(buildDespatchXml(advice), signer);
  const { type, series, issueDate, issueTime, supplier, startDate } = advice;
  return {
    document: { type, series, number, issueDate, issueTime, currency: 'PEN', totals: NOTHING },
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    hash: digestValue,
    qr: '',
    fileName: fileName(supplier.ruc, type, series, number),
    fullNumber: fullNumber(series, number),
    deadline: despatchDeadline(startDate),
  };
}

/** What is retained or perceived is its total; it has no QR: the paper shows the digest. */
function signCertificate(draft: CertificateDraft, number: number, signer: Signer): SignedDocument {
  const certificate = withCertificateNumber(draft, number);
  const { bytes, digestValue } = signXml(buildCertificateXml(certificate), signer);
  const { type, series, issueDate, issueTime, agent, withheld } = certificate;
  const totals = { ...NOTHING, total: withheld };
  return {
    document: { type, series, number, issueDate, issueTime, currency: 'PEN', totals },
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    hash: digestValue,
    qr: '',
    fileName: fileName(agent.ruc, type, series, number),
    fullNumber: fullNumber(series, number),
    deadline: certificateDeadline(issueDate),
  };
}
