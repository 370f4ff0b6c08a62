import type { Content } from 'pdfmake/interfaces.js';
import { MM, type PrintDefinition } from '../../../platform/pdf/types.ts';
import { certificateTicket } from './certificate/certificate-ticket.ts';
import { despatchTicket } from './despatch/despatch-ticket.ts';
import { PENDING_QR } from './despatch/texts.ts';
import { infoOf, legalTexts, qrCode } from './parts.ts';
import { dates, heading, lines, sums, type TicketPaper, terms } from './ticket-parts.ts';
import type { PrintableDocument } from './types.ts';

/** Roll width in millimetres: what printers leave blank at each side, letter size, side of the code. */
const PAPERS: Readonly<Record<TicketWidth, { readonly margin: number; readonly size: number; readonly qr: number }>> = {
  80: { margin: 4, size: 8, qr: 96 },
  58: { margin: 4, size: 7, qr: 86 },
};
export type TicketWidth = 80 | 58;

/** The document on a paper roll: the same contents as on A4, one page as long as it needs. */
export function ticket(document: PrintableDocument, width: TicketWidth): PrintDefinition {
  const { margin, size, qr } = PAPERS[width];
  const side = margin * MM;
  const paper: TicketPaper = { width: width * MM - 2 * side, size };
  const [about = '', ...rest] = legalTexts(document);
  const small = (text: string): Content => ({ text, alignment: 'center', fontSize: size - 1, margin: [0, 2, 0, 0] });
  return {
    page: { width: width * MM, height: 'auto' },
    margins: [side, 5 * MM, side, 6 * MM],
    fontSize: size,
    content: [
      ...heading(document, paper),
      ...body(document, paper),
      ...code(document, qr, small),
      { text: about, alignment: 'center', bold: true },
      ...rest.map(small),
    ],
    info: infoOf(document),
  };
}

/** The QR; a guía without its CDR says so, a certificate has none. */
function code({ qr, certificate }: PrintableDocument, side: number, small: (text: string) => Content): Content[] {
  if (certificate) return [];
  return [qr === '' ? small(PENDING_QR) : { stack: [qrCode(qr, side, 'center')], margin: [0, 4, 0, 0] }];
}

function body(document: PrintableDocument, paper: TicketPaper): Content[] {
  if (document.despatch) return despatchTicket(document, paper.size);
  if (document.certificate) return certificateTicket(document, document.certificate, paper);
  return [...dates(document, paper), ...lines(document, paper), ...sums(document, paper), ...terms(document, paper)];
}
