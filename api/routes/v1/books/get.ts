import { z } from 'zod';
import { BOOKS } from '../../../../domain/books/file-name.ts';
import { BookQuery } from '../../../../services/books/book-query.ts';
import { exportBook } from '../../../../services/books/export-book.ts';
import { zipStream } from '../../../../platform/zip-stream.ts';
import { streamed } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';

export const getBookRoute = defineRoute({
  method: 'get',
  path: '/api/v1/books/{book}',
  tag: 'books',
  summary: "A month's book, as SUNAT's programs take it",
  description:
    "`rvie`: the file that replaces SIRE's proposal; `ple-14.1`: register of sales; `ple-13.1`, `ple-12.1`: kardex, valued and in units. Checked column by column before anything is given: 409 `book_not_ready` names documents that still wait for SUNAT, 422 `book_row_invalid` each faulty cell.",
  permission: 'books:read',
  params: z.object({ book: z.enum(BOOKS) }),
  query: BookQuery,
  answers: { 200: { description: 'The text, under its legal name.', contentType: 'text/plain' } },
  async handler({ deps, ctx, params, query }) {
    const { name, size, stream } = await exportBook(deps.services, ctx, { ...query, book: params.book });
    const text = `${name}.TXT`;
    if (query.format === 'zip')
      return streamed(zipStream(text, stream), { contentType: 'application/zip', fileName: `${name}.zip` });
    return streamed(stream, { contentType: `text/plain; charset=${query.encoding}`, fileName: text, size });
  },
});
