import { HubError } from '../../domain/errors.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { type DocumentFileBytes, getDocumentFile } from '../documents/get-document-file.ts';
import { printDocument, type Printing } from '../documents/print/print-document.ts';
import type { FoundDocument } from './look-up-document.ts';
import type { LookupFormat } from './look-up-input.ts';

function missing({ status }: FoundDocument): HubError {
  if (status === 'rejected' || status === 'expired' || status === 'voided') {
    const detail = 'El comprobante no tiene efecto: no se entregan sus archivos.';
    return new HubError('not_found', 'document_without_effect', detail);
  }
  if (status === 'accepted' || status === 'observed')
    return new HubError('not_found', 'cdr_not_recoverable', 'SUNAT no entregó una constancia para este comprobante.');
  return new HubError('not_found', 'cdr_not_yet', 'SUNAT aún no responde.');
}

/**
 * A file of the document that was found. It shows the buyer's data to who holds the paper; each download is audited
 * as the system's.
 * @throws HubError 404 `document_without_effect`, `cdr_not_yet`, `cdr_not_recoverable`; 503 `printing_busy`
 */
export async function lookUpFile(
  deps: ServiceDeps,
  printing: Printing,
  found: FoundDocument,
  format: LookupFormat,
  requestId: string,
): Promise<DocumentFileBytes> {
  if (!found.formats.includes(format)) throw missing(found);
  const { companyId, id } = found;
  const ctx: ServiceContext = { companyId, actor: { kind: 'system', id: null }, permissions: new Set(), requestId };
  if (format === 'xml' || format === 'cdr') return getDocumentFile(deps, ctx, id, format);
  return printDocument(deps, ctx, printing, { id, format: format === 'pdf' ? 'a4' : 'ticket' });
}
