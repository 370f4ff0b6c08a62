import { inflateSync } from 'node:zlib';

/** A run of text as it stands on the paper: points from the left and the bottom of the page. */
export interface PdfText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PdfText[];
}

export interface ReadPdf {
  readonly pages: readonly PdfPage[];
  /** `BZZZZZ+Roboto-Medium`: subset mark and name of each font that is embedded. */
  readonly fonts: readonly string[];
  /** All texts in reading order of the file, without blanks doubled. */
  readonly text: string;
}

interface PdfFont {
  readonly unicode: ReadonlyMap<number, string>;
  readonly widths: readonly number[];
}

/** Objects of a file as PDFKit writes it (no object streams), with their streams inflated. */
function objectsOf(bytes: Uint8Array): Map<number, { head: string; stream: string }> {
  const raw = Buffer.from(bytes).toString('latin1');
  const found = new Map<number, { head: string; stream: string }>();
  for (const match of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length;
    const mark = raw.indexOf('stream\n', start);
    const end = raw.indexOf('endobj', start);
    const length = mark !== -1 && mark < end ? Number(/\/Length (\d+)/.exec(raw.slice(start, mark))?.[1]) : undefined;
    const head = raw.slice(start, length === undefined ? end : mark);
    let stream = '';
    if (length !== undefined && head.includes('/FlateDecode')) {
      const from = mark + 'stream\n'.length;
      stream = inflateSync(Buffer.from(raw.slice(from, from + length), 'latin1')).toString('latin1');
    }
    found.set(Number(match[1]), { head, stream });
  }
  return found;
}

const reference = (head: string, key: string): number => Number(new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(head)?.[1]);

function unicodeOf(cmap: string): Map<number, string> {
  const map = new Map<number, string>();
  for (const [, from = '', list = ''] of cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    let code = Number.parseInt(from, 16);
    for (const [, hex = ''] of list.matchAll(/<([0-9a-f ]*)>/g)) {
      const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? [];
      map.set(code++, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
    }
  }
  return map;
}

function fontsOf(objects: ReturnType<typeof objectsOf>, resources: string): Map<string, PdfFont> {
  const fonts = new Map<string, PdfFont>();
  for (const [, name = '', id = ''] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const head = objects.get(Number(id))?.head ?? '';
    const widths = /\/W \[0 \[([^\]]*)\]/.exec(objects.get(reference(head, 'DescendantFonts'))?.head ?? '')?.[1] ?? '';
    const unicode = unicodeOf(objects.get(reference(head, 'ToUnicode'))?.stream ?? '');
    fonts.set(name, { unicode, widths: widths.trim().split(/\s+/).map(Number) });
  }
  return fonts;
}

function textsOf(content: string, fonts: Map<string, PdfFont>): PdfText[] {
  const run = /1 0 0 1 (\S+) (\S+) Tm\n\/(F\d+) (\S+) Tf\n(?:[^\n]* T[rcw]\n)*\[([^\]]*)\] TJ/g;
  return [...content.matchAll(run)].map(([, x, y, name = '', sizeText, shown = '']) => {
    const font = fonts.get(name);
    const size = Number(sizeText);
    let [text, width] = ['', 0];
    for (const [, hex, shift] of shown.matchAll(/<([0-9a-f]+)>|(-?[\d.]+)/g)) {
      for (const glyph of hex?.match(/.{4}/g) ?? []) {
        const code = Number.parseInt(glyph, 16);
        text += font?.unicode.get(code) ?? '\ufffd';
        width += ((font?.widths[code] ?? 0) * size) / 1000;
      }
      if (shift !== undefined) width -= (Number(shift) * size) / 1000;
    }
    return { text, x: Number(x), y: Number(y), width, size };
  });
}

/** Reads back what PDFKit wrote: pages, texts with their places, embedded fonts. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const objects = objectsOf(bytes);
  const pages: PdfPage[] = [];
  for (const { head } of objects.values()) {
    if (!/\/Type \/Page\b/.test(head)) continue;
    const [, width, height] = /\/MediaBox \[0 0 (\S+) (\S+)\]/.exec(head) ?? [];
    const fonts = fontsOf(objects, objects.get(reference(head, 'Resources'))?.head ?? '');
    const texts = textsOf(objects.get(reference(head, 'Contents'))?.stream ?? '', fonts);
    pages.push({ width: Number(width), height: Number(height), texts });
  }
  const fonts = [...objects.values()].flatMap(({ head }) =>
    head.includes('/FontFile2') ? (/\/FontName \/(\S+)/.exec(head)?.[1] ?? []) : [],
  );
  const text = pages.flatMap((page) => page.texts.map((run) => run.text)).join(' ');
  return { pages, fonts, text: text.replace(/\s+/g, ' ') };
}

/** Pairs of runs whose letters touch each other, as `a | b`. */
export function overlaps(page: PdfPage): string[] {
  // Letters reach about 0.72 of their size above the line and 0.2 below; blanks at the end take no room.
  const boxes = page.texts
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, x, y, width, size }) => ({
      text,
      left: x + 0.1,
      right: x + width * (text.trimEnd().length / text.length) - 0.1,
      bottom: y - 0.2 * size,
      top: y + 0.7 * size,
    }))
    .toSorted((a, b) => b.top - a.top);
  return boxes.flatMap((a, index) => {
    const later = boxes.slice(index + 1);
    return later
      .filter((b) => b.top > a.bottom && b.bottom < a.top && b.left < a.right && a.left < b.right)
      .map((b) => `${a.text} | ${b.text}`);
  });
}

/** Runs that leave the page's printable part, `margin` points from each side. */
export function outside(page: PdfPage, margin: number): string[] {
  return page.texts
    .filter(({ text }) => text.trim() !== '')
    .filter(({ x, y, width, size, text }) => {
      const right = x + width * (text.trimEnd().length / text.length);
      return x < margin - 0.5 || right > page.width - margin + 0.5 || y < margin / 2 || y + 0.7 * size > page.height;
    })
    .map(({ text }) => text);
}
