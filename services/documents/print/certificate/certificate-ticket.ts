import type { Content } from 'pdfmake/interfaces.js';
import { day, money, symbolOf } from '../figures.ts';
import { pair, type TicketPaper } from '../ticket-parts.ts';
import type { PrintableCertificate, PrintableDocument, PrintableRelated } from '../types.ts';

const GAP: [number, number, number, number] = [0, 4, 0, 0];

function relatedOf(
  one: PrintableRelated,
  { amountLabel, netLabel }: PrintableCertificate,
  paper: TicketPaper,
): Content[] {
  const { title, number, issueDate, currency, total, payment, exchangeRate, amount, net } = one;
  const symbol = symbolOf(currency);
  return [
    { text: `${title} ${number}`, bold: true, margin: GAP },
    pair(`Emitido ${day(issueDate)}`, `${symbol} ${money(total)}`, paper),
    ...(payment ? [pair(`Pago ${day(payment.date)}`, `${symbol} ${money(payment.amount)}`, paper)] : []),
    ...(exchangeRate === undefined ? [] : [pair('Tipo de cambio', exchangeRate, paper)]),
    ...(amount === undefined ? [] : [pair(amountLabel, money(amount), paper)]),
    ...(net === undefined ? [] : [pair(netLabel, money(net), paper)]),
  ];
}

/** What stands under the heading of a certificate on a paper roll. */
export function certificateTicket(
  { buyer, issueDate, issueTime, sums }: PrintableDocument,
  certificate: PrintableCertificate,
  paper: TicketPaper,
): Content[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Emisión', `${day(issueDate)} ${issueTime}`.trim()],
    [certificate.receiverLabel, buyer.name],
    [buyer.documentLabel, buyer.documentNumber],
    ['Dirección', buyer.address],
    ['Régimen', certificate.regime],
    ['Observaciones', certificate.note],
  ];
  return [
    ...rows.flatMap(([label, text]): Content[] => (text === undefined ? [] : [{ text: `${label}: ${text}` }])),
    ...certificate.related.flatMap((one) => relatedOf(one, certificate, paper)),
    { text: '', margin: GAP },
    ...sums.map(({ label, amount }) => pair(label, `S/ ${money(amount)}`, paper, true)),
    { text: '', margin: GAP },
  ];
}
