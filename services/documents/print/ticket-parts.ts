import type { Content } from 'pdfmake/interfaces.js';
import { day, figureWidth, money, quantity, symbolOf, unitMoney } from './figures.ts';
import { logo, remarksOf, TEST_NOTICE } from './parts.ts';
import type { PrintableDocument, PrintableLine } from './types.ts';

export interface TicketPaper {
  /** Printable width and letter size, in points. */
  readonly width: number;
  readonly size: number;
}

/** Least room for an amount on the right; longer ones take what they need. */
const AMOUNT_SHARE = 0.3;
const GAP = 4;

function rule({ width }: TicketPaper): Content {
  const line = { type: 'line' as const, x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.6, dash: { length: 2 } };
  return { canvas: [line], margin: [0, 4, 0, 4] };
}

/** A text that wraps on the left, an amount on the right. */
export function pair(left: string, right: string, { width, size }: TicketPaper, bold = false): Content {
  const amount = Math.max(Math.floor(width * AMOUNT_SHARE), figureWidth(right, bold ? size + 1.5 : size));
  return {
    columns: [
      { width: width - amount - GAP, text: left, bold },
      { width: amount, text: right, alignment: 'right', bold },
    ],
    columnGap: GAP,
  };
}

const centred = (text: string, more: { bold?: boolean; fontSize?: number } = {}): Content => ({
  text,
  alignment: 'center',
  ...more,
});

/** Who issues, what it is, and a warning where it has no effect. */
export function heading(document: PrintableDocument, paper: TicketPaper): Content[] {
  const { issuer, title, fullNumber, mark, test } = document;
  return [
    ...logo(issuer, [paper.width * 0.7, 60], 'center'),
    centred(issuer.name, { bold: true, fontSize: paper.size + 2 }),
    ...(issuer.tradeName === undefined ? [] : [centred(issuer.tradeName)]),
    centred(`RUC ${issuer.ruc}`),
    ...(issuer.address === undefined ? [] : [centred(issuer.address)]),
    rule(paper),
    centred(title, { bold: true, fontSize: paper.size + 1 }),
    centred(fullNumber, { bold: true, fontSize: paper.size + 2 }),
    ...(mark === undefined ? [] : [centred(`*** ${mark} ***`, { bold: true, fontSize: paper.size + 3 })]),
    ...(test ? [centred(TEST_NOTICE, { bold: true })] : []),
    rule(paper),
  ];
}

/** Dates, buyer, references; on notes what they amend. */
export function dates(document: PrintableDocument, paper: TicketPaper): Content[] {
  const { buyer, issueDate, issueTime, dueDate, currency, terms: form, references, amended, reason } = document;
  const rows: string[] = [
    `Emisión: ${day(issueDate)} ${issueTime}`,
    ...(dueDate === undefined ? [] : [`Vencimiento: ${day(dueDate)}`]),
    `Cliente: ${buyer.name}`,
    `${buyer.documentLabel}: ${buyer.documentNumber}`,
    ...(buyer.address === undefined ? [] : [`Dirección: ${buyer.address}`]),
    `Moneda: ${currency}`,
    ...(form === undefined ? [] : [`Forma de pago: ${form.label}`]),
    ...references.map(({ label, text }) => `${label}: ${text}`),
    ...amended.map(({ title, fullNumber, issueDate: date }) => {
      const of = date === undefined ? '' : ` del ${day(date)}`;
      return `Modifica: ${title} ${fullNumber}${of}`;
    }),
    ...(reason === undefined ? [] : [`Motivo: ${reason.label}`, `Sustento: ${reason.text}`]),
  ];
  return [...rows.map((text): Content => ({ text })), rule(paper)];
}

function line(item: PrintableLine, paper: TicketPaper): Content[] {
  const code = item.code === undefined ? '' : `${item.code} `;
  const small = [
    ...item.properties,
    ...(item.discount === undefined ? [] : [`Descuento sin impuestos ${money(item.discount)}`]),
    ...(item.free ? ['Transferencia gratuita'] : []),
  ];
  const price = `${quantity(item.quantity)} ${item.unit} x ${unitMoney(item.unitPrice)}`;
  return [
    { text: `${code}${item.description}` },
    ...small.map((text): Content => ({ text, fontSize: paper.size - 1 })),
    { ...wrap(pair(price, money(item.total), paper)), margin: [0, 0, 0, 3] },
  ];
}

const wrap = (content: Content) => ({ stack: [content] });

/** Every line: what it is over the whole width, then quantity, price and what it comes to. */
export function lines(document: PrintableDocument, paper: TicketPaper): Content[] {
  const head = pair('Cant. x P. unit.', 'Importe', paper, true);
  return [head, ...document.lines.flatMap((item) => line(item, paper)), rule(paper)];
}

/** Totals, the sum to pay, the amount in words. */
export function sums(document: PrintableDocument, paper: TicketPaper): Content[] {
  const symbol = symbolOf(document.currency);
  const rows = document.sums.map(({ label, amount }) => pair(label, `${symbol} ${money(amount)}`, paper));
  const words = document.amountInWords === undefined ? [] : [document.amountInWords];
  const payments = document.payments.map(({ label, amount }) => pair(label, `${symbol} ${money(amount)}`, paper));
  return [
    ...rows,
    { ...wrap(pair('IMPORTE TOTAL', `${symbol} ${money(document.total)}`, paper, true)), fontSize: paper.size + 1.5 },
    ...words.map((text): Content => ({ text, margin: [0, 3, 0, 3] })),
    ...payments,
  ];
}

/** Instalments, detracción, legends. */
export function terms(document: PrintableDocument, paper: TicketPaper): Content[] {
  const symbol = symbolOf(document.currency);
  const { pending, instalments = [] } = document.terms ?? {};
  const rows = [
    ...(pending === undefined ? [] : [pair('Neto pendiente', `${symbol} ${money(pending)}`, paper)]),
    ...instalments.map(({ number, dueDate, amount }) =>
      pair(`Cuota ${number} ${day(dueDate)}`, `${symbol} ${money(amount)}`, paper),
    ),
    ...remarksOf(document).map((text): Content => ({ text, margin: [0, 2, 0, 0] })),
  ];
  return rows.length === 0 ? [] : [rule(paper), ...rows];
}
