import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeCode, safeText } from './describe.ts';

describe('a text of SUNAT made safe', () => {
  test.each([
    ["El comprobante fue registrado - Detalle: xxx.xxx value='ticket: 1 error: x'", 'El comprobante fue registrado'],
    ['4252 - El dato es incorrecto. - INFO: 4252 (nodo: "a" valor: "PEREZ")', '4252 - El dato es incorrecto.'],
    ['El RUC 20601234565 no existe', 'El RUC *** no existe'],
    ['Usuario 20100066603MODDATOS inválido', 'Usuario *** inválido'],
    ['El cliente "JUAN PEREZ" no existe', 'El cliente *** no existe'],
    ['Correo juan@example.com repetido', 'Correo *** repetido'],
    ['6-45678912', '6-***'],
  ])('%s', (text, safe) => {
    expect(safeText(text)).toBe(safe);
  });

  test('keeps the numbers of documents and summaries', () => {
    expect(safeText('La Factura numero F001-00000001, ha sido aceptada')).toContain('F001-00000001');
    expect(safeText('El Resumen RC-20261125-1 ha sido aceptado')).toContain('RC-20261125-1');
  });

  test('never holds a DNI or RUC that stands free in the text', () => {
    const identity = fc.stringMatching(/^(?:\d{8}|\d{11})$/);
    fc.assert(fc.property(fc.string(), identity, (text, id) => !safeText(`${text} ${id} y más`).includes(id)));
  });
});

test('every code has a Spanish text, also one that SUNAT does not list', () => {
  expect(describeCode('1033')).toBe('El comprobante fue registrado previamente con otros datos');
  expect(describeCode('8888')).toContain('8888');
});
