import { catalog55 } from '../catalogs/generated/cat-55.ts';
import type { ItemProperty } from '../sale/types.ts';
import { oneLine } from './text.ts';
import { xmlText } from './xml-text.ts';

const MAX_NAME = 100;

/** Codes of catalogue 55 whose value is a date: lodging, transport, catch of fish. */
export const DATE_PROPERTIES: ReadonlySet<string> = new Set(['3005', '3059', '4002', '4003', '4004', '4006']);
/** The number of days of a stay. */
export const DAYS_PROPERTY = '4005';
/** SUNAT asks a measure or a time of these, which a shop has no use for: they are not offered. */
export const UNSUPPORTED_PROPERTIES: ReadonlySet<string> = new Set(['3006', '3060', '4047', '4048', '7005', '7014']);

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
