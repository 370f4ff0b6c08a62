import type { InvoiceDraft } from '../../domain/fiscal/invoice.ts';
import { iscOf } from '../products/isc.ts';
import { type Place, regimeOn } from './load-place.ts';
import type { ResolvedLine } from './resolve-lines.ts';
import type { LineExtras, SaleExtras, StoredPrepayment } from './sale-extras.ts';
import type { SaleInput, SaleLineInput } from './sale-input.ts';

/** Only what was given. */
function present<Fields extends object>(fields: Fields): Partial<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== false);
  return Object.fromEntries(entries) as Partial<Fields>;
}

const filled = <Item>(list: readonly Item[] | undefined): readonly Item[] | undefined =>
  list && list.length > 0 ? list : undefined;

/** What the request says of a line, and what its product says where the request does not. */
export function readLineExtras(line: SaleLineInput, product: ResolvedLine['product']): LineExtras {
  return present({
    discountCode: line.discount_code,
    charges: filled(line.charges),
    isc: iscOf(line.isc ?? product.isc),
    icbper: line.icbper ?? product.icbper,
    properties: filled(line.properties),
  });
}

/** What the request says of the sale beside the plain one; the account and the regime are the company's. */
export function readExtras(
  input: SaleInput,
  place: Place,
  lines: readonly ResolvedLine[],
  prepayments: readonly StoredPrepayment[],
  today: string,
): SaleExtras {
  const { detraction, perception } = input;
  const regime = regimeOn(place, today);
  const byNumber = lines.flatMap(({ extras }, index) =>
    Object.keys(extras).length > 0 ? [[String(index + 1), extras] as const] : [],
  );
  return present({
    igvRegime: regime === 'general' ? undefined : regime,
    operationType: input.operation_type,
    orderReference: input.order_reference,
    despatchReferences: filled(
      input.despatch_references?.map(({ type, full_number }) => ({ type, fullNumber: full_number })),
    ),
    destinationCountry: input.destination_country,
    detraction: detraction && {
      code: detraction.code,
      percent: detraction.percent,
      account: place.detraction_account ?? '',
      paymentMeans: detraction.payment_means,
    },
    perception: perception && { code: perception.code, base: perception.base_amount },
    retention: input.retention,
    legends: filled(input.legends),
    discountCode: input.discount_code,
    charges: filled(input.charges),
    prepayments: filled(prepayments),
    lines: byNumber.length > 0 ? Object.fromEntries(byNumber) : undefined,
  });
}

/** The same with what its withholdings come to. */
export function withAmounts(extras: SaleExtras, { detraction, perception, retention }: InvoiceDraft): SaleExtras {
  if (!detraction && !perception && !retention) return extras;
  const amounts = present({
    detraction: detraction?.amount,
    perception: perception?.amount,
    retention: retention?.amount,
  });
  return { ...extras, amounts };
}
