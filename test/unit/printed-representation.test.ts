import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { createPdfRenderer } from '../../platform/pdf/renderer.ts';
import { MM, type PrintDefinition } from '../../platform/pdf/types.ts';
import { a4 } from '../../services/documents/print/a4.ts';
import { ticket } from '../../services/documents/print/ticket.ts';
import type { PrintableDocument } from '../../services/documents/print/types.ts';
import { HASH, LOOKUP, printable, printableNote, withHostileTexts } from '../support/printables.ts';
import { outside, overlaps, readPdf } from '../support/read-pdf.ts';

jest.setTimeout(60_000);
const renderer = createPdfRenderer({ threads: 1 });
afterAll(() => renderer.close());

/** Each paper with the blank that it keeps at its sides. */
const PAPERS: readonly (readonly [
  name: string,
  margin: number,
  of: (document: PrintableDocument) => PrintDefinition,
])[] = [
  ['A4', 12 * MM, a4],
  ['80 mm', 4 * MM, (document) => ticket(document, 80)],
  ['58 mm', 4 * MM, (document) => ticket(document, 58)],
];
const print = async (definition: PrintDefinition) => readPdf(await renderer.render(definition));

/** Words of a text without the breaks that a narrow paper makes. */
const joined = (text: string): string => text.replace(/\s/g, '');

const FACTURA = printable({ discount: 'line and sale', credit: true, lineCount: 6, mix: 'gravado with gifts' });
const NOTE = printableNote({ reasonCode: '01', reason: 'El cliente devolvió todo' });

describe.each(PAPERS)('on %s', (_name, margin, of) => {
  test('a factura shows everything that R.S. 097-2012 asks for', async () => {
    const { text, fonts } = await print(of(FACTURA));
    const wanted = [
      'BODEGA & CAFÉ "EL ÑANDÚ" S.A.C.',
      'El Ñandú',
      'RUC 20601234565',
      'AV. LOS PRÓCERES 123, LIMA',
      'FACTURA ELECTRÓNICA',
      'F001-8',
      '25/11/2026 10:15:30',
      'SUPERMERCADOS <DE PRUEBA> S.A.',
      '20100070970',
      'CALLE MORELLI 181, SAN BORJA',
      'PEN',
      'Crédito',
      'OC-2026-0001',
      ...FACTURA.lines.flatMap((line) => [line.code ?? '', line.description]),
      'Transferencia gratuita',
      'Op. gravadas',
      'Op. gratuitas',
      'IGV (18 %)',
      'IMPORTE TOTAL',
      FACTURA.amountInWords ?? '?',
      'Cuota 001',
      '25/12/2026',
      'Cuota 002',
      'Representación impresa de la FACTURA ELECTRÓNICA',
      LOOKUP,
      HASH,
    ];
    for (const words of wanted) expect(joined(text)).toContain(joined(words));
    expect(fonts.every((name) => /^[A-Z]{6}\+Roboto-/.test(name))).toBe(true);
  });

  test('a credit note names what it amends, its date and the reason', async () => {
    const { text } = await print(of(NOTE));
    for (const words of [
      'NOTA DE CRÉDITO ELECTRÓNICA',
      'FC01-3',
      'FACTURA ELECTRÓNICA F001-8 del 20/11/2026',
      '01 - Anulación de la operación',
      'El cliente devolvió todo',
    ])
      expect(joined(text)).toContain(joined(words));
  });

  test('detracción, legends, payments, the test notice and the mark of a voided document are shown', async () => {
    const document: PrintableDocument = {
      ...printable({ type: '03' }),
      detraction: { code: '037', account: '00-068-123456', percent: '12', amount: '1234' },
      remarks: ['Percepción del IGV (2 %): S/ 100.00', 'BIENES TRANSFERIDOS EN LA AMAZONÍA'],
      payments: [
        { label: 'Efectivo', amount: '2000' },
        { label: 'Vuelto', amount: '1.50' },
      ],
      test: true,
      mark: 'ANULADO',
    };
    const { text } = await print(of(document));
    for (const words of [
      'detracción',
      '037',
      '12 %',
      '1,234.00',
      '00-068-123456',
      'Percepción',
      'AMAZONÍA',
      'Efectivo',
      '2,000.00',
      'Vuelto',
      'SIN VALIDEZ TRIBUTARIA',
      'ANULADO',
    ])
      expect(joined(text)).toContain(joined(words));
  });

  test.each([
    ['one line', printable({ type: '03', mix: 'gravado', lineCount: 1 })],
    ['discounts, gifts and instalments', FACTURA],
    ['a note', NOTE],
    ['200 lines', printable({ lineCount: 200 })],
    ['names, amounts and scripts beyond reason', withHostileTexts(FACTURA)],
  ])('nothing overlaps and nothing leaves the paper with %s', async (_case, document) => {
    const { pages } = await print(of(document));
    expect(pages.flatMap(overlaps)).toEqual([]);
    expect(pages.flatMap((page) => outside(page, margin))).toEqual([]);
  });
});

test('200 lines on A4: every line once, the header on each page, the pages numbered', async () => {
  const document = printable({ lineCount: 200 });
  const { pages, text } = await print(a4(document));
  expect(pages.length).toBeGreaterThan(3);
  pages.forEach((page, index) => {
    const words = page.texts.map((run) => run.text.trim()).join(' ');
    expect(words).toContain(`Página ${index + 1} de ${pages.length}`);
    expect(words).toContain('Descripción');
    expect(words).toContain('F001-8');
    expect([Math.round(page.width), Math.round(page.height)]).toEqual([595, 842]);
  });
  for (const { code = '' } of document.lines) expect(text.split(' ').filter((word) => word === code)).toHaveLength(1);
});

test('a ticket is one page of its paper, as long as its contents need', async () => {
  const heights: number[] = [];
  for (const lineCount of [1, 20, 200]) {
    for (const width of [80, 58] as const) {
      const { pages } = await print(ticket(printable({ lineCount }), width));
      expect(pages).toHaveLength(1);
      expect(pages[0]?.width).toBeCloseTo(width * MM, 3);
      const lowest = Math.min(...(pages[0]?.texts ?? []).map(({ y }) => y));
      expect(lowest).toBeGreaterThan(5 * MM);
      expect(lowest).toBeLessThan(10 * MM);
      if (width === 80) heights.push(pages[0]?.height ?? 0);
    }
  }
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  expect(heights[0]).toBeLessThan(200 * MM);
});

test('a logo is printed when it is a picture, left out when it is none', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );
  const withLogo = (logo: Uint8Array) => renderer.render(a4(printable({}, { logo })));
  expect((await withLogo(png)).includes('/Subtype /Image')).toBe(true);
  expect((await withLogo(Buffer.from('<svg onload="x"/>'))).includes('/Subtype /Image')).toBe(false);
});
