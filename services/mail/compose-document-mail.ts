import type { Tx } from '../../db/tx.ts';
import { type Placeholder, renderSubject, renderText } from '../../domain/mail/template.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';
import { day, money, symbolOf } from '../documents/print/figures.ts';
import { loadPrintable } from '../documents/print/load-printable.ts';
import { type Printing, renderPrintable } from '../documents/print/print-document.ts';
import type { PrintableDocument } from '../documents/print/types.ts';
import { summaryCdrOf } from '../summaries/summary-cdr.ts';
import type { MailAttachment, OutgoingMail } from './port.ts';
import { readTemplate } from './template.ts';

/** What is mailed of a document, but for the PDF, which is made after the transaction. */
export interface MailContent {
  readonly printable: PrintableDocument;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly files: readonly MailAttachment[];
}

interface FileRow {
  readonly id: string;
  readonly kind: 'xml' | 'cdr';
  readonly name: string;
  readonly body: Buffer;
}

const TYPES = { xml: 'application/xml', cdr: 'application/zip' } as const;

/**
 * Reads what a buyer is sent: the company's text, filled in, the newest signed XML and SUNAT's CDR where there is one.
 * @throws HubError 404 when the document is gone, or `no_printed_form` for its type
 */
export async function loadMailContent(
  tx: Tx,
  cipher: CompanyCipher,
  documentId: string,
  lookupUrl: string | undefined,
): Promise<MailContent> {
  const printable = await loadPrintable(tx, cipher, documentId, lookupUrl);
  const template = await readTemplate(tx);
  const rows = await tx.sql<FileRow>(
    `select distinct on (kind) id, kind, name, body from document_file where company_id = $1 and document_id = $2
      order by kind desc, file_version desc`,
    [tx.companyId, documentId],
  );
  const own = rows.some(({ kind }) => kind === 'cdr');
  const summary = own ? undefined : await summaryCdrOf(tx, cipher, documentId);
  const values = valuesOf(printable);
  return {
    printable,
    fromName: values.empresa,
    subject: renderSubject(template.subject, values),
    text: renderText(template.text, values),
    files: [
      ...rows.map(({ id, kind, name, body }) => ({
        name,
        contentType: TYPES[kind],
        bytes: cipher.openBytes(new Sealed(body), `document_file.body/${id}`),
      })),
      ...(summary ? [{ ...summary, contentType: TYPES.cdr }] : []),
    ],
  };
}

/** The mail with its PDF; without printing it goes with its other files. @throws HubError 503 `printing_busy` */
export async function composeMail(
  content: MailContent,
  printing: Printing | undefined,
  envelope: { readonly id: string; readonly to: string },
): Promise<OutgoingMail> {
  const { printable, fromName, subject, text, files } = content;
  const pdf = printing && (await renderPrintable(printing, printable, 'a4'));
  const printed = pdf ? [{ ...pdf, contentType: 'application/pdf' }] : [];
  return { ...envelope, fromName, subject, text, attachments: [...printed, ...files] };
}

function valuesOf(document: PrintableDocument): Record<Placeholder, string> {
  const { issuer, buyer, lookupUrl } = document;
  return {
    empresa: issuer.tradeName ?? issuer.name,
    ruc: issuer.ruc,
    cliente: buyer.name,
    documento: document.title,
    numero: document.fullNumber,
    fecha: day(document.issueDate),
    moneda: symbolOf(document.currency),
    total: money(document.total),
    consulta: lookupUrl === undefined ? '' : `Puede consultarlo en ${lookupUrl}`,
  };
}
