import { describe, expect, test } from '@jest/globals';
import { namedLines } from './named-lines.ts';

describe('which lines a refusal names', () => {
  test.each([
    ['Error en la linea: 7: 2282 (nodo: "cbc:ID")', { lines: [7], documents: [] }],
    [
      'ya informado - Detalle: xxx.xxx value=\'ticket: 1609 error: INFO: 2282 (nodo: x valor: "B001-12")\'',
      { lines: [], documents: ['B001-12'] },
    ],
    ['2282 - Detalle: línea 3 / 20601234565-03-B001-5', { lines: [3], documents: ['B001-5'] }],
    ['El comprobante BC01-00000004 (LineID 12) no existe', { lines: [12], documents: ['BC01-00000004'] }],
  ])('%s', (text, named) => {
    expect(namedLines(text)).toMatchObject(named);
  });

  test('a text without positions and documents names nothing', () => {
    expect(namedLines('Existe documento ya informado anteriormente')).toBeUndefined();
    expect(namedLines("value='ticket: 202611250001 error: 2282'")).toBeUndefined();
  });
});
