import { UBIGEOS } from '../generated/catalogues.ts';
import { all, first, textAt, type XmlNode } from '../xml.ts';
import { type Bill, type Line, must, should } from './bill.ts';
import { isText } from './format.ts';

/** Properties of catalogue 55 that each line of an operation needs, with the code of their absence. */
const NEEDED: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  '1002': [
    ['3001', '3063'],
    ['3002', '3130'],
    ['3003', '3131'],
    ['3004', '3132'],
    ['3006', '3133'],
    ['3005', '3134'],
  ],
  '0202': [
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
  ],
  '0205': [
    ['4000', '3138'],
    ['4007', '3139'],
    ['4008', '3137'],
    ['4009', '3136'],
  ],
  '0301': [
    ['4030', '3168'],
    ['4031', '3169'],
    ['4032', '3170'],
    ['4033', '3171'],
  ],
};
/** Sales to the State: all four or none. */
const TOGETHER = [
  ['5000', '3146'],
  ['5001', '3147'],
  ['5002', '3148'],
  ['5003', '3149'],
] as const;

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
const WITH_VALUE = new Set([
  '7000',
  ...numbers(3001, 3004),
  ...numbers(3050, 3058),
  ...['4000', '4001', '4007', '4008', '4009'],
  ...numbers(4030, 4033),
  ...numbers(5000, 5003),
  ...numbers(7001, 7013),
  '7015',
  '7016',
]);
const WITH_DATE = new Set(['3005', '3059', '4002', '4003', '4004', '4006', '4048']);
const WITH_TIME = new Set(['3060', '4047']);
/** Lengths of values that are observed when they do not fit: from, to. */
const LENGTHS: Readonly<Record<string, readonly [number, number]>> = {
  '3001': [1, 15],
  '3002': [1, 100],
  '3003': [1, 150],
  '3004': [1, 100],
  '3050': [1, 20],
  '3051': [3, 20],
  '3052': [3, 15],
  '3054': [3, 200],
  '3056': [3, 200],
  '3058': [3, 200],
  '7013': [1, 50],
};

/** Additional properties of the lines (catalogue 55): plates, lodging, fishing, passengers, sales to the State. */
export function checkProperties(bill: Bill): void {
  for (const line of bill.lines) {
    const properties = all(line.node, 'Item/AdditionalItemProperty');
    const codes = new Set(properties.map((one) => textAt(one, 'NameCode') ?? ''));
    if (!bill.isNote) {
      for (const [code, error] of NEEDED[bill.operation] ?? []) must(codes.has(code), error, line.id);
      const state = TOGETHER.some(([code]) => codes.has(code));
      for (const [code, error] of TOGETHER) must(!state || codes.has(code), error, line.id);
    }
    for (const one of properties) checkProperty(bill, line, one);
    checkStay(bill, properties);
  }
}

function checkProperty(bill: Bill, line: Line, property: XmlNode): void {
  const code = textAt(property, 'NameCode') ?? '';
  const value = textAt(property, 'Value') ?? '';
  should(bill, (textAt(property, 'Name') ?? '') !== '', '4235');
  must(!WITH_VALUE.has(code) || value !== '', '3064', `${line.id} ${code}`);
  must(!WITH_DATE.has(code) || textAt(property, 'UsabilityPeriod/StartDate') !== undefined, '3065', code);
  must(!WITH_TIME.has(code) || textAt(property, 'UsabilityPeriod/StartTime') !== undefined, '3172', code);
  must(code !== '7014' || textAt(property, 'UsabilityPeriod/StartDate') !== undefined, '3243', code);
  const length = LENGTHS[code];
  should(bill, length === undefined || isText(value, ...length), '4280');
  if (code === '3055' || code === '3057') should(bill, UBIGEOS.has(value), '4280');
  if (code === '3006') checkMeasure(bill, first(property, 'ValueQuantity'), /^\d{1,12}(\.\d{1,2})?$/, 'TNE');
  if (code === '4005') checkMeasure(bill, first(property, 'UsabilityPeriod/DurationMeasure'), /^\d{1,4}$/, 'DAY');
}

/** Quantity of fish in tons, nights of a stay in days. */
function checkMeasure(bill: Bill, measure: XmlNode | undefined, form: RegExp, unit: 'TNE' | 'DAY'): void {
  must(measure !== undefined, '3135');
  should(bill, form.test(measure?.text ?? ''), '4281');
  const given = measure?.attrs.unitCode;
  if (unit === 'TNE') must(given === undefined || given === unit, '3115', given);
  else should(bill, given === undefined || given === unit, '4313');
}

/** Nobody leaves before arriving. */
function checkStay(bill: Bill, properties: readonly XmlNode[]): void {
  const day = (code: string): string | undefined =>
    textAt(
      properties.find((one) => textAt(one, 'NameCode') === code),
      'UsabilityPeriod/StartDate',
    );
  const [arrived, left] = [day('4003'), day('4004')];
  should(bill, arrived === undefined || left === undefined || left >= arrived, '4282');
}
