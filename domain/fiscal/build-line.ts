import type { PricedLine, TaxFreeDiscount } from '../sale/types.ts';
import { TAXES } from './affectation.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

/** A longer code of the seller would be observed, so it is left out. */
const MAX_SKU = 30;

const SCHEMES: ReadonlyMap<string, string> = new Map(
  Object.entries(TAXES).map(([code, tax]) => [
    code,
    `<cac:TaxScheme><cbc:ID>${code}</cbc:ID><cbc:Name>${tax.name}</cbc:Name>` +
      `<cbc:TaxTypeCode>${tax.typeCode}</cbc:TaxTypeCode></cac:TaxScheme>`,
  ]),
);

/** The TaxScheme element of a tax of catalogue 05. */
export function taxScheme(code: string): string {
  return SCHEMES.get(code) ?? '';
}

/** An UBL discount (catalogue 53: 00 on a line, 02 on the document); nothing where there is none. */
export function allowance(code: '00' | '02', discount: TaxFreeDiscount | null, currency: string): string {
  if (discount === null) return '';
  const factor =
    discount.factor === undefined
      ? ''
      : `<cbc:MultiplierFactorNumeric>${discount.factor}</cbc:MultiplierFactorNumeric>`;
  return (
    '<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>' +
    `<cbc:AllowanceChargeReasonCode>${code}</cbc:AllowanceChargeReasonCode>${factor}` +
    `<cbc:Amount${currency}>${discount.amount}</cbc:Amount>` +
    `<cbc:BaseAmount${currency}>${discount.base}</cbc:BaseAmount></cac:AllowanceCharge>`
  );
}

/** Price type 01 (with tax) on paid lines, 02 (referential, without) on free ones: catalogue 16. */
function pricing(line: PricedLine, currency: string): string {
  return (
    '<cac:PricingReference><cac:AlternativeConditionPrice>' +
    `<cbc:PriceAmount${currency}>${line.unitPriceWithTax}</cbc:PriceAmount>` +
    `<cbc:PriceTypeCode>${line.free ? '02' : '01'}</cbc:PriceTypeCode>` +
    '</cac:AlternativeConditionPrice></cac:PricingReference>'
  );
}

/** A free line adds nothing to the taxes due; its subtotal shows the virtual IGV. */
function lineTax(line: PricedLine, currency: string): string {
  return (
    `<cac:TaxTotal><cbc:TaxAmount${currency}>${line.free ? '0.00' : line.igv}</cbc:TaxAmount>` +
    `<cac:TaxSubtotal><cbc:TaxableAmount${currency}>${line.value}</cbc:TaxableAmount>` +
    `<cbc:TaxAmount${currency}>${line.igv}</cbc:TaxAmount>` +
    `<cac:TaxCategory><cbc:Percent>${line.igvPercent}</cbc:Percent>` +
    `<cbc:TaxExemptionReasonCode>${line.igvAffectation}</cbc:TaxExemptionReasonCode>` +
    `${taxScheme(line.taxCode)}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>`
  );
}

function item(line: PricedLine): string {
  const sku =
    line.sku === '' || line.sku.length > MAX_SKU
      ? ''
      : `<cac:SellersItemIdentification><cbc:ID>${xmlText(line.sku)}</cbc:ID></cac:SellersItemIdentification>`;
  const sunatCode =
    line.sunatCode === undefined
      ? ''
      : `<cac:CommodityClassification><cbc:ItemClassificationCode>${xmlText(line.sunatCode)}` +
        '</cbc:ItemClassificationCode></cac:CommodityClassification>';
  return `<cac:Item><cbc:Description>${xmlText(line.description)}</cbc:Description>${sku}${sunatCode}</cac:Item>`;
}

/** Names of a line's own elements: `InvoiceLine` and `InvoicedQuantity`, and so on. */
export interface LineNames {
  readonly line: string;
  readonly quantity: string;
}

/**
 * One line in the order of the XSD; `currency` is the ready ` currencyID="PEN"`. A line discount stands where an
 * invoice wants it; lines of notes have none (their sheets leave discounts out of the line's value).
 */
export function buildLine(names: LineNames, line: PricedLine, currency: string): string {
  return (
    `<cac:${names.line}><cbc:ID>${line.number}</cbc:ID>` +
    `<cbc:${names.quantity} unitCode="${xmlAttribute(line.unitCode)}">${line.quantity}</cbc:${names.quantity}>` +
    `<cbc:LineExtensionAmount${currency}>${line.value}</cbc:LineExtensionAmount>` +
    pricing(line, currency) +
    allowance('00', line.discount00, currency) +
    lineTax(line, currency) +
    item(line) +
    `<cac:Price><cbc:PriceAmount${currency}>${line.unitValue}</cbc:PriceAmount></cac:Price></cac:${names.line}>`
  );
}
