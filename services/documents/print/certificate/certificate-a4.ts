import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { day, figureWidth, money, symbolOf } from '../figures.ts';
import { legalTexts } from '../parts.ts';
import type { PrintableCertificate, PrintableDocument, PrintableRelated } from '../types.ts';

/** Letter sizes, the first at which the table leaves names their room. */
const SIZES = [7.5, 6.5, 5.5] as const;
const LEAST_NAME = 90;
const LABEL = 80;
/** Padding of a column and the outer lines in layout `lines`. */
const PADDING = 6;
const FRAME = 1.6;
/** Padding and lines of layout `frame`. */
const BOX = 2 * 6 + 1.6;
const SUM_LABEL = 110;

interface Column {
  readonly title: string;
  readonly text: (one: PrintableRelated) => string;
}

const inCurrency = (amount: string, { currency }: PrintableRelated): string => `${symbolOf(currency)} ${money(amount)}`;

const columnsOf = ({ amountLabel, netLabel }: PrintableCertificate): readonly Column[] => [
  { title: 'Emisión', text: ({ issueDate }) => day(issueDate) },
  { title: 'Total', text: (one) => inCurrency(one.total, one) },
  { title: 'Pago', text: ({ payment }) => (payment ? day(payment.date) : '') },
  { title: 'Importe', text: (one) => (one.payment ? inCurrency(one.payment.amount, one) : '') },
  { title: 'T. C.', text: ({ exchangeRate }) => exchangeRate ?? '' },
  { title: amountLabel, text: ({ amount }) => (amount === undefined ? '' : money(amount)) },
  { title: netLabel, text: ({ net }) => (net === undefined ? '' : money(net)) },
];

/** Widths of the figures, and what is left for the document's name. */
function fit(columns: readonly Column[], related: readonly PrintableRelated[], width: number) {
  const at = (size: number) => {
    const widths = columns.map(({ title, text }) =>
      Math.max(...[title, ...related.map(text)].map((figure) => figureWidth(figure, size))),
    );
    const rest = width - widths.reduce((sum, one) => sum + one + PADDING, PADDING + FRAME);
    return { size, widths, rest };
  };
  return SIZES.map(at).find(({ rest }) => rest >= LEAST_NAME) ?? at(SIZES[2]);
}

function table(certificate: PrintableCertificate, width: number): Content {
  const columns = columnsOf(certificate);
  const { size, widths, rest } = fit(columns, certificate.related, width);
  const titles = columns.map(({ title }): TableCell => ({ text: title, bold: true, alignment: 'right' }));
  return {
    layout: 'lines',
    fontSize: size,
    margin: [0, 0, 0, 8],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [rest, ...widths],
      body: [
        [{ text: 'Documento', bold: true }, ...titles],
        ...certificate.related.map((one): TableCell[] => [
          { text: `${one.title} ${one.number}` },
          ...columns.map(({ text }): TableCell => ({ text: text(one), alignment: 'right' })),
        ]),
      ],
    },
  };
}

/** Rows of label and text in a frame: whom it is about, and under which regime. */
function about({ buyer, issueDate, issueTime }: PrintableDocument, certificate: PrintableCertificate, width: number) {
  const rows: readonly (readonly [string, string | undefined])[] = [
    [certificate.receiverLabel, buyer.name],
    [buyer.documentLabel, buyer.documentNumber],
    ['Dirección', buyer.address],
    ['Emisión', `${day(issueDate)} ${issueTime}`.trim()],
    ['Régimen', certificate.regime],
    ['Observaciones', certificate.note],
  ];
  const body = rows.flatMap(([label, text]): TableCell[][] =>
    text === undefined ? [] : [[{ text: label, color: '#555555' }, { text }]],
  );
  const inner = width - BOX;
  const content: Content = {
    layout: 'frame',
    margin: [0, 0, 0, 8],
    table: { widths: [inner], body: [[{ layout: 'sums', table: { widths: [LABEL, inner - LABEL - 12], body } }]] },
  };
  return content;
}

/** What stands under the heading of a certificate on A4. */
export function certificateA4(
  document: PrintableDocument,
  certificate: PrintableCertificate,
  width: number,
): Content[] {
  const amount = Math.max(80, ...document.sums.map((one) => figureWidth(`S/ ${money(one.amount)}`, 9)));
  const sums = document.sums.map(({ label, amount: value }): TableCell[] => [
    { text: label, alignment: 'right' },
    { text: `S/ ${money(value)}`, bold: true, alignment: 'right' },
  ]);
  const [first = '', ...rest] = legalTexts(document);
  return [
    about(document, certificate, width),
    table(certificate, width),
    {
      unbreakable: true,
      stack: [
        {
          fontSize: 9,
          layout: 'sums',
          margin: [width - SUM_LABEL - amount - 12, 0, 0, 10],
          table: { widths: [SUM_LABEL, amount], body: sums },
        },
        { text: first, bold: true },
        ...rest.map((text): Content => ({ text, margin: [0, 3, 0, 0] })),
      ],
    },
  ];
}
