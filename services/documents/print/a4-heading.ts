import type { Column, Content, TableCell } from 'pdfmake/interfaces.js';
import { day } from './figures.ts';
import { CURRENCIES } from './names.ts';
import { logo, TEST_NOTICE } from './parts.ts';
import type { PrintableDocument } from './types.ts';

const BOX_WIDTH = 190;
const GAP = 14;
/** Padding and lines of layout `frame`. */
const FRAME = 2 * 6 + 1.6;

function issuerBlock({ issuer }: PrintableDocument, width: number): Column {
  return {
    width,
    stack: [
      ...logo(issuer, [170, 56], 'left'),
      { text: issuer.name, bold: true, fontSize: 11 },
      ...(issuer.tradeName === undefined ? [] : [{ text: issuer.tradeName, fontSize: 9 }]),
      ...(issuer.address === undefined ? [] : [{ text: issuer.address, color: '#333333' }]),
    ],
  };
}

/** Who issues, and the box with RUC, kind and number. */
export function heading(document: PrintableDocument, width: number): Content {
  const { issuer, title, fullNumber } = document;
  const box: TableCell[][] = [
    [{ text: `RUC ${issuer.ruc}`, alignment: 'center', fontSize: 11, margin: [0, 5, 0, 0] }],
    [{ text: title, alignment: 'center', bold: true, fontSize: 11.5 }],
    [{ text: fullNumber, alignment: 'center', fontSize: 12, margin: [0, 0, 0, 5] }],
  ];
  return {
    stack: [
      {
        columns: [
          issuerBlock(document, width - BOX_WIDTH - GAP),
          { width: BOX_WIDTH, layout: 'frame', table: { widths: [BOX_WIDTH - FRAME], body: box } },
        ],
        columnGap: GAP,
      },
      ...(document.test
        ? [
            {
              text: TEST_NOTICE,
              bold: true,
              color: '#a00000',
              alignment: 'center' as const,
              margin: [0, 4, 0, 0] as [number, number, number, number],
            },
          ]
        : []),
    ],
    margin: [0, 0, 0, 8],
  };
}

/** Widths are always figures, never `*`: a star column grows with a long word and leaves the page. */
type Pair = readonly [label: string, text: string];

function buyerPairs({ buyer, amended, reason }: PrintableDocument): Pair[] {
  return [
    ['Señor(es)', buyer.name],
    [buyer.documentLabel, buyer.documentNumber],
    ...(buyer.address === undefined ? [] : [['Dirección', buyer.address] as const]),
    ...amended.map(({ title, fullNumber, issueDate }): Pair => {
      const of = issueDate === undefined ? '' : ` del ${day(issueDate)}`;
      return ['Modifica', `${title} ${fullNumber}${of}`.trim()];
    }),
    ...(reason === undefined ? [] : [['Motivo', reason.label] as const, ['Sustento', reason.text] as const]),
  ];
}

function datePairs({ issueDate, issueTime, dueDate, currency, terms, references }: PrintableDocument): Pair[] {
  return [
    ['Emisión', `${day(issueDate)} ${issueTime}`],
    ...(dueDate === undefined ? [] : [['Vencimiento', day(dueDate)] as const]),
    ['Moneda', `${CURRENCIES[currency]?.name ?? currency} (${currency})`],
    ...(terms === undefined ? [] : [['Forma de pago', terms.label] as const]),
    ...references.map(({ label, text }): Pair => [label, text]),
  ];
}

/** Labels with a fixed width of their own, so that no text can push another aside. */
function pairs(list: readonly Pair[], labelWidth: number, width: number): Column {
  const body = list.map(([label, text]): TableCell[] => [
    { text: label, color: '#555555' },
    { text: text === '' ? '-' : text },
  ]);
  return { width, layout: 'sums', table: { widths: [labelWidth, width - labelWidth - 12], body } };
}

/** Buyer on the left, dates and terms on the right, in a frame. */
export function parties(document: PrintableDocument, width: number): Content {
  const right = 196;
  const inner = width - FRAME;
  return {
    layout: 'frame',
    margin: [0, 0, 0, 8],
    table: {
      widths: [inner],
      body: [
        [
          {
            columns: [pairs(buyerPairs(document), 50, inner - right), pairs(datePairs(document), 68, right)],
          },
        ],
      ],
    },
  };
}
