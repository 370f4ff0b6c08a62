import type { z } from 'zod';
import { type FieldIssue, invalid } from '../domain/errors.ts';

/** RFC 6901: one segment a key, `~` and `/` escaped. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

type RawIssue = z.core.$ZodRawIssue;

const SIZE: Readonly<Record<string, readonly [small: string, big: string]>> = {
  string: ['too_short', 'too_long'],
  array: ['too_few', 'too_many'],
  set: ['too_few', 'too_many'],
};

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'un texto entre comillas (también los importes y las cantidades)',
  number: 'un número, sin comillas',
  int: 'un número entero, sin comillas',
  boolean: 'true o false, sin comillas',
  array: 'una lista',
  object: 'un objeto',
  record: 'un objeto',
};

/** Spanish for what zod found, for people; schemas may give a better text of their own. */
function spanish(issue: RawIssue): string {
  if (issue.input === undefined && isOfType(issue)) return 'Falta este dato.';
  switch (issue.code) {
    case 'invalid_type':
      return `Debe ser ${EXPECTED[issue.expected] ?? 'un dato de otro tipo'}.`;
    case 'too_small':
      if (issue.origin === 'array') return `Debe tener al menos ${issue.minimum} elemento(s).`;
      if (issue.origin === 'string') return `Debe tener al menos ${issue.minimum} caracter(es).`;
      return `Debe ser ${issue.inclusive ? 'mayor o igual' : 'mayor'} que ${issue.minimum}.`;
    case 'too_big':
      if (issue.origin === 'array') return `Debe tener como máximo ${issue.maximum} elemento(s).`;
      if (issue.origin === 'string') return `Debe tener como máximo ${issue.maximum} caracter(es).`;
      return `Debe ser ${issue.inclusive ? 'menor o igual' : 'menor'} que ${issue.maximum}.`;
    case 'invalid_format':
      return issue.format === 'uuid' ? 'No existe: no es un identificador.' : 'El formato no es válido.';
    case 'invalid_value':
      return `Debe ser uno de: ${issue.values.map(String).join(', ')}.`;
    case 'unrecognized_keys':
      return 'Este campo no existe.';
    default:
      return 'El valor no es válido.';
  }
}

/** Zod tells of an absent field by its type, of an absent word of a list by the list. */
const isOfType = ({ code }: { readonly code: string }): boolean => code === 'invalid_type' || code === 'invalid_value';

function codeOf(issue: z.core.$ZodIssue, input: unknown): string {
  if (isOfType(issue) && valueAt(input, issue.path) === undefined) return 'required';
  switch (issue.code) {
    case 'invalid_type':
      return 'invalid_type';
    case 'too_small':
      return SIZE[issue.origin]?.[0] ?? 'too_small';
    case 'too_big':
      return SIZE[issue.origin]?.[1] ?? 'too_big';
    case 'invalid_format':
      // What is no id at all names nothing, as an id that is unknown.
      return issue.format === 'uuid' ? 'not_found' : 'invalid_format';
    case 'custom':
      return typeof issue.params?.code === 'string' ? issue.params.code : 'invalid_value';
    default:
      return 'invalid_value';
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** The issues of a failed parse as field issues; `base` is put before each pointer. */
export function issuesOf(error: z.ZodError, input: unknown, base = ''): FieldIssue[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys')
      return [{ pointer: base + pointerOf(issue.path), code: codeOf(issue, input), detail: issue.message }];
    return issue.keys.map((key) => ({
      pointer: base + pointerOf([...issue.path, key]),
      code: 'unknown_field',
      detail: 'Este campo no existe.',
    }));
  });
}

/**
 * Parses what a caller sent.
 * @throws HubError 422 with a pointer, a stable code and a Spanish text for each faulty field
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown, base = ''): z.output<S> {
  const parsed = schema.safeParse(input, { error: spanish });
  if (parsed.success) return parsed.data;
  throw invalid(issuesOf(parsed.error, input, base));
}
