import { Decimal, toAmount, ZERO } from '../decimal.ts';
import type { LineIcbper, LineIsc, PricedLine } from '../sale/types.ts';
import { TAXES } from './affectation.ts';
import { itemProperties } from './item-properties.ts';
import { allowance } from './ubl-allowance.ts';
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

/** Price type 01 (with tax) on paid lines, 02 (referential, without) on free ones: catalogue 16. */
function pricing(line: PricedLine, currency: string): string {
  return (
    '<cac:PricingReference><cac:AlternativeConditionPrice>' +
    `<cbc:PriceAmount${currency}>${line.unitPriceWithTax}</cbc:PriceAmount>` +
    `<cbc:PriceTypeCode>${line.free ? '02' : '01'}</cbc:PriceTypeCode>` +
    '</cac:AlternativeConditionPrice></cac:PricingReference>'
  );
}

/** ISC with its system (2373); `percent` of `base` gives the amount for all three (3108). */
function iscSubtotal(isc: LineIsc | undefined, currency: string): string {
  if (!isc) return '';
  return (
    `<cac:TaxSubtotal><cbc:TaxableAmount${currency}>${isc.base}</cbc:TaxableAmount>` +
    `<cbc:TaxAmount${currency}>${isc.amount}</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>${isc.percent}</cbc:Percent>` +
    `<cbc:TierRange>${isc.system}</cbc:TierRange>${taxScheme('2000')}</cac:TaxCategory></cac:TaxSubtotal>`
  );
}

/** ICBPER: bags and the tax of one, no base (3236-3238). */
function icbperSubtotal(icbper: LineIcbper | undefined, currency: string): string {
  if (!icbper) return '';
  return (
    `<cac:TaxSubtotal><cbc:TaxAmount${currency}>${icbper.amount}</cbc:TaxAmount>` +
    `<cbc:BaseUnitMeasure unitCode="NIU">${icbper.bags}</cbc:BaseUnitMeasure>` +
    `<cac:TaxCategory><cbc:PerUnitAmount${currency}>${icbper.perUnit}</cbc:PerUnitAmount>` +
    `${taxScheme('7152')}</cac:TaxCategory></cac:TaxSubtotal>`
  );
}

/** Taxes due on a line, and what its IGV is reckoned on: value and ISC. */
function taxesOf(line: PricedLine): { due: string; base: string } {
  const { isc, icbper, igv, free, value } = line;
  if (!isc && !icbper) return { due: free ? '0.00' : igv, base: value };
  const due = new Decimal(free ? ZERO : igv).plus(isc?.amount ?? ZERO).plus(icbper?.amount ?? ZERO);
  return { due: toAmount(due), base: toAmount(new Decimal(value).plus(isc?.amount ?? ZERO)) };
}

/** A free line adds nothing to the taxes due but its ICBPER; its subtotal shows the virtual IGV. */
function lineTax(line: PricedLine, currency: string): string {
  const { due, base } = taxesOf(line);
  return (
    `<cac:TaxTotal><cbc:TaxAmount${currency}>${due}</cbc:TaxAmount>` +
    `<cac:TaxSubtotal><cbc:TaxableAmount${currency}>${base}</cbc:TaxableAmount>` +
    `<cbc:TaxAmount${currency}>${line.igv}</cbc:TaxAmount>` +
    `<cac:TaxCategory><cbc:Percent>${line.igvPercent}</cbc:Percent>` +
    `<cbc:TaxExemptionReasonCode>${line.igvAffectation}</cbc:TaxExemptionReasonCode>` +
    `${taxScheme(line.taxCode)}</cac:TaxCategory></cac:TaxSubtotal>` +
    `${iscSubtotal(line.isc, currency)}${icbperSubtotal(line.icbper, currency)}</cac:TaxTotal>`
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
  return (
    `<cac:Item><cbc:Description>${xmlText(line.description)}</cbc:Description>${sku}${sunatCode}` +
    `${itemProperties(line.properties)}</cac:Item>`
  );
}

/** Discounts before charges; notes have none of them on their lines. */
function allowances(line: PricedLine, currency: string): string {
  let text = allowance('00', line.discount00, currency) + allowance('01', line.discount01, currency);
  for (const charge of line.charges ?? []) text += allowance(charge.code, charge, currency);
  return text;
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
    allowances(line, currency) +
    lineTax(line, currency) +
    item(line) +
    `<cac:Price><cbc:PriceAmount${currency}>${line.unitValue}</cbc:PriceAmount></cac:Price></cac:${names.line}>`
  );
}
