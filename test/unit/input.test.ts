import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { HubError } from '../../domain/errors.ts';
import { id } from '../../services/fields.ts';
import { parseInput } from '../../services/input.ts';

const Order = z.strictObject({
  warehouse_id: id,
  kind: z.enum(['factura', 'boleta']),
  quantity: z.string(),
  packages: z.int().optional(),
  gift: z.boolean().optional(),
  lines: z.array(z.object({ sku: z.string() })).optional(),
});
const order = { warehouse_id: '01a21438-e1ad-72ec-b6b4-ec93f5ce2c83', kind: 'boleta', quantity: '2' };

function faults(change: object): string[] {
  try {
    parseInput(Order, { ...order, ...change });
    return [];
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return error.issues.map(({ pointer, code, detail }) => `${pointer} ${code}: ${detail}`);
  }
}

test('what is absent is told as absent, whatever would have been taken', () => {
  expect(faults({ kind: undefined, quantity: undefined })).toEqual([
    '/kind required: Falta este dato.',
    '/quantity required: Falta este dato.',
  ]);
});

test('what is of another type is told with the type that is taken', () => {
  expect(faults({ quantity: 2, packages: '2', gift: 'sí', lines: [7] })).toEqual([
    '/quantity invalid_type: Debe ser un texto entre comillas (también los importes y las cantidades).',
    '/packages invalid_type: Debe ser un número, sin comillas.',
    '/gift invalid_type: Debe ser true o false, sin comillas.',
    '/lines/0 invalid_type: Debe ser un objeto.',
  ]);
  expect(faults({ packages: 1.5, lines: {} })).toEqual([
    '/packages invalid_type: Debe ser un número entero, sin comillas.',
    '/lines invalid_type: Debe ser una lista.',
  ]);
});

test('what is no id at all is not found, as an id that is unknown', () => {
  expect(faults({ warehouse_id: 'central' })).toEqual(['/warehouse_id not_found: No existe: no es un identificador.']);
});

test('a word that is not on the list is told with the list', () => {
  expect(faults({ kind: 'ticket' })).toEqual(['/kind invalid_value: Debe ser uno de: factura, boleta.']);
});
