import type { ItemProperty, IscInput } from '../../domain/sale/types.ts';
import type { LineExtras, SaleExtras } from './sale-extras.ts';

/** Names and documents of guests (catalogue 55). */
const PERSONAL = new Set(['4007', '4009', '3052', '3054']);

const listed = <Item>(list: readonly Item[] | undefined): Item[] => [...(list ?? [])];

function showProperty({ code, value, date, days }: ItemProperty, reveal: boolean) {
  const shown = value !== undefined && PERSONAL.has(code) && !reveal ? '***' : value;
  return { code, value: shown ?? null, date: date ?? null, days: days ?? null };
}

const showIsc = (isc: IscInput) =>
  isc.system === '03' ? { system: isc.system, percent: isc.percent, public_price: isc.publicPrice ?? null } : isc;

/** What only some lines have, as the contract shows it. */
export function showLineExtras(extras: LineExtras | undefined, reveal: boolean) {
  return {
    discount_code: extras?.discountCode ?? null,
    charges: listed(extras?.charges),
    isc: extras?.isc ? showIsc(extras.isc) : null,
    icbper: extras?.icbper ?? false,
    properties: listed(extras?.properties).map((property) => showProperty(property, reveal)),
  };
}

function showWithholdings({ detraction, perception, retention, amounts }: SaleExtras) {
  return {
    detraction: detraction
      ? {
          ...{ code: detraction.code, percent: detraction.percent, account: detraction.account },
          payment_means: detraction.paymentMeans ?? '001',
          amount: amounts?.detraction ?? null,
        }
      : null,
    perception: perception
      ? { code: perception.code, base_amount: perception.base ?? null, amount: amounts?.perception ?? null }
      : null,
    retention: retention ? { amount: amounts?.retention ?? null } : null,
  };
}

/** What only some sales have, as the contract shows it. */
export function showExtras(extras: SaleExtras) {
  return {
    contingency: extras.paper
      ? { number: extras.paper.number, issue_date: extras.paper.issueDate, issue_time: extras.paper.issueTime }
      : null,
    operation_type: extras.operationType ?? null,
    order_reference: extras.orderReference ?? null,
    despatch_references: listed(extras.despatchReferences).map(({ type, fullNumber }) => ({
      ...{ type, full_number: fullNumber },
    })),
    destination_country: extras.destinationCountry ?? null,
    ...showWithholdings(extras),
    legends: listed(extras.legends),
    discount_code: extras.discountCode ?? null,
    charges: listed(extras.charges),
    prepayments: listed(extras.prepayments).map(({ documentId, fullNumber, amount }) => ({
      ...{ document_id: documentId, full_number: fullNumber, amount },
    })),
  };
}
