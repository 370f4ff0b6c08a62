import type { BookPeriod } from './period.ts';

/** The books the hub writes, by the name in the API. */
export const BOOKS = ['rvie', 'ple-14.1', 'ple-13.1', 'ple-12.1'] as const;
export type Book = (typeof BOOKS)[number];

/** Code of the book and of the occasion, and the last digit: 1 PLE, 2 SIRE. `02`: the file that replaces the proposal. */
const CODES: Readonly<Record<Book, readonly [book: string, occasion: string, system: string]>> = {
  rvie: ['140400', '02', '2'],
  'ple-14.1': ['140100', '00', '1'],
  'ple-13.1': ['130100', '00', '1'],
  'ple-12.1': ['120100', '00', '1'],
};

/**
 * The legal name of a book of a month, without its ending: LE, RUC, AAAAMM00, book, occasion, 1 (the company operates),
 * 1 or 0 (with or without rows), 1 (in soles), system. Source: annex 2 of R.S. 286-2009, table 6 of R.S. 112-2021.
 */
export function bookFileName(book: Book, ruc: string, period: BookPeriod, hasRows: boolean): string {
  const [code, occasion, system] = CODES[book];
  return `LE${ruc}${period.code}00${code}${occasion}1${hasRows ? 1 : 0}1${system}`;
}
