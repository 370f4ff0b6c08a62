import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { figureWidth, money, quantity, unitMoney } from './figures.ts';
import type { PrintableDocument, PrintableLine } from './types.ts';

/** Letter sizes, the first that leaves the description its room. */
const SIZES = [7.5, 6.5, 5.5] as const;
const LEAST_DESCRIPTION = 110;
/** Padding of a column and the outer lines in layout `lines`. */
const PADDING = 6;
const FRAME = 1.6;
const CODE_WIDTH = 56;

interface Column {
  readonly title: string;
  readonly alignment: 'left' | 'center' | 'right';
  readonly text: (line: PrintableLine) => string;
  /** Fixed width; otherwise as wide as the longest figure. */
  readonly width?: number;
}

const NUMBER: Column = { title: 'Ítem', alignment: 'center', text: (line) => line.number };
const QUANTITY: Column = { title: 'Cant.', alignment: 'right', text: (line) => quantity(line.quantity) };
const UNIT: Column = { title: 'Und.', alignment: 'center', text: (line) => line.unit };
const CODE: Column = { title: 'Código', alignment: 'left', text: (line) => line.code ?? '', width: CODE_WIDTH };
const UNIT_VALUE: Column = { title: 'V. unit.', alignment: 'right', text: (line) => unitMoney(line.unitValue) };
const UNIT_PRICE: Column = { title: 'P. unit.', alignment: 'right', text: (line) => unitMoney(line.unitPrice) };
const TOTAL: Column = { title: 'Importe', alignment: 'right', text: (line) => money(line.total) };
const DISCOUNT: Column = {
  title: 'Dscto.',
  alignment: 'right',
  text: (line) => (line.discount === undefined ? '' : money(line.discount)),
};
const BEFORE: readonly Column[] = [NUMBER, QUANTITY, UNIT, CODE];

function widthsOf(columns: readonly Column[], lines: readonly PrintableLine[], size: number): number[] {
  return columns.map(
    ({ title, text, width }) =>
      width ?? Math.max(...[title, ...lines.map(text)].map((figure) => figureWidth(figure, size))),
  );
}

/** Column widths (description left out) and the letter size at which all fit the page. */
function fit(before: readonly Column[], after: readonly Column[], lines: readonly PrintableLine[], width: number) {
  const at = (size: number) => {
    const [left, right] = [widthsOf(before, lines, size), widthsOf(after, lines, size)];
    const used = [...left, ...right].reduce((sum, part) => sum + part + PADDING, PADDING + FRAME);
    return { size, left, right, rest: width - used };
  };
  return SIZES.map(at).find(({ rest }) => rest >= LEAST_DESCRIPTION) ?? at(SIZES[2]);
}

function description(line: PrintableLine, size: number): TableCell {
  const more = [...line.properties, ...(line.free ? ['Transferencia gratuita'] : [])];
  if (more.length === 0) return { text: line.description };
  return {
    stack: [{ text: line.description }, ...more.map((text) => ({ text, fontSize: size - 1, color: '#444444' }))],
  };
}

/** The lines; figure columns are as wide as their longest figure, descriptions take the rest and wrap. */
export function linesTable(document: PrintableDocument, width: number): Content {
  const { lines } = document;
  const discounts = lines.some((line) => line.discount !== undefined) ? [DISCOUNT] : [];
  const after = [UNIT_VALUE, UNIT_PRICE, ...discounts, TOTAL];
  const { size, left, right, rest } = fit(BEFORE, after, lines, width);
  const cells = (columns: readonly Column[], line: PrintableLine): TableCell[] =>
    columns.map(({ text, alignment }) => ({ text: text(line), alignment }));
  const titles = (columns: readonly Column[]): TableCell[] =>
    columns.map(({ title, alignment }) => ({ text: title, bold: true, alignment }));
  return {
    layout: 'lines',
    fontSize: size,
    margin: [0, 0, 0, 8],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [...left, rest, ...right],
      body: [
        [...titles(BEFORE), { text: 'Descripción', bold: true }, ...titles(after)],
        ...lines.map((line) => [...cells(BEFORE, line), description(line, size), ...cells(after, line)]),
      ],
    },
  };
}
