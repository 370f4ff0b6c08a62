import type { Column, Content, TableCell } from 'pdfmake/interfaces.js';
import { day, money, symbolOf } from './figures.ts';
import { legalTexts, qrCode, remarksOf } from './parts.ts';
import type { PrintableDocument, PrintableInstalment } from './types.ts';

const SUMS_WIDTH = 222;
const AMOUNT_WIDTH = 84;
const SYMBOL_WIDTH = 24;
const GAP = 16;
const QR_SIDE = 92;
/** Instalments stand side by side, so that dozens take few lines. */
const ABREAST = 3;

function sumsTable({ sums, total, currency }: PrintableDocument): Column {
  const symbol = symbolOf(currency);
  const row = (label: string, amount: string, bold = false): TableCell[] => [
    { text: label, bold },
    { text: symbol, bold, alignment: 'right' },
    { text: money(amount), bold, alignment: 'right' },
  ];
  const grand = row('IMPORTE TOTAL', total, true).map((cell) =>
    Object.assign(cell, { fillColor: '#ececec', fontSize: 9 }),
  );
  const body = [...sums.map(({ label, amount }) => row(label, amount)), grand];
  return {
    width: SUMS_WIDTH,
    layout: 'sums',
    table: { widths: [SUMS_WIDTH - AMOUNT_WIDTH - SYMBOL_WIDTH - 18, SYMBOL_WIDTH, AMOUNT_WIDTH], body },
  };
}

function texts(document: PrintableDocument, width: number): Column {
  const { amountInWords, terms, payments, currency } = document;
  const symbol = symbolOf(currency);
  const pending =
    terms?.pending === undefined ? [] : [`Monto neto pendiente de pago: ${symbol} ${money(terms.pending)}`];
  const paid = payments.map(({ label, amount }) => `${label} ${symbol} ${money(amount)}`).join('   ');
  return {
    width,
    stack: [
      ...(amountInWords === undefined ? [] : [{ text: amountInWords, bold: true }]),
      ...pending.map((text) => gap(text)),
      ...(paid === '' ? [] : [gap(paid)]),
      ...remarksOf(document).map((text) => gap(text)),
    ],
  };
}

const gap = (text: string): Content => ({ text, margin: [0, 3, 0, 0] });

function instalmentsTable(list: readonly PrintableInstalment[], symbol: string): Content[] {
  if (list.length === 0) return [];
  const rows: TableCell[][] = [];
  for (let from = 0; from < list.length; from += ABREAST) {
    const cells = list.slice(from, from + ABREAST).map(
      ({ number, amount, dueDate }): TableCell => ({
        text: `Cuota ${number}   ${day(dueDate)}   ${symbol} ${money(amount)}`,
      }),
    );
    while (cells.length < ABREAST) cells.push('');
    rows.push(cells);
  }
  const head: TableCell[] = [
    { text: 'Cuotas', bold: true, colSpan: ABREAST },
    ...Array.from({ length: ABREAST - 1 }, () => ''),
  ];
  const table = { headerRows: 1, widths: Array.from({ length: ABREAST }, () => '*'), body: [head, ...rows] };
  return [{ layout: 'lines', margin: [0, 8, 0, 0], table }];
}

/** Totals, words, instalments, and the code with what the law wants said. The blocks are never cut by a page. */
export function closing(document: PrintableDocument, width: number): Content[] {
  const [about = '', ...rest] = legalTexts(document);
  return [
    {
      unbreakable: true,
      stack: [{ columns: [texts(document, width - SUMS_WIDTH - GAP), sumsTable(document)], columnGap: GAP }],
    },
    ...instalmentsTable(document.terms?.instalments ?? [], symbolOf(document.currency)),
    {
      unbreakable: true,
      stack: [
        {
          margin: [0, 8, 0, 0],
          columns: [
            { width: QR_SIDE, stack: [qrCode(document.qr, QR_SIDE)] },
            {
              width: width - QR_SIDE - GAP,
              margin: [0, 14, 0, 0],
              stack: [{ text: about, bold: true }, ...rest.map(gap)],
            },
          ],
          columnGap: GAP,
        },
      ],
    },
  ];
}
