import { Decimal, sum, toAmount } from '../../../domain/decimal.ts';
import { UNIT_LABELS } from './names.ts';
import type { PrintableLine } from './types.ts';
import type { UblNode } from './ubl-node.ts';

const QUANTITIES = ['InvoicedQuantity', 'CreditedQuantity', 'DebitedQuantity'];
/** Catalogue 16: a referential price, that of a line given away. */
const REFERENTIAL = '02';

const decimal = (text: string | undefined): Decimal => new Decimal(text ?? '0');

function discountOf(line: UblNode): string | undefined {
  const amounts = line
    .all('AllowanceCharge')
    .filter((charge) => charge.text('ChargeIndicator') === 'false')
    .map((charge) => decimal(charge.text('Amount')));
  const total = sum(amounts);
  return total.isZero() ? undefined : toAmount(total);
}

/** One line of an invoice or a note; notes may leave quantity and prices out. */
function printableLine(line: UblNode): PrintableLine {
  const counted = QUANTITIES.map((name) => line.child(name)).find((node) => node !== undefined);
  const unit = counted?.attribute('unitCode') ?? '';
  const price = line.child('PricingReference/AlternativeConditionPrice');
  const free = price?.text('PriceTypeCode') === REFERENTIAL;
  const value = decimal(line.text('LineExtensionAmount'));
  const total = free ? new Decimal('0') : value.plus(decimal(line.text('TaxTotal/TaxAmount')));
  return {
    number: line.text('ID') ?? '',
    code: line.text('Item/SellersItemIdentification/ID'),
    description: line
      .all('Item/Description')
      .map((node) => node.text('') ?? '')
      .join(' '),
    properties: line
      .all('Item/AdditionalItemProperty')
      .map(
        (property) =>
          `${property.text('Name') ?? ''}: ${property.text('Value') ?? property.text('ValueQualifier') ?? ''}`,
      ),
    quantity: counted?.text('') ?? '1',
    unit: UNIT_LABELS[unit] ?? unit,
    unitValue: line.text('Price/PriceAmount') ?? '0',
    unitPrice: price?.text('PriceAmount') ?? '0',
    discount: discountOf(line),
    total: toAmount(total),
    free,
  };
}

/** The lines of the document, in its order. */
export function printableLines(root: UblNode): PrintableLine[] {
  return ['InvoiceLine', 'CreditNoteLine', 'DebitNoteLine'].flatMap((name) => root.all(name)).map(printableLine);
}
