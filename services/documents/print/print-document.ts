import { fileName } from '../../../domain/fiscal/invoice.ts';
import type { PdfRenderer } from '../../../platform/pdf/renderer.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import { change } from '../../change.ts';
import { authorise, type ServiceContext } from '../../context.ts';
import type { ServiceDeps } from '../../deps.ts';
import type { DocumentFileBytes } from '../get-document-file.ts';
import { a4 } from './a4.ts';
import { loadPrintable } from './load-printable.ts';
import { ticket } from './ticket.ts';
import type { PrintableDocument } from './types.ts';

/** A4, or a paper roll of 80 mm (`ticket`) or 58 mm. */
export const PRINT_FORMATS = ['a4', 'ticket', 'ticket58'] as const;
export type PrintFormat = (typeof PRINT_FORMATS)[number];

/** What printing needs beside the services: the threads, and where buyers look documents up. */
export interface Printing {
  readonly renderer: PdfRenderer;
  readonly lookupUrl?: string | undefined;
}

/** The PDF of what was loaded, under the name of the document's files. @throws HubError 503 `printing_busy` */
export async function renderPrintable(
  { renderer }: Printing,
  document: PrintableDocument,
  format: PrintFormat,
): Promise<DocumentFileBytes> {
  const definition = format === 'a4' ? a4(document) : ticket(document, format === 'ticket' ? 80 : 58);
  const [series = '', number = ''] = document.fullNumber.split('-');
  const name = `${fileName(document.issuer.ruc, document.type, series, Number(number))}.pdf`;
  return { name, bytes: await renderer.render(definition) };
}

/**
 * The printed representation of a document. It shows the buyer's data in clear, so each download is audited; the
 * rendering runs after the transaction.
 * @throws HubError 404; 404 `no_printed_form` for a type without one; 503 `printing_busy`
 */
export async function printDocument(
  deps: ServiceDeps,
  ctx: ServiceContext,
  printing: Printing,
  { id, format }: { readonly id: string; readonly format: PrintFormat },
): Promise<DocumentFileBytes> {
  authorise(ctx, 'documents:files');
  const document = await change(deps, ctx, async (tx, cipher) => {
    const printable = await loadPrintable(tx, cipher, id, printing.lookupUrl);
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'personal_data.reveal', entity: 'fiscal_document', entityId: id },
      after: { file: 'pdf', format },
    });
    return printable;
  });
  return renderPrintable(printing, document, format);
}
