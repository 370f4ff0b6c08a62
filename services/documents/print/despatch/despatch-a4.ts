import type { Column, Content, TableCell } from 'pdfmake/interfaces.js';
import { day, figureWidth } from '../figures.ts';
import { legalTexts, qrCode } from '../parts.ts';
import type { PrintableDocument, PrintableSection } from '../types.ts';
import { PENDING_QR } from './texts.ts';

const QR_SIDE = 92;
const GAP = 16;
const LABEL = 62;
const SIZE = 7.5;
const CODE_WIDTH = 70;
/** Padding of the columns and the outer lines in layout `lines`. */
const PADDING = 6;
const FRAME = 1.6;
/** Padding and lines of layout `frame`. */
const BOX = 2 * 6 + 1.6;

function box({ title, rows }: PrintableSection, width: number): Content {
  const inner = width - BOX;
  const body = rows.map(({ label, text }): TableCell[] =>
    label === '' ? [{ text, colSpan: 2 }, ''] : [{ text: label, color: '#555555' }, { text }],
  );
  return {
    layout: 'frame',
    margin: [0, 0, 0, 5],
    table: {
      widths: [inner],
      dontBreakRows: true,
      body: [
        [
          {
            stack: [
              { text: title, bold: true },
              { layout: 'sums', table: { widths: [LABEL, inner - LABEL - 12], body } },
            ],
          },
        ],
      ],
    },
  };
}

/** The sections in two columns of about the same length, in their order. */
function sections(list: readonly PrintableSection[], width: number): Content {
  const half = (width - 8) / 2;
  const length = ({ rows }: PrintableSection) => rows.reduce((sum, { text }) => sum + 1 + text.length / 45, 2);
  const whole = list.reduce((sum, one) => sum + length(one), 0);
  let used = 0;
  const columns: [Content[], Content[]] = [[], []];
  for (const one of list) {
    columns[used + length(one) / 2 < whole / 2 ? 0 : 1].push(box(one, half));
    used += length(one);
  }
  const column = (stack: Content[]): Column => ({ width: half, stack });
  return { columns: columns.map(column), columnGap: 8, margin: [0, 0, 0, 4] };
}

function goods({ lines }: PrintableDocument, width: number): Content {
  const widest = (title: string, texts: readonly string[]) =>
    Math.max(...[title, ...texts].map((text) => figureWidth(text, SIZE)));
  const number = widest(
    'Ítem',
    lines.map((line) => line.number),
  );
  const quantity = widest(
    'Cantidad',
    lines.map((line) => line.quantity),
  );
  const unit = widest(
    'Und.',
    lines.map((line) => line.unit),
  );
  const rest = width - number - quantity - unit - CODE_WIDTH - 5 * PADDING - PADDING - FRAME;
  const head: TableCell[] = ['Ítem', 'Código', 'Descripción', 'Cantidad', 'Und.'].map((text) => ({ text, bold: true }));
  return {
    layout: 'lines',
    fontSize: SIZE,
    margin: [0, 0, 0, 8],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [number, CODE_WIDTH, rest, quantity, unit],
      body: [
        head,
        ...lines.map((line): TableCell[] => [
          { text: line.number, alignment: 'center' },
          { text: line.code ?? '' },
          { stack: [{ text: line.description }, ...line.properties.map((text) => ({ text, color: '#444444' }))] },
          { text: line.quantity, alignment: 'right' },
          { text: line.unit, alignment: 'center' },
        ]),
      ],
    },
  };
}

/** SUNAT's own QR, once there is a CDR; before that the paper says so. */
function code(document: PrintableDocument, width: number): Content {
  const [about = '', ...rest] = legalTexts(document);
  const texts = [...rest, ...(document.qr === '' ? [PENDING_QR] : [])];
  const stack: Content[] = [{ text: about, bold: true }, ...texts.map((text) => ({ text, margin: 3 }))];
  if (document.qr === '') return { unbreakable: true, stack };
  return {
    unbreakable: true,
    stack: [
      {
        margin: [0, 8, 0, 0],
        columns: [
          { width: QR_SIDE, stack: [qrCode(document.qr, QR_SIDE)] },
          { width: width - QR_SIDE - GAP, margin: [0, 14, 0, 0], stack },
        ],
        columnGap: GAP,
      },
    ],
  };
}

/** What stands under the heading of a guía on A4. */
export function despatchA4(document: PrintableDocument, width: number): Content[] {
  const issued = { text: `Emisión: ${day(document.issueDate)} ${document.issueTime}`, margin: [0, 0, 0, 6] as const };
  return [
    { ...issued, margin: [0, 0, 0, 6] },
    sections(document.despatch ?? [], width),
    goods(document, width),
    code(document, width),
  ];
}
