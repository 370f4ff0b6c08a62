import { UNITS } from '../../generated/catalogues.ts';
import { CUSTOMS_UNITS, NORMALISED_GOODS, NORMALISED_PRODUCTS } from '../../generated/despatch-catalogues.ts';
import { all, first, textAt, type XmlNode } from '../../xml.ts';
import { decimal } from '../format.ts';
import { type Advice, hasFlag, must, plain, referencesOf, should } from './advice.ts';

/** Lines: number, quantity, unit, description and the properties of goods under rules of their own. */
export function checkGoods(advice: Advice): void {
  const seen = new Set<number>();
  const detailed = linesAreNeeded(advice);
  for (const line of advice.lines) {
    const id = textAt(line, 'ID') ?? '';
    must(/^\d{1,4}$/.test(id), '2023', id);
    must(!seen.has(Number(id)), '2752', id);
    seen.add(Number(id));
    checkQuantity(advice, line, detailed);
    checkItem(advice, line, detailed);
    checkProperties(advice, line, detailed);
  }
}

/** The carrier may leave the goods to the sender's guide, the sender those of a whole declaration to the customs. */
function linesAreNeeded(advice: Advice): boolean {
  if (advice.name.type === '09') return !hasFlag(advice, 'TrasladoTotalDAMoDS');
  const papers = referencesOf(advice, ['01', '03', '04', '12', '48', '50', '52']);
  if (papers.length > 0 && !hasFlag(advice, 'TrasladoTotal')) return true;
  return papers.length === 0 && referencesOf(advice, ['09', '82']).length === 0;
}

function checkQuantity(advice: Advice, line: XmlNode, detailed: boolean): void {
  const quantity = first(line, 'DeliveredQuantity');
  const id = textAt(line, 'ID') ?? '';
  if (detailed) must(quantity !== undefined && !decimal(quantity.text).isZero(), '2580', id);
  if (quantity === undefined) return;
  if (quantity.text !== '' && (detailed || !decimal(quantity.text).isZero()))
    must(/^(?!0\d*(\.0*)?$)\d{1,12}(\.\d{1,10})?$/.test(quantity.text), '2780', quantity.text);
  const unit = quantity.attrs.unitCode ?? '';
  if (detailed) must(unit !== '', '2883', id);
  if (unit === '' || !detailed) return;
  if (advice.name.type === '09' && ['08', '09'].includes(advice.motive)) must(CUSTOMS_UNITS.has(unit), '3446', unit);
  else should(advice, UNITS.has(unit) || (mayUseCustoms(advice) && CUSTOMS_UNITS.has(unit)), '4320');
}

const mayUseCustoms = (advice: Advice): boolean =>
  advice.name.type === '09' ? advice.motive === '13' : referencesOf(advice, ['50', '52']).length > 0;

function checkItem(advice: Advice, line: XmlNode, detailed: boolean): void {
  const description = textAt(line, 'Item/Description') ?? '';
  must(!detailed || description !== '', '2781', textAt(line, 'ID'));
  plain(advice, description, 3, 500, '4084');
  const seller = textAt(line, 'Item/SellersItemIdentification/ID');
  should(advice, seller === undefined || (seller.length <= 30 && !/[\n\t\r\f]/.test(seller)), '4085');
  const commodity = textAt(line, 'Item/CommodityClassification/ItemClassificationCode') ?? '';
  must(commodity === '' || /^(?!0+$)\d{1,8}$/.test(commodity), '3002', commodity);
  const gtin = first(line, 'Item/StandardItemIdentification/ID');
  must(gtin === undefined || gtin.text === '' || /^[0-9A-Za-z]{1,14}$/.test(gtin.text), '3375', gtin?.text);
  const scheme = gtin?.attrs.schemeID;
  should(advice, scheme === undefined || /^GTIN-(8|12|13|14)$/.test(scheme), '4335');
}

/** 7020 tariff heading, 7021 customs declaration, 7022 normalised goods (1 or 0), 7023 line of the declaration. */
function checkProperties(advice: Advice, line: XmlNode, detailed: boolean): void {
  const properties = all(line, 'Item/AdditionalItemProperty');
  const value = (code: string): string | undefined =>
    textAt(
      properties.find((one) => textAt(one, 'NameCode') === code),
      'Value',
    );
  for (const one of properties) should(advice, (textAt(one, 'Name') ?? '') !== '', '4235');
  for (const code of ['7020', '7021', '7022', '7023']) must(value(code) !== '', '3064', code);
  const heading = value('7020');
  const normalised = value('7022') === '1';
  must(['0', '1', undefined].includes(value('7022')), '3396', value('7022'));
  must(heading === undefined || /^(?!0+$)\d{1,10}$/.test(heading), '3377', heading);
  if (normalised && detailed) checkNormalised(advice, line, heading);
  if (detailed && ['08', '09'].includes(advice.motive)) {
    must(value('7021') !== undefined, '3427', textAt(line, 'ID'));
    must(value('7023') !== undefined, '3428', textAt(line, 'ID'));
  }
  checkDeclaration(advice, value('7021'), value('7023'), detailed);
}

/** The declaration a line names is one of the guide's documents. */
function checkDeclaration(
  advice: Advice,
  number: string | undefined,
  place: string | undefined,
  detailed: boolean,
): void {
  must(number === undefined || /^\d{3}-\d{4}-\d{2}-\d{1,6}$/.test(number), '2769', number);
  const told = referencesOf(advice, ['50', '52']).some((one) => textAt(one, 'ID') === number);
  const needed = detailed && ['08', '09'].includes(advice.motive) && number !== undefined;
  must(!needed || told, '3430', number);
  must(place === undefined || /^(?!0+$)\d{1,4}$/.test(place), '3431', place);
}

function checkNormalised(advice: Advice, line: XmlNode, heading: string | undefined): void {
  const commodity = textAt(line, 'Item/CommodityClassification/ItemClassificationCode') ?? '';
  must(commodity !== '', '3372');
  must(NORMALISED_PRODUCTS.has(commodity), '3425', commodity);
  must(heading !== undefined, '3426');
  must(NORMALISED_GOODS.has(heading ?? ''), '3429', heading);
  must(referencesOf(advice, ['49', '80']).length > 0, '3379');
}
