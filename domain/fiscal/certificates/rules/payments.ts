import { isDate } from '../../../time/lima.ts';
import { each } from '../../rules/rule.ts';
import { CREDIT_NOTE } from '../facts.ts';
import type { CertificateDraft, ReckonedReference } from '../types.ts';
import { type CertificateRule, certificateRules, isMoney, REFERENCE } from './certificate-rule.ts';
import { ofDocuments } from './documents.ts';

const PAYMENT = `${REFERENCE}/cac:Payment`;
const EXCHANGE = `${REFERENCE}/sac:SUNATInformation/cac:ExchangeRate`;

/** Payments lie in the month of the certificate, neither after it nor before their document. */
function isOutside({ payment, issueDate }: ReckonedReference, { issueDate: issued }: CertificateDraft): boolean {
  if (!payment) return false;
  const month = issued.slice(0, 7);
  const from = issueDate.startsWith(month) ? issueDate : `${month}-01`;
  return !isDate(payment.date) || payment.date < from || payment.date > issued;
}

const keyOf = ({ type, number, payment }: ReckonedReference): string => `${type} ${number} ${payment?.number ?? ''}`;

/** What was paid or cashed of each document, and its rate of exchange. */
export const PAYMENT_RULES: readonly CertificateRule[] = [
  ...certificateRules({
    ...{ name: 'payment', issue: 'required', field: `${PAYMENT}/cbc:PaidDate` },
    ...{ retention: ['2737', 64], perception: ['2702', 79] },
    find: ofDocuments(
      '/payment',
      ({ type, payment }) => type !== CREDIT_NOTE && payment === undefined,
      'Indique el pago del documento: número, fecha e importe.',
    ),
  }),
  ...certificateRules({
    ...{ name: 'payment-date', issue: 'payment_outside_month', field: `${PAYMENT}/cbc:PaidDate` },
    ...{ retention: ['2625', 66, 67, 68, 69], perception: ['2612', 81, 82, 83, 84] },
    find: ofDocuments(
      '/payment/date',
      isOutside,
      'El pago debe ser del mes del comprobante, no posterior a él ni anterior al documento.',
    ),
  }),
  ...certificateRules({
    ...{ name: 'payment-number', issue: 'invalid_number', field: `${PAYMENT}/cbc:ID` },
    ...{ retention: ['2734', 71], perception: ['2698', 86] },
    find: ofDocuments(
      '/payment/number',
      ({ payment }) => payment !== undefined && !/^\d{1,9}$/.test(payment.number),
      'El número de pago lleva de 1 a 9 dígitos.',
    ),
  }),
  ...certificateRules({
    ...{ name: 'payment-twice', issue: 'duplicate_payment', field: `${PAYMENT}/cbc:ID` },
    ...{ retention: ['2626', 72], perception: ['2626', 87] },
    find: ({ references }) => {
      const seen = new Set<string>();
      return each(
        references,
        (one) => {
          const twice = one.type !== CREDIT_NOTE && seen.has(keyOf(one));
          seen.add(keyOf(one));
          return twice;
        },
        (index) => `/documents/${index}/payment/number`,
        'Ese pago del documento ya figura en el comprobante.',
      );
    },
  }),
  ...certificateRules({
    ...{ name: 'payment-amount', issue: 'invalid_amount', field: `${PAYMENT}/cbc:PaidAmount` },
    ...{ retention: ['2736', 74], perception: ['2700', 89] },
    find: ofDocuments(
      '/payment/amount',
      ({ payment }) => payment !== undefined && !isMoney(payment.amount),
      'El importe del pago debe ser mayor que cero.',
    ),
  }),
  ...certificateRules({
    ...{ name: 'part', issue: 'nothing_withheld', field: `${REFERENCE}/sac:SUNATInformation` },
    ...{ retention: ['2740', 76], perception: ['2705', 91] },
    find: ofDocuments(
      '/payment/amount',
      ({ amount }) => amount !== undefined && Number(amount) === 0,
      'El pago es muy pequeño: lo retenido o percibido sería cero.',
    ),
  }),
  ...certificateRules({
    ...{ name: 'exchange', issue: 'required', field: `${EXCHANGE}/cbc:CalculationRate` },
    ...{ retention: ['2721', 88], perception: ['2721', 103] },
    find: ofDocuments(
      '/exchange',
      ({ currency, payment, exchange }) => currency !== 'PEN' && payment !== undefined && exchange === undefined,
      'Indique el tipo de cambio y su fecha: el documento es en otra moneda.',
    ),
  }),
  ...certificateRules({
    ...{ name: 'exchange-rate', issue: 'invalid_exchange_rate', field: `${EXCHANGE}/cbc:CalculationRate` },
    ...{ retention: ['2716', 89], perception: ['2716', 104] },
    find: ofDocuments(
      '/exchange/rate',
      ({ exchange }) =>
        exchange !== undefined && !(/^\d{1,4}(\.\d{1,6})?$/.test(exchange.rate) && Number(exchange.rate) > 0),
      'El tipo de cambio lleva hasta 4 enteros y 6 decimales, y es mayor que cero.',
    ),
  }),
  {
    ...{ id: 'certificates.exchange-date', code: null, level: 'reject', issue: 'invalid_date' },
    ...{ field: `/${EXCHANGE}/cbc:Date`, source: {} },
    find: ofDocuments(
      '/exchange/date',
      ({ exchange }) => exchange !== undefined && !isDate(exchange.date),
      'La fecha del tipo de cambio no existe.',
    ),
  },
];
