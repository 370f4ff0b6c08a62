import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { buildCertificateXml } from '../../domain/fiscal/certificates/build-certificate-xml.ts';
import type { CertificateDraft } from '../../domain/fiscal/certificates/types.ts';
import { createPdfRenderer } from '../../platform/pdf/renderer.ts';
import { MM, type PrintDefinition } from '../../platform/pdf/types.ts';
import { a4 } from '../../services/documents/print/a4.ts';
import { printableOf } from '../../services/documents/print/printable-of.ts';
import { ticket } from '../../services/documents/print/ticket.ts';
import type { PrintableDocument } from '../../services/documents/print/types.ts';
import {
  CERTIFICATE_SAMPLES,
  inDollars,
  numberedCertificate,
  paidDocument,
  samplePerception,
  sampleRetention,
} from '../support/certificate-samples.ts';
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

const printable = (draft: CertificateDraft): PrintableDocument => {
  const { beforeSignature, afterSignature } = buildCertificateXml(numberedCertificate(draft));
  return printableOf(beforeSignature + afterSignature, { qr: '', hash: 'HASH=', test: true });
};
const print = async (definition: PrintDefinition) => readPdf(await renderer.render(definition));
const joined = (text: string): string => text.replace(/\s/g, '');

describe.each(PAPERS)('on %s', (_name, margin, of) => {
  test('a retention shows agent, supplier, regime, documents, payments and sums', async () => {
    const draft = sampleRetention({ references: [paidDocument(), inDollars()], note: 'Pago de noviembre' });
    const { text } = await print(of(printable(draft)));
    const wanted = [
      ...['COMPROBANTE DE RETENCIÓN ELECTRÓNICO', 'R001-1', 'RUC 20601234565', 'TIENDA DE PRUEBA SAC'],
      ...['COMERCIAL «EL ÑANDÚ» & CÍA SAC', '20100066603', 'Jr. Puno 100', 'Tasa 3 %', '25/11/2026'],
      ...['Factura F009-12', 'S/ 1,180.00', '35.40', '1,144.60', 'US$ 500.27', '3.754', '56.34', '1,821.67'],
      ...['Total retenido', 'S/ 91.74', 'Total pagado neto', 'S/ 2,966.27', 'Pago de noviembre', 'HASH='],
      'Representación impresa del COMPROBANTE',
    ];
    for (const one of wanted) expect(joined(text)).toContain(joined(one));
    expect(text).not.toContain('traslado');
  });

  test('a perception shows what the customer paid in all', async () => {
    const { text } = await print(of(printable(samplePerception())));
    for (const one of ['COMPROBANTE DE PERCEPCIÓN ELECTRÓNICO', 'P001-1', 'ANA QUISPE', 'Total cobrado', 'S/ 1,203.60'])
      expect(joined(text)).toContain(joined(one));
  });

  test('nothing overlaps or leaves the paper, whatever it is over; a hundred documents page well', async () => {
    const many = Array.from({ length: 100 }, (_value, index) =>
      paidDocument({
        ...{ type: '12', number: `SERIE-DE-VEINTE-LETRA-${index + 1}`, currency: 'USD', total: '123456789012.50' },
        payment: { number: '1', date: '2026-11-25', amount: '987654321.09' },
        exchange: { rate: '3.754321', date: '2026-11-25' },
      }),
    );
    for (const draft of [...Object.values(CERTIFICATE_SAMPLES), sampleRetention({ references: many })]) {
      const { pages } = await print(of(printable(draft)));
      expect(pages.flatMap(overlaps)).toEqual([]);
      expect(pages.flatMap((page) => outside(page, margin))).toEqual([]);
    }
  });
});
