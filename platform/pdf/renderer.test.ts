import { afterAll, describe, expect, test } from '@jest/globals';
import type { Content } from 'pdfmake/interfaces.js';
import { HubError } from '../../domain/errors.ts';
import { overlaps, readPdf } from '../../test/support/read-pdf.ts';
import { readFonts } from './fonts.ts';
import { createPdfRenderer, type PdfRendererOptions } from './renderer.ts';
import type { PrintDefinition } from './types.ts';

const renderer = createPdfRenderer({ threads: 1 });
afterAll(() => renderer.close());

const page = (content: readonly Content[], more: Partial<PrintDefinition> = {}): PrintDefinition => ({
  page: { width: 300, height: 200 },
  margins: [20, 20, 20, 20],
  fontSize: 8,
  content,
  info: { title: 'prueba', author: 'hub', createdAt: new Date('2026-11-25T15:00:00Z') },
  ...more,
});
const titled = (title: string): PrintDefinition => page([], { info: { ...page([]).info, title } });

describe('the file', () => {
  test('embeds a subset of the font and keeps accents, ñ and the currency signs as text', async () => {
    const text = 'Ñandú, pingüino, ¡año! ¿qué? “comillas” – S/ US$ € ÁÉÍÓÚ';
    const pdf = readPdf(await renderer.render(page([{ text }, { text: 'negrita', bold: true }])));
    expect(pdf.text).toContain(text);
    expect(pdf.fonts.map((name) => name.replace(/^[A-Z]{6}\+/, ''))).toEqual(['Roboto-Regular', 'Roboto-Medium']);
    expect(pdf.fonts.every((name) => /^[A-Z]{6}\+/.test(name))).toBe(true);
  });

  test('is the same, byte for byte, for the same definition', async () => {
    const make = () => renderer.render(page([{ text: 'igual' }]));
    expect((await make()).equals(await make())).toBe(true);
  });

  test('numbers its pages and takes the header only from where it begins', async () => {
    const content = Array.from({ length: 40 }, (_, index): Content => ({ text: `línea ${index}` }));
    const header = { left: 'cabecera {page}', right: 'F001-1', fromPage: 2 };
    const footer = { left: 'pie', right: 'Página {page} de {pages}' };
    const { pages } = readPdf(await renderer.render(page(content, { header, footer, margins: [20, 36, 20, 20] })));
    const texts = pages.map(({ texts: runs }) => runs.map(({ text }) => text.trim()).join(' '));
    expect(pages.length).toBeGreaterThan(2);
    texts.forEach((text, index) => {
      expect(text).toContain(`Página ${index + 1} de ${pages.length}`);
      expect(text.includes('cabecera {page}')).toBe(index > 0);
    });
    expect(pages.flatMap(overlaps)).toEqual([]);
  });

  test('a roll is one page as long as its content, cut only where readers would refuse it', async () => {
    const roll = (lines: number) =>
      page(
        Array.from({ length: lines }, (): Content => ({ text: 'x' })),
        { page: { width: 160, height: 'auto' } },
      );
    const [short, long, endless] = await Promise.all(
      [5, 500, 2000].map(async (lines) => readPdf(await renderer.render(roll(lines)))),
    );
    expect(short?.pages).toHaveLength(1);
    expect(long?.pages).toHaveLength(1);
    expect(short?.pages[0]?.height).toBeLessThan(120);
    expect(long?.pages[0]?.height).toBeGreaterThan(4500);
    expect(endless?.pages.map(({ height }) => height)).toEqual([14_400, 14_400]);
  });

  test('texts of scripts that the font lacks are replaced, marks of direction and controls dropped', async () => {
    const text = 'a\u202Eb\u0000c\u200Bd 👩‍👩‍👧 مرحبا שלום 日本 e\u0301 \uD83D fin';
    const pdf = readPdf(await renderer.render(page([{ text }, text])));
    expect(pdf.text).toContain('ab cd ??? ????? ???? ?? é fin'.replaceAll('?', '\ufffd'));
    expect(pdf.text).not.toContain('\u0000');
  });
});

describe('what it refuses', () => {
  test.each([
    ['a file', { image: '/etc/hostname' }],
    ['an address', { image: 'http://127.0.0.1:9/x.png' }],
    ['a node that is none', { nonsense: 'secreto' } as unknown as Content],
  ])('%s, without a word of the content in the error', async (_name, node) => {
    const failed: unknown = await renderer.render(page([node])).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    expect(String(failed)).not.toMatch(/hostname|127\.0\.0\.1|secreto/);
    expect((await renderer.render(page([{ text: 'sigue' }]))).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('functions: a definition is plain data', async () => {
    const layout = { hLineWidth: () => 1 };
    await expect(renderer.render(page([{ layout, table: { body: [['x']] } }]))).rejects.toThrow('not plain data');
    await expect(renderer.render(page([{ text: 'sigue' }]))).resolves.toBeInstanceOf(Buffer);
  });
});

describe('the threads', () => {
  async function withFaulty(
    options: PdfRendererOptions,
    work: (pool: typeof renderer) => Promise<void>,
  ): Promise<void> {
    const pool = createPdfRenderer({
      threads: 1,
      program: new URL('../../test/support/faulty-pdf-thread.ts', import.meta.url),
      ...options,
    });
    try {
      await work(pool);
    } finally {
      await pool.close();
    }
  }

  test.each(['crash', 'exit', 'memory', 'refuse'])(
    'one that ends by %s fails its own job and no other',
    async (how) => {
      await withFaulty({}, async (pool) => {
        const jobs = ['uno', how, 'dos', 'tres'].map((title) => pool.render(titled(title)));
        const done = await Promise.allSettled(jobs);
        expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
        expect(done[3]).toMatchObject({ value: Buffer.from('made tres') });
      });
    },
    30_000,
  );

  test('one that hangs is replaced', async () => {
    await withFaulty({ timeoutMs: 1500 }, async (pool) => {
      const [hung, next] = await Promise.allSettled([pool.render(titled('hang')), pool.render(titled('dos'))]);
      expect([hung?.status, next?.status]).toEqual(['rejected', 'fulfilled']);
    });
  }, 30_000);

  test('more than may wait are told to come again, and the end fails who waits', async () => {
    await withFaulty({ maxWaiting: 1 }, async (pool) => {
      const first = pool.render(titled('hang'));
      const second = pool.render(titled('dos'));
      const third: unknown = await pool.render(titled('tres')).catch((error: unknown) => error);
      expect(third).toBeInstanceOf(HubError);
      expect(third).toMatchObject({ kind: 'unavailable', code: 'printing_busy', retryAfter: 3 });
      const settled = Promise.allSettled([first, second]);
      await pool.close();
      expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      await expect(pool.render(titled('tarde'))).rejects.toThrow('closed');
    });
  }, 30_000);
});

test('the fonts that are embedded have their letters and no layout tables', () => {
  for (const font of readFonts().files.values()) {
    const tags = Array.from({ length: font.readUInt16BE(4) }, (_, index) =>
      font.toString('latin1', 12 + index * 16, 16 + index * 16),
    );
    expect(tags).toEqual(expect.arrayContaining(['cmap', 'glyf', 'head', 'hmtx', 'loca']));
    expect(tags).not.toContain('GPOS');
  }
});
