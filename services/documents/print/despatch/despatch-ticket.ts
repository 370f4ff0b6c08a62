import type { Content } from 'pdfmake/interfaces.js';
import { day } from '../figures.ts';
import type { PrintableDocument } from '../types.ts';

/** What stands under the heading of a guía on a paper roll: every section, then the goods. */
export function despatchTicket(document: PrintableDocument, size: number): Content[] {
  const title = (text: string): Content => ({ text, bold: true, margin: [0, 4, 0, 0] });
  return [
    { text: `Emisión: ${day(document.issueDate)} ${document.issueTime}` },
    ...(document.despatch ?? []).flatMap((section) => [
      title(section.title),
      ...section.rows.map(({ label, text }): Content => ({ text: label === '' ? text : `${label}: ${text}` })),
    ]),
    title('Bienes'),
    ...document.lines.flatMap((line): Content[] => [
      { text: `${line.code === undefined ? '' : `${line.code} `}${line.description}` },
      ...line.properties.map((text): Content => ({ text, fontSize: size - 1 })),
      { text: `${line.quantity} ${line.unit}`, alignment: 'right' },
    ]),
  ];
}
