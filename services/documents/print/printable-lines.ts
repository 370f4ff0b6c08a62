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

/** Discount 01 and charge 48 of a line stand beside its value and taxes. */
function amountOf(line: UblNode, code: string): Decimal {
  const found = line.all('AllowanceCharge').filter((one) => one.text('AllowanceChargeReasonCode') === code);
  return sum(found.map((one) => decimal(one.text('Amount'))));
}

/** A property's text, date or number of days. */
function propertyValue(property: UblNode): string {
  const days = property.text('UsabilityPeriod/DurationMeasure');
  const stay = days === undefined ? property.text('UsabilityPeriod/StartDate') : `${days} días`;
  return property.text('Value') ?? property.text('ValueQualifier') ?? stay ?? '';
}

/** One line of an invoice or a note; notes may leave quantity and prices out. */
function printableLine(line: UblNode): PrintableLine {
  const counted = QUANTITIES.map((name) => line.child(name)).find((node) => node !== undefined);
  const unit = counted?.attribute('unitCode') ?? '';
  const price = line.child('PricingReference/AlternativeConditionPrice');
  const free = price?.text('PriceTypeCode') === REFERENTIAL;
  // Of a gift only the ICBPER of a bag is due, which is then all of its taxes.
  const value = free ? new Decimal('0') : decimal(line.text('LineExtensionAmount'));
  const total = value
    .plus(decimal(line.text('TaxTotal/TaxAmount')))
    .plus(amountOf(line, '48'))
    .minus(amountOf(line, '01'));
  return {
    number: line.text('ID') ?? '',
    code: line.text('Item/SellersItemIdentification/ID'),
    description: line
      .all('Item/Description')
      .map((node) => node.text('') ?? '')
      .join(' '),
    properties: line
      .all('Item/AdditionalItemProperty')
      .map((property) => `${property.text('Name') ?? ''}: ${propertyValue(property)}`),
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
