import type { Content } from 'pdfmake/interfaces.js';
import type { PrintDefinition } from '../../../platform/pdf/types.ts';
import { MM } from '../../../platform/pdf/types.ts';
import { closing } from './a4-closing.ts';
import { heading, parties } from './a4-heading.ts';
import { certificateA4 } from './certificate/certificate-a4.ts';
import { despatchA4 } from './despatch/despatch-a4.ts';
import { linesTable } from './a4-lines.ts';
import { infoOf } from './parts.ts';
import type { PrintableDocument } from './types.ts';

const SIDE = 12 * MM;
export const A4_WIDTH = 210 * MM - 2 * SIDE;

/** The document on A4: lines flow over pages with their header repeated, every page numbered. */
export function a4(document: PrintableDocument): PrintDefinition {
  const { title, fullNumber, issuer } = document;
  return {
    page: { width: 210 * MM, height: 297 * MM },
    margins: [SIDE, 13 * MM, SIDE, 12 * MM],
    fontSize: 8,
    header: { left: `${issuer.name} - RUC ${issuer.ruc}`.slice(0, 90), right: `${title} ${fullNumber}`, fromPage: 2 },
    footer: { left: `${title} ${fullNumber}`, right: 'Página {page} de {pages}' },
    ...(document.mark !== undefined && { watermark: document.mark }),
    content: [heading(document, A4_WIDTH), ...body(document)],
    info: infoOf(document),
  };
}

function body(document: PrintableDocument): Content[] {
  if (document.despatch) return despatchA4(document, A4_WIDTH);
  if (document.certificate) return certificateA4(document, document.certificate, A4_WIDTH);
  return [parties(document, A4_WIDTH), linesTable(document, A4_WIDTH), ...closing(document, A4_WIDTH)];
}
