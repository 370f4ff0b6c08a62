import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { readFonts } from './fonts.ts';
import { LAYOUTS } from './layouts.ts';
import type { PageLine, PrintDefinition, ThreadAnswer } from './types.ts';
import { writable, writableContent } from './writable.ts';

/** The program of one rendering thread: a definition in, the bytes of a PDF out, one at a time. */
const { styles, files } = readFonts();
for (const [name, bytes] of files) filesInMemory(pdfmake).writeFileSync(name, bytes);

pdfmake.setFonts({ Roboto: { ...styles } });
pdfmake.setTableLayouts(LAYOUTS);
// The fonts are in memory: nothing may be fetched or read for a document.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);

/** pdfmake's files in memory, which its types leave out. */
function filesInMemory(library: object): { writeFileSync(name: string, bytes: Buffer): void } {
  return (library as { virtualfs: { writeFileSync(name: string, bytes: Buffer): void } }).virtualfs;
}

/** Longer pages are refused by readers (PDF 32000, annex C). */
const MAX_HEIGHT = 14_400;

/** Above the body: two lines of small print and a gap. */
const HEADER_ROOM = 20;

function pageLine(line: PageLine | undefined, definition: PrintDefinition, top: number) {
  if (!line) return undefined;
  const [left, , right] = definition.margins;
  return (page: number, pages: number) => {
    if (page < (line.fromPage ?? 1)) return null;
    const count = line.right.replace('{page}', String(page)).replace('{pages}', String(pages));
    const style = { fontSize: 7, color: '#555555' };
    return {
      margin: [left, top, right, 0] as [number, number, number, number],
      columns: [
        { width: '*', text: writable(line.left), ...style },
        { width: 'auto', text: count, alignment: 'right' as const, ...style },
      ],
      columnGap: 8,
    };
  };
}

function documentOf(definition: PrintDefinition, height: number | 'auto'): TDocumentDefinitions {
  const { page, margins, content, fontSize, header, footer, watermark, info } = definition;
  return {
    pageSize: { width: page.width, height },
    pageMargins: [...margins],
    content: writableContent(content) as Content[],
    defaultStyle: { font: 'Roboto', fontSize, lineHeight: 1.1 },
    language: 'es-PE',
    displayTitle: true,
    info: {
      title: info.title,
      author: info.author,
      creator: 'retail-hub',
      producer: 'retail-hub',
      creationDate: info.createdAt,
      modDate: info.createdAt,
    },
    ...(header && { header: pageLine(header, definition, margins[1] - HEADER_ROOM) }),
    ...(footer && { footer: pageLine(footer, definition, 8) }),
    ...(watermark !== undefined && { watermark: { text: watermark, opacity: 0.08, bold: true, fontSize: 90 } }),
  };
}

/** Makes the PDF; a roll that grew longer than a page may be is cut into pages. */
async function render(definition: PrintDefinition): Promise<Uint8Array> {
  const { height } = definition.page;
  const output = pdfmake.createPdf(documentOf(definition, height));
  const tooLong = height === 'auto' && (await output.getStream()).page.height > MAX_HEIGHT;
  return tooLong ? pdfmake.createPdf(documentOf(definition, MAX_HEIGHT)).getBuffer() : output.getBuffer();
}

/** Name and place of an error without its message, which may hold the document's texts. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const frame = error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  return `${error.name}${frame.replace(/\s+/g, ' ')}`;
}

async function answer(definition: PrintDefinition): Promise<ThreadAnswer> {
  try {
    // A copy of its own: a small Buffer shares its memory with others and cannot be handed over.
    return { ok: true, pdf: new Uint8Array(await render(definition)) };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

parentPort?.on('message', (definition: PrintDefinition) => {
  void answer(definition).then((done) =>
    parentPort?.postMessage(done, done.ok ? [done.pdf.buffer as ArrayBuffer] : []),
  );
});
