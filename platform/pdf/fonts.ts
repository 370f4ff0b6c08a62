import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The fonts of pdfmake's own package, by the style for which they stand. */
const FILES = {
  normal: 'Roboto-Regular.ttf',
  bold: 'Roboto-Medium.ttf',
  italics: 'Roboto-Italic.ttf',
  bolditalics: 'Roboto-MediumItalic.ttf',
} as const;

/**
 * Tables of kerning and ligatures. Each document parses its fonts anew, and these cost it as much time as all the rest;
 * without them a text is also exactly as wide as its letters.
 */
const LEFT_OUT = new Set(['GPOS', 'GSUB', 'GDEF']);
const HEADER = 12;
const ENTRY = 16;

interface Table {
  readonly entry: Buffer;
  readonly data: Buffer;
}

function tablesOf(font: Buffer): Table[] {
  return Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
    const entry = font.subarray(HEADER + index * ENTRY, HEADER + (index + 1) * ENTRY);
    const start = entry.readUInt32BE(8);
    return { entry, data: font.subarray(start, start + entry.readUInt32BE(12)) };
  });
}

/** The same TrueType font without the tables left out: a new directory, then the tables at multiples of four. */
export function withoutLayoutTables(font: Buffer): Buffer {
  const kept = tablesOf(font).filter(({ entry }) => !LEFT_OUT.has(entry.toString('latin1', 0, 4)));
  const directory = Buffer.alloc(HEADER + kept.length * ENTRY);
  font.copy(directory, 0, 0, 4);
  directory.writeUInt16BE(kept.length, 4);
  const parts: Buffer[] = [directory];
  let at = directory.length;
  kept.forEach(({ entry, data }, index) => {
    entry.copy(directory, HEADER + index * ENTRY);
    directory.writeUInt32BE(at, HEADER + index * ENTRY + 8);
    const gap = (4 - (data.length % 4)) % 4;
    parts.push(data, Buffer.alloc(gap));
    at += data.length + gap;
  });
  return Buffer.concat(parts);
}

/** Style to file name, and file name to bytes, for pdfmake's files in memory. */
export function readFonts(): { readonly styles: typeof FILES; readonly files: ReadonlyMap<string, Buffer> } {
  const folder = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto');
  const files = Object.values(FILES).map(
    (name) => [name, withoutLayoutTables(readFileSync(join(folder, name)))] as const,
  );
  return { styles: FILES, files: new Map(files) };
}
