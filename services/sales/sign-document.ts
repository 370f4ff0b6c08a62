import { createHash } from 'node:crypto';
import { buildInvoiceXml } from '../../domain/fiscal/build-invoice-xml.ts';
import { buildNoteXml } from '../../domain/fiscal/build-note-xml.ts';
import { sendDeadline } from '../../domain/fiscal/deadlines.ts';
import {
  fileName,
  fullNumber,
  type Invoice,
  type InvoiceDraft,
  qrText,
  withNumber,
} from '../../domain/fiscal/invoice.ts';
import type { CreditNote, CreditNoteDraft, DebitNote, DebitNoteDraft } from '../../domain/fiscal/note.ts';
import { signXml } from '../../platform/signing/sign-xml.ts';
import type { Signer } from './signer.ts';

/** A checked document without its number. */
export type Draft = InvoiceDraft | CreditNoteDraft | DebitNoteDraft;
type Numbered = Invoice | CreditNote | DebitNote;

/** A document with its number and signature: what is stored and, bit for bit, what is sent. */
export interface SignedDocument {
  readonly document: Numbered;
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
