import type { CellIssue, Column } from '../../domain/books/column.ts';
import { type FieldIssue, invalid } from '../../domain/errors.ts';
import type { Spool } from '../../platform/spool.ts';
import type { BookQuery } from './book-query.ts';

const PART_LENGTH = 64 * 1024;
/** Faults that an answer names. */
export const MOST_ISSUES = 100;

/** Takes the rows of a book; nothing of it is given away before all are in and right. */
export interface BookWriter {
  /** `name` tells people which document or product the row is about. */
  add(name: string, row: readonly [cells: readonly string[], issues: readonly CellIssue[]]): Promise<void>;
  /** Answers the number of rows. @throws HubError 422 `book_row_invalid` with line and column of each fault */
  close(): Promise<number>;
}

type Form = Pick<BookQuery, 'line_end' | 'encoding'>;

/** Characters beyond Latin-1 have no byte in it. */
const latin1 = (text: string): Buffer => Buffer.from(text.normalize('NFC').replaceAll(/[^\0-\xff]/gu, '?'), 'latin1');

/** Writes rows into a spool: a bar after every cell, also the last, as the files that SUNAT accepted have it. */
export function createBookWriter(spool: Spool, columns: readonly Column[], form: Form): BookWriter {
  const end = form.line_end === 'crlf' ? '|\r\n' : '|\n';
  const encode = form.encoding === 'utf-8' ? (text: string) => Buffer.from(text) : latin1;
  const faults: FieldIssue[] = [];
  let [part, rows] = ['', 0];
  const flush = async (): Promise<void> => {
    if (part !== '') await spool.write(encode(part));
    part = '';
  };
  return {
    async add(name, [cells, issues]) {
      rows += 1;
      for (const issue of issues) faults.push(faultOf(columns, rows, name, issue));
      if (faults.length >= MOST_ISSUES) throw refused(faults);
      if (faults.length > 0) return;
      part += cells.join('|') + end;
      if (part.length >= PART_LENGTH) await flush();
    },
    async close() {
      if (faults.length > 0) throw refused(faults);
      await flush();
      return rows;
    },
  };
}

function faultOf(columns: readonly Column[], row: number, name: string, issue: CellIssue): FieldIssue {
  const { column, code, detail } = issue;
  const heading = columns[column - 1]?.name ?? '';
  return {
    pointer: `/rows/${row}/${column}`,
    code,
    detail: `Línea ${row} (${name}), columna ${column} (${heading}): ${detail}.`,
  };
}

const refused = (faults: readonly FieldIssue[]) =>
  invalid(
    faults.slice(0, MOST_ISSUES),
    'book_row_invalid',
    'El libro no se entrega: tiene filas que SUNAT no aceptaría.',
  );
