import type { InvoiceXml } from '../types.ts';
import { frameXml } from '../ubl-frame.ts';
import { xmlText } from '../xml-text.ts';
import { summaryFrame, summaryHead } from './summary-frame.ts';
import type { VoidedDocuments, VoidedLine } from './types.ts';

const FRAME = summaryFrame('VoidedDocuments');

function voidedLine({ line, type, series, number, reason }: VoidedLine): string {
  return (
    `<sac:VoidedDocumentsLine><cbc:LineID>${line}</cbc:LineID>` +
    `<cbc:DocumentTypeCode>${xmlText(type)}</cbc:DocumentTypeCode>` +
    `<sac:DocumentSerialID>${xmlText(series)}</sac:DocumentSerialID>` +
    `<sac:DocumentNumberID>${number}</sac:DocumentNumberID>` +
    `<sac:VoidReasonDescription>${xmlText(reason)}</sac:VoidReasonDescription></sac:VoidedDocumentsLine>`
  );
}

/**
 * Writes voided documents (RA) or reversals of certificates (RR, the same file under another name), customization 1.0,
 * in canonical form. Takes what `validateVoided` has let through.
 */
export function buildVoidedXml(voided: VoidedDocuments): InvoiceXml {
  return frameXml(FRAME, summaryHead(voided, '1.0') + voided.lines.map(voidedLine).join(''));
}
