import type { Tx } from '../../db/tx.ts';
import type { Column } from '../../domain/books/column.ts';
import { type Book, bookFileName } from '../../domain/books/file-name.ts';
import {
  ple120100Columns,
  ple130100Columns,
  ple140100Columns,
  rvieColumns,
} from '../../domain/books/generated/columns.ts';
import { type BookPeriod, bookPeriod } from '../../domain/books/period.ts';
import { ple120100Rows } from '../../domain/books/ple-120100/ple-120100.ts';
import { ple130100Rows } from '../../domain/books/ple-130100/ple-130100.ts';
import { invalid } from '../../domain/errors.ts';
import { limaDate } from '../../domain/time/lima.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { openSpool, type Spool } from '../../platform/spool.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { TaxEnvironment } from '../sunat/dossier.ts';
import type { BookQuery } from './book-query.ts';
import { type BookWriter, createBookWriter } from './book-writer.ts';
import { stockEntries } from './stock-entries.ts';
import { writeSales } from './write-sales.ts';

export interface BookRequest extends BookQuery {
  readonly book: Book;
}

/** A book that is written and checked. */
export interface BookFile {
  /** The legal name, without an ending: the text's is TXT, that of the ZIP SIRE takes zip. */
  readonly name: string;
  readonly rows: number;
  /** Bytes. */
  readonly size: number;
  /** Once. */
  readonly stream: ReadableStream<Uint8Array<ArrayBuffer>>;
}

interface Company {
  readonly ruc: string;
  readonly name: string;
  readonly environment: TaxEnvironment;
}

const COLUMNS: Readonly<Record<Book, readonly Column[]>> = {
  ...{ rvie: rvieColumns, 'ple-14.1': ple140100Columns, 'ple-13.1': ple130100Columns, 'ple-12.1': ple120100Columns },
};

/**
 * A book of a month as SUNAT's programs take it. It is written and checked row by row before any of it is given, in one
 * snapshot and in bounded memory. It names every buyer of the month, so each one is audited.
 * @throws HubError 422 `period_in_future`, 409 `book_not_ready`, 422 `book_row_invalid`
 */
export async function exportBook(deps: ServiceDeps, ctx: ServiceContext, request: BookRequest): Promise<BookFile> {
  authorise(ctx, 'books:read');
  const period = bookPeriod(request.period);
  if (period === null || period.firstDay > limaDate(deps.now()))
    throw invalid([{ pointer: '/period', code: 'period_in_future', detail: 'El periodo aún no empieza.' }]);
  return change(deps, ctx, async (tx, cipher) => {
    const spool = await openSpool();
    try {
      const company = await companyOf(tx);
      const { book, rejected = null } = request;
      await writeAudit(tx, ctx, cipher, {
        ...{ action: 'book.export', entity: 'book', entityId: null },
        after: { book, period: request.period, rejected },
      });
      const rows = await writeBook(tx, cipher, spool, { request, period, company });
      const name = bookFileName(book, company.ruc, period, rows > 0);
      return { name, rows, size: spool.size(), stream: spool.read() };
    } catch (error) {
      await spool.discard();
      throw error;
    }
  });
}

async function companyOf(tx: Tx): Promise<Company> {
  const [company] = await tx.sql<Company>(
    'select ruc, name, sunat_environment as environment from company where id = $1',
    [tx.companyId],
  );
  if (!company) throw new Error('The company has no row');
  return company;
}

interface BookToWrite {
  readonly request: BookRequest;
  readonly period: BookPeriod;
  readonly company: Company;
}

async function writeBook(tx: Tx, cipher: CompanyCipher, spool: Spool, of: BookToWrite): Promise<number> {
  const { request, period, company } = of;
  const { book } = request;
  const writer = createBookWriter(spool, COLUMNS[book], request);
  if (book === 'ple-13.1' || book === 'ple-12.1') await writeStock(tx, writer, book, period);
  else
    await writeSales(tx, cipher, writer, {
      ...{ book, period, environment: company.environment, exchangeRates: request.exchange_rates ?? new Map() },
      head: { ruc: company.ruc, name: company.name, period },
      withRefused: (request.rejected ?? (book === 'rvie' ? 'omit' : 'zero')) === 'zero',
    });
  return writer.close();
}

async function writeStock(
  tx: Tx,
  writer: BookWriter,
  book: 'ple-13.1' | 'ple-12.1',
  period: BookPeriod,
): Promise<void> {
  const rowOf = book === 'ple-13.1' ? ple130100Rows(period) : ple120100Rows(period);
  for await (const entry of stockEntries(tx, period)) await writer.add(entry.product.sku, rowOf(entry));
}
