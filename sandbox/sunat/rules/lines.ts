import { PRICE_TYPES, UNITS } from '../generated/catalogues.ts';
import { all, first, textAt, type XmlNode } from '../xml.ts';
import { adds, allowanceTotal, type Bill, type Line, must, quantityNode, should, taxed } from './bill.ts';
import { decimal, isAmount, isPrecise, isText, near } from './format.ts';

/** Lines: identity, quantity, product, prices and value. On notes quantity and prices may be left out. */
export function checkLines(bill: Bill): void {
  const seen = new Set<string>();
  for (const line of bill.lines) {
    must(/^\d{1,3}$/.test(line.id) && Number(line.id) > 0, bill.isNote ? '2137' : '2023', line.id);
    must(!seen.has(line.id), '2752', line.id);
    seen.add(line.id);
    checkQuantity(bill, line);
    checkItem(bill, line);
    const value = textAt(line.node, 'LineExtensionAmount') ?? '';
    must(isAmount(value), '2370', value);
    checkPrices(bill, line);
    checkValue(bill, line);
  }
  if (bill.operation === '0112') checkDeductible(bill);
}

/** Expenses a person may deduct (0112): rent of a home or interest of a mortgage, by their product codes. */
function checkDeductible({ lines }: Bill): void {
  const codes = lines.map((line) => textAt(line.node, 'Item/CommodityClassification/ItemClassificationCode') ?? '');
  must(codes.includes('84121901') || codes.includes('80131501'), '3181');
}

function checkQuantity(bill: Bill, line: Line): void {
  const node = quantityNode(bill, line);
  if (node === undefined) return must(bill.isNote, '2024', line.id);
  const unit = node.attrs.unitCode ?? '';
  must(unit !== '', bill.isNote ? '2138' : '2883', line.id);
  must(UNITS.has(unit), '2936', unit);
  must(isPrecise(node.text), bill.isNote ? '2139' : '2025', node.text);
  must(bill.isNote || line.quantity.gt(0), '2024', line.id);
}

function checkItem(bill: Bill, line: Line): void {
  const description = textAt(line.node, 'Item/Description');
  if (!bill.isNote || description !== undefined) {
    must(description !== undefined && description.trim() !== '', '2026', line.id);
    must((description ?? '').length <= 500, '2027', line.id);
  }
  const seller = textAt(line.node, 'Item/SellersItemIdentification/ID');
  should(bill, seller === undefined || isText(seller, 1, 30), '4269');
  const commodity = textAt(line.node, 'Item/CommodityClassification/ItemClassificationCode');
  should(bill, commodity === undefined || /^\d{8}$/.test(commodity), '3496');
  checkGtin(bill, line);
  if (commodity !== undefined && /^\d{8}$/.test(commodity)) should(bill, !commodity.endsWith('0000'), '4337');
}

/** GTIN: its kind is told and is as long as it says. */
function checkGtin(bill: Bill, line: Line): void {
  const gtin = first(line.node, 'Item/StandardItemIdentification/ID');
  if (gtin === undefined) return;
  const kind = gtin.attrs.schemeID;
  should(bill, kind !== undefined, '4333');
  if (kind === undefined) return;
  const length = /^GTIN-(8|12|13|14)$/.exec(kind)?.[1];
  should(bill, length !== undefined, '4335');
  should(bill, length === undefined || gtin.text.length === Number(length), '4334');
}

/** Whether the line is a free transfer: its 9996 has a base. */
export const isFree = (line: Line): boolean => taxed(line, '9996') !== undefined;

function checkPrices(bill: Bill, line: Line): void {
  const unit = textAt(line.node, 'Price/PriceAmount');
  must(unit !== undefined || bill.isNote, '2068', line.id);
  if (unit !== undefined) must(isPrecise(unit), '2369', unit);
  if (isFree(line)) must(decimal(unit).isZero(), '2640', unit);
  const prices = all(line.node, 'PricingReference/AlternativeConditionPrice');
  must(prices.length > 0 || bill.isNote, '2028', line.id);
  const types = prices.map((price) => textAt(price, 'PriceTypeCode') ?? '');
  for (const type of types) must(PRICE_TYPES.has(type), '2410', type);
  must(new Set(types).size === types.length, '2409', line.id);
  for (const price of prices) checkPrice(bill, line, price);
}

function checkPrice(bill: Bill, line: Line, price: XmlNode): void {
  const text = textAt(price, 'PriceAmount') ?? '';
  must(isPrecise(text), '2367', text);
  const type = textAt(price, 'PriceTypeCode');
  const amount = decimal(text);
  if (isFree(line)) return must(type === '02', '3234', line.id);
  if (type === '02') return must(amount.isZero(), '3224', line.id);
  if (line.quantity.isZero()) return;
  const expected = line.value
    .plus(decimal(textAt(line.node, 'TaxTotal/TaxAmount')))
    .minus(allowanceTotal(line.allowances, ['01']))
    .plus(allowanceTotal(line.allowances, ['48']))
    .div(line.quantity);
  adds(bill, near(amount, expected), '3270', '4287', line.id);
}

function checkValue(bill: Bill, line: Line): void {
  const referential = all(line.node, 'PricingReference/AlternativeConditionPrice').find(
    (price) => textAt(price, 'PriceTypeCode') === '02',
  );
  const text = isFree(line) ? textAt(referential, 'PriceAmount') : textAt(line.node, 'Price/PriceAmount');
  if (text === undefined || quantityNode(bill, line) === undefined) return;
  const expected = decimal(text)
    .times(line.quantity)
    .minus(allowanceTotal(line.allowances, ['00']))
    .plus(allowanceTotal(line.allowances, ['47']));
  adds(bill, near(line.value, expected), '3271', '4288', line.id);
}
