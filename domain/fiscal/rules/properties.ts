import { catalog04 } from '../../catalogs/generated/cat-04.ts';
import { catalog06 } from '../../catalogs/generated/cat-06.ts';
import { isInCatalog } from '../../catalogs/is-in-catalog.ts';
import type { ItemProperty } from '../../sale/types.ts';
import { isDate } from '../../time/lima.ts';
import { DATE_PROPERTIES, DAYS_PROPERTY, isOfferedProperty } from '../item-properties.ts';
import { hasIllegalCharacter, oneLine } from '../text.ts';
import type { InvoiceDraft } from '../types.ts';
import { each, type Finding, type Rule } from './rule.ts';

type PropertyRule = Rule<InvoiceDraft, unknown>;

const PROPERTY = '/Invoice/cac:InvoiceLine/cac:Item/cac:AdditionalItemProperty';
const MAX_VALUE = 200;
const MAX_DAYS = 9999;
const DAM = /^\d{4}-\d{2}-\d{3}-\d{6}$/;
/** Shortest and longest values that SUNAT takes without observing them. */
const LENGTHS: Readonly<Record<string, readonly [number, number]>> = {
  '4007': [3, 200],
  '4009': [3, 20],
  '5000': [1, 20],
  '5001': [1, 10],
  '5002': [1, 30],
  '5003': [1, 30],
};

const isText = ({ code }: ItemProperty): boolean => !DATE_PROPERTIES.has(code) && code !== DAYS_PROPERTY;

const isDateWrong = ({ code, value, date, days }: ItemProperty): boolean =>
  DATE_PROPERTIES.has(code) && (date === undefined || !isDate(date) || value !== undefined || days !== undefined);

const isDaysWrong = ({ code, value, date, days }: ItemProperty): boolean =>
  code === DAYS_PROPERTY &&
  (days === undefined || days < 1 || days > MAX_DAYS || value !== undefined || date !== undefined);

function isTextWrong(property: ItemProperty): boolean {
  const { value, date, days } = property;
  if (!isText(property)) return false;
  if (value === undefined || date !== undefined || days !== undefined) return true;
  return value !== oneLine(value) || value === '' || value.length > MAX_VALUE || hasIllegalCharacter(value);
}

function isOutOfCatalogue({ code, value = '' }: ItemProperty): boolean {
  if (code === '4000' || code === '4001') return !isInCatalog(catalog04, value);
  return code === '4008' && !isInCatalog(catalog06, value);
}

function isLengthOdd({ code, value = '' }: ItemProperty): boolean {
  const [shortest, longest] = LENGTHS[code] ?? [0, MAX_VALUE];
  return value.length < shortest || value.length > longest;
}

/** A finding for each property that `wrong` speaks of, at its own place. */
function eachProperty({ lines }: InvoiceDraft, wrong: (one: ItemProperty) => boolean, field: string, detail: string) {
  if (lines.every(({ properties }) => properties === undefined)) return [];
  return lines.flatMap(({ properties = [] }, line): readonly Finding[] =>
    each(properties, wrong, (index) => `/lines/${line}/properties/${index}${field}`, detail),
  );
}

/** Departure before arrival at the lodging. */
function isStayReversed(properties: readonly ItemProperty[]): boolean {
  const dateOf = (wanted: string): string | undefined => properties.find(({ code }) => code === wanted)?.date;
  const [arrival, departure] = [dateOf('4003'), dateOf('4004')];
  return arrival !== undefined && departure !== undefined && departure < arrival;
}

const WRONG_VALUE = { level: 'reject', issue: 'invalid_property_value', field: `${PROPERTY}/cbc:Value` } as const;
const DETAIL = 'Ese dato pide un texto de hasta 200 caracteres, una fecha (date) o un número de días (days).';

/** What catalogue 55 says of an item: only what a shop registers, each in its form. */
export const PROPERTY_RULES: readonly PropertyRule[] = [
  {
    id: 'properties.offered',
    code: null,
    level: 'reject',
    issue: 'property_not_supported',
    field: `${PROPERTY}/cbc:NameCode`,
    source: {},
    find: (invoice) =>
      eachProperty(
        invoice,
        ({ code }) => !isOfferedProperty(code),
        '/code',
        'El dato no existe en el catálogo 55 de SUNAT o no es de los que registra una tienda.',
      ),
  },
  {
    ...{ id: 'properties.text', code: '3064', ...WRONG_VALUE },
    source: { Factura: [165, 633, 668, 681], Boleta: [596] },
    find: (invoice) => eachProperty(invoice, (one) => isOfferedProperty(one.code) && isTextWrong(one), '', DETAIL),
  },
  {
    ...{ id: 'properties.date', code: '3065', ...WRONG_VALUE, field: `${PROPERTY}/cac:UsabilityPeriod/cbc:StartDate` },
    source: { Factura: [647, 648, 649, 650] },
    find: (invoice) => eachProperty(invoice, isDateWrong, '', DETAIL),
  },
  {
    ...{ id: 'properties.days', code: '3135', ...WRONG_VALUE },
    field: `${PROPERTY}/cac:UsabilityPeriod/cbc:DurationMeasure`,
    source: { Factura: [657] },
    find: (invoice) => eachProperty(invoice, isDaysWrong, '', DETAIL),
  },
  {
    ...{ id: 'properties.catalogue', code: '4280', ...WRONG_VALUE },
    source: { Factura: [634, 635, 636, 669, 670] },
    find: (invoice) =>
      eachProperty(
        invoice,
        (one) => !isTextWrong(one) && isOutOfCatalogue(one),
        '',
        'El país debe ser del catálogo 04 y el documento del huésped del catálogo 06.',
      ),
  },
  {
    ...{ id: 'properties.length', code: '4280', ...WRONG_VALUE, level: 'observe' },
    source: { Factura: [637, 638, 671, 672, 682, 683, 684, 685], Boleta: [597, 598, 599, 600] },
    find: (invoice) =>
      eachProperty(
        invoice,
        (one) => !isTextWrong(one) && isLengthOdd(one),
        '',
        'SUNAT observará el largo de ese dato.',
      ),
  },
  {
    ...{ id: 'properties.customs-declaration', code: '4202', ...WRONG_VALUE, level: 'observe' },
    source: { Factura: [750], Boleta: [706] },
    find: (invoice) =>
      eachProperty(
        invoice,
        ({ code, value = '' }) => code === '7021' && !DAM.test(value),
        '',
        'La declaración aduanera se escribe 0000-00-000-000000.',
      ),
  },
  {
    ...{ id: 'properties.stay', code: '4282', level: 'observe', issue: 'stay_reversed' },
    ...{ field: `${PROPERTY}/cac:UsabilityPeriod/cbc:StartDate`, source: { Factura: [651] } },
    find: ({ lines }) =>
      each(
        lines,
        ({ properties }) => properties !== undefined && isStayReversed(properties),
        (index) => `/lines/${index}/properties`,
        'La salida del establecimiento es anterior a la entrada.',
      ),
  },
];
