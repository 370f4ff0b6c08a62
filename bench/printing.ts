import pdfmake from 'pdfmake';
import type { Content } from 'pdfmake/interfaces.js';

import { buildInvoiceXml } from '../domain/fiscal/build-invoice-xml.ts';
import { LAYOUTS } from '../platform/pdf/layouts.ts';
import { createPdfRenderer, type PdfRenderer } from '../platform/pdf/renderer.ts';
import { a4 } from '../services/documents/print/a4.ts';
import { printableOf } from '../services/documents/print/printable-of.ts';
import { ticket } from '../services/documents/print/ticket.ts';
import { invoiceOf } from './documents.ts';
import { type BenchOptions, compare, type Figure, interleave } from './harness.ts';

const THREADS = 2;
const BATCH = 8;
const BARE = 'pdfmake en el hilo principal';

/** What a request does: reads the signed XML and lays it out. */
function reader(lines: number) {
  const { prolog, beforeSignature, afterSignature } = buildInvoiceXml(invoiceOf(lines));
  const hash = 'k3Jx8Qh2bC1v0nZkq9uYwU7m5sT4rE6pA2dF8gH1jK0=';
  const qr = `20601234565|01|F001|1234|18.00|118.00|2026-11-25|6|20100070970|${hash}`;
  const xml = prolog + beforeSignature + afterSignature;
  return () => printableOf(xml, { qr, hash, test: false, lookupUrl: 'https://hub.example.pe/consulta' });
}

/** Documents per second of a batch that is asked for all at once. */
async function rate(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await Promise.all(Array.from({ length: BATCH }, work));
  return (BATCH * 1000) / (performance.now() - start);
}

/** The library as its package comes: its own fonts from disk, one document after the other. */
function bare(read: ReturnType<typeof reader>): () => Promise<unknown> {
  return async () => {
    const { content, page, margins, fontSize } = a4(read());
    const definition = { pageSize: page, pageMargins: [...margins] as [number, number, number, number] };
    const defaultStyle = { font: 'Roboto', fontSize };
    return pdfmake.createPdf({ ...definition, content: [...content] as Content[], defaultStyle }).getBuffer();
  };
}

async function measure(renderer: PdfRenderer, { quick, signal }: BenchOptions): Promise<Figure[]> {
  const [short, long] = [reader(5), reader(200)];
  const samples = await interleave(
    [
      { name: BARE, round: () => rate(bare(short)) },
      { name: 'a4', round: () => rate(() => renderer.render(a4(short()))) },
      { name: 'ticket', round: () => rate(() => renderer.render(ticket(short(), 80))) },
      { name: 'a4 200', round: () => rate(() => renderer.render(a4(long()))) },
    ],
    quick ? 3 : 15,
    signal,
  );
  const row = { unit: 'PDF/s', better: 'higher', note: `${THREADS} hilos` } as const;
  return [
    compare(samples, { ...row, name: 'PDF A4 de 5 líneas', of: 'a4', beside: BARE }),
    compare(samples, { ...row, name: 'PDF ticket 80 mm de 5 líneas', of: 'ticket' }),
    compare(samples, { ...row, name: 'PDF A4 de 200 líneas', of: 'a4 200' }),
  ];
}

/** Printed representations per second from the signed XML on, beside the bare library on the same contents. */
export async function printing(options: BenchOptions): Promise<Figure[]> {
  const folder = new URL('../node_modules/pdfmake/fonts/Roboto/', import.meta.url).pathname;
  pdfmake.setFonts({ Roboto: { normal: `${folder}Roboto-Regular.ttf`, bold: `${folder}Roboto-Medium.ttf` } });
  pdfmake.setTableLayouts(LAYOUTS);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(folder));
  const renderer = createPdfRenderer({ threads: THREADS });
  try {
    return await measure(renderer, options);
  } finally {
    await renderer.close();
  }
}
