import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { buildDespatchXml } from '../../domain/fiscal/despatch/build-despatch-xml.ts';
import type { DespatchDraft } from '../../domain/fiscal/despatch/types.ts';
import { createPdfRenderer } from '../../platform/pdf/renderer.ts';
import { MM, type PrintDefinition } from '../../platform/pdf/types.ts';
import { a4 } from '../../services/documents/print/a4.ts';
import { printableOf } from '../../services/documents/print/printable-of.ts';
import { ticket } from '../../services/documents/print/ticket.ts';
import type { PrintableDocument } from '../../services/documents/print/types.ts';
import { numbered, SAMPLES, sampleDespatch } from '../support/despatch-samples.ts';
import { outside, overlaps, readPdf } from '../support/read-pdf.ts';

jest.setTimeout(120_000);
const renderer = createPdfRenderer({ threads: 1 });
afterAll(() => renderer.close());

const PAPERS: readonly (readonly [
  name: string,
  margin: number,
  of: (document: PrintableDocument) => PrintDefinition,
])[] = [
  ['A4', 12 * MM, a4],
  ['80 mm', 4 * MM, (document) => ticket(document, 80)],
  ['58 mm', 4 * MM, (document) => ticket(document, 58)],
];
const LINK = 'https://e-factura.sunat.gob.pe/v1/contribuyente/gre/comprobantes/descargaqr?hashqr=AbC123';

const printable = (draft: DespatchDraft, qr = LINK): PrintableDocument => {
  const { beforeSignature, afterSignature } = buildDespatchXml(numbered(draft, 8));
  return printableOf(beforeSignature + afterSignature, { qr, hash: 'HASH=', test: true });
};
const print = async (definition: PrintDefinition) => readPdf(await renderer.render(definition));
const joined = (text: string): string => text.replace(/\s/g, '');

describe.each(PAPERS)('on %s', (_name, margin, of) => {
  test('a guía shows parties, places, transport, goods and what it belongs to', async () => {
    const { text } = await print(of(printable(SAMPLES['sale, the carrier’s vehicle told'] ?? sampleDespatch())));
    const wanted = [
      ...['GUÍA DE REMISIÓN REMITENTE ELECTRÓNICA', 'T001-8', 'RUC 20601234565', 'TIENDA DE PRUEBA SAC'],
      ...['Venta', 'Transporte público', '25/11/2026', '12.5 KG', 'COMERCIAL «EL ÑANDÚ» & CÍA SAC', '20100066603'],
      ...['Av. Larco 345, Miraflores', '150122', 'Calle Las Begonias 441, San Isidro', 'TRANSPORTES RÁPIDOS SA'],
      ...['15M26000001', 'XYZ987', 'TUC7654321', 'T2X900', 'LUIS ALBERTO ROJAS PÉREZ', 'Q41234567', 'F001-123'],
      ...['CAFE-250', 'Café molido 250 g', 'Azúcar rubia <a granel>', '2.125', 'HASH='],
    ];
    for (const one of wanted) expect(joined(text)).toContain(joined(one));
  });

  test('nothing overlaps or leaves the paper, whatever the guía is', async () => {
    for (const draft of Object.values(SAMPLES)) {
      const { pages } = await print(of(printable(draft)));
      expect(pages.flatMap(overlaps)).toEqual([]);
      expect(pages.flatMap((page) => outside(page, margin))).toEqual([]);
    }
  });

  test('long texts wrap and many goods page well', async () => {
    const word = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.repeat(6);
    const lines = Array.from({ length: 120 }, (_value, index) => ({
      ...{ number: index + 1, sku: `SKU-${index}-LARGO-LARGO-LARGO`.slice(0, 30), unitCode: 'NIU' },
      ...{
        description: index % 7 === 0 ? word : `Bien número ${index} con texto`,
        quantity: '123456789012.1234567891',
      },
    }));
    const { pages } = await print(of(printable(sampleDespatch({ lines, note: `Frágil ${word}` }))));
    expect(pages.flatMap(overlaps)).toEqual([]);
    expect(pages.flatMap((page) => outside(page, margin))).toEqual([]);
  });

  test('without SUNAT’s CDR the paper says that it covers no transport', async () => {
    const { text } = await print(of(printable(sampleDespatch(), '')));
    expect(joined(text)).toContain(joined('SUNAT aún no entrega la constancia'));
  });
});
