import { catalog55 } from '../catalogs/generated/cat-55.ts';
import type { ItemProperty } from '../sale/types.ts';
import { oneLine } from './text.ts';
import { xmlText } from './xml-text.ts';

const MAX_NAME = 100;

/** Codes of catalogue 55 whose value is a date: arrival, stay and consumption of a guest. */
export const DATE_PROPERTIES: ReadonlySet<string> = new Set(['4002', '4003', '4004', '4006']);
/** The number of days of a stay. */
export const DAYS_PROPERTY = '4005';

/**
 * What a shop says of an item: lodging of non-residents, sales to the State, vehicles, the plate that expenses are
 * for, customs. Catches, trips, mortgages, policies and mines are other trades.
 */
const OFFERED = /^(400\d|500[0-3]|50[1-3]\d|7000|702[0-3])$/;

/** True for a code of catalogue 55 that the hub writes. */
export const isOfferedProperty = (code: string): boolean => OFFERED.test(code) && Object.hasOwn(catalog55, code);

function periodOf({ date, days }: ItemProperty): string {
  if (date === undefined && days === undefined) return '';
  const start = date === undefined ? '' : `<cbc:StartDate>${xmlText(date)}</cbc:StartDate>`;
  const duration = days === undefined ? '' : `<cbc:DurationMeasure unitCode="DAY">${days}</cbc:DurationMeasure>`;
  return `<cac:UsabilityPeriod>${start}${duration}</cac:UsabilityPeriod>`;
}

/** What catalogue 55 says of an item, by its name and code there; nothing where there are none. */
export function itemProperties(properties: readonly ItemProperty[] | undefined): string {
  let text = '';
  for (const property of properties ?? []) {
    const name = oneLine(catalog55[property.code] ?? property.code).slice(0, MAX_NAME);
    const value = property.value === undefined ? '' : `<cbc:Value>${xmlText(property.value)}</cbc:Value>`;
    text +=
      `<cac:AdditionalItemProperty><cbc:Name>${xmlText(name)}</cbc:Name>` +
      `<cbc:NameCode>${xmlText(property.code)}</cbc:NameCode>${value}${periodOf(property)}</cac:AdditionalItemProperty>`;
  }
  return text;
}
