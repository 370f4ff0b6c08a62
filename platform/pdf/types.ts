import type { Content } from 'pdfmake/interfaces.js';

/** Points (1/72 inch) in a millimetre. */
export const MM = 72 / 25.4;

/** A line of small print outside the body. `{page}` and `{pages}` are filled in on the right side only. */
export interface PageLine {
  readonly left: string;
  readonly right: string;
  /** First page that shows it, 1 by default. */
  readonly fromPage?: number;
}

/**
 * What is to be printed, as plain data: it crosses to a thread, so it holds no functions, and nothing in it may name a
 * file or an address. Sizes are points.
 */
export interface PrintDefinition {
  /** `auto`: one page as long as its content (a paper roll). */
  readonly page: { readonly width: number; readonly height: number | 'auto' };
  /** Left, top, right, bottom; a header needs 22 points at the top. */
  readonly margins: readonly [number, number, number, number];
  readonly content: readonly Content[];
  readonly fontSize: number;
  readonly header?: PageLine;
  readonly footer?: PageLine;
  /** Written large and pale across every page. */
  readonly watermark?: string;
  readonly info: {
    readonly title: string;
    readonly author: string;
    /** Decides the file's dates and identity, so that the same document gives the same bytes. */
    readonly createdAt: Date;
  };
}

/** What a thread answers; `fault` holds no content of the document. */
export type ThreadAnswer =
  | { readonly ok: true; readonly pdf: Uint8Array }
  | { readonly ok: false; readonly fault: string };
