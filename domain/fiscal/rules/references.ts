import { catalog06 } from '../../catalogs/generated/cat-06.ts';
import { catalog04 } from '../../catalogs/generated/cat-04.ts';
import { isInCatalog } from '../../catalogs/is-in-catalog.ts';
import type { ItemProperty } from '../../sale/types.ts';
import { isDate } from '../../time/lima.ts';
import { DATE_PROPERTIES, DAYS_PROPERTY, isOfferedProperty } from '../item-properties.ts';
import { hasIllegalCharacter, oneLine } from '../text.ts';
import type { InvoiceDraft } from '../types.ts';
import { each, type Finding, type Rule } from './rule.ts';

type ReferenceRule = Rule<InvoiceDraft, unknown>;

const GUIDE = { '09': /^(T[A-Z0-9]{3}|EG0[1-4]|\d{4})-\d{1,8}$/, '31': /^(V[A-Z0-9]{3}|EG0[1-4]|\d{4})-\d{1,8}$/ };
const DESPATCH = '/Invoice/cac:DespatchDocumentReference';
const PROPERTY = '/Invoice/cac:InvoiceLine/cac:Item/cac:AdditionalItemProperty';
const MAX_VALUE = 200;
const MAX_DAYS = 9999;

/** Lodging of non-residents (0202): what must be told of the guest and the stay, and SUNAT's code where it is not. */
const LODGING: readonly (readonly [string, string])[] = [
  ['4009', '3136'],
  ['4008', '3137'],
  ['4000', '3138'],
  ['4007', '3139'],
  ['4001', '3140'],
  ['4002', '3141'],
  ['4003', '3142'],
  ['4004', '3143'],
  ['4006', '3144'],
  ['4005', '3145'],
];

/** A text, date or number of days where the code wants it, and nothing else. */
function isWrong({ code, value, date, days }: ItemProperty): boolean {
  if (DATE_PROPERTIES.has(code))
    return date === undefined || !isDate(date) || value !== undefined || days !== undefined;
  if (code === DAYS_PROPERTY)
    return days === undefined || days < 1 || days > MAX_DAYS || value !== undefined || date !== undefined;
  if (value === undefined || date !== undefined || days !== undefined) return true;
  if (value !== oneLine(value) || value === '' || value.length > MAX_VALUE || hasIllegalCharacter(value)) return true;
  if (code === '4000' || code === '4001') return !isInCatalog(catalog04, value);
  return code === '4008' && !isInCatalog(catalog06, value);
}

/** A finding for each property that `wrong` speaks of, at its own place. */
function eachProperty({ lines }: InvoiceDraft, wrong: (one: ItemProperty) => boolean, field: string, detail: string) {
  return lines.flatMap(({ properties = [] }, line): readonly Finding[] =>
    each(properties, wrong, (index) => `/lines/${line}/properties/${index}${field}`, detail),
  );
}

const lodgingRule = ([property, code]: readonly [string, string]): ReferenceRule => ({
  id: `references.lodging-${property}`,
  code,
  level: 'reject',
  issue: 'lodging_data_missing',
  field: `${PROPERTY}/cbc:NameCode`,
  source: {},
  find: ({ operationType, lines }) =>
    operationType === '0202'
      ? each(
          lines,
          ({ properties = [] }) => !properties.some((one) => one.code === property),
          (index) => `/lines/${index}/properties`,
          `Falta el dato ${property} (catálogo 55) del huésped no domiciliado.`,
        )
      : [],
});

/** Guides that went with the goods and what catalogue 55 says of an item. */
export const REFERENCE_RULES: readonly ReferenceRule[] = [
  {
    id: 'references.guide-number',
    code: '4006',
    level: 'reject',
    issue: 'invalid_despatch_reference',
    field: `${DESPATCH}/cbc:ID`,
    source: { Factura: [124], Boleta: [125] },
    find: ({ despatchReferences = [] }) =>
      each(
        despatchReferences,
        ({ type, fullNumber }) => !GUIDE[type].test(fullNumber),
        (index) => `/despatch_references/${index}/full_number`,
        'El número de la guía es su serie y correlativo, por ejemplo T001-123.',
      ),
  },
  {
    id: 'references.guide-twice',
    code: '2364',
    level: 'reject',
    issue: 'despatch_reference_repeated',
    field: `${DESPATCH}/cbc:ID`,
    source: { Factura: [125], Boleta: [126] },
    find: ({ despatchReferences = [] }) =>
      each(
        despatchReferences,
        (one, index) =>
          despatchReferences.findIndex(({ type, fullNumber }) => type === one.type && fullNumber === one.fullNumber) !==
          index,
        (index) => `/despatch_references/${index}`,
        'La guía está repetida.',
      ),
  },
  {
    id: 'references.property-offered',
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
    id: 'references.property-value',
    code: '3064',
    level: 'reject',
    issue: 'invalid_property_value',
    field: `${PROPERTY}/cbc:Value`,
    source: { Factura: [165] },
    find: (invoice) =>
      eachProperty(
        invoice,
        (one) => isOfferedProperty(one.code) && isWrong(one),
        '',
        'Ese dato pide un texto de hasta 200 caracteres, una fecha (date) o un número de días (days).',
      ),
  },
  ...LODGING.map(lodgingRule),
];
