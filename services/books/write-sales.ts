import type { Tx } from '../../db/tx.ts';
import { ple140100Row } from '../../domain/books/ple-140100/ple-140100.ts';
import { rvieRow } from '../../domain/books/rvie/rvie.ts';
import type { BookHead } from '../../domain/books/sales/entry.ts';
import { conflict, type FieldIssue } from '../../domain/errors.ts';
import { fullNumber } from '../../domain/fiscal/invoice.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { type BookWriter, MOST_ISSUES } from './book-writer.ts';
import { salesEntries, type SalesQuery } from './sales-entries.ts';

export interface SalesBook extends SalesQuery {
  readonly head: BookHead;
  /** Whether numbers that were spent on refused documents have a line, at zero. */
  readonly withRefused: boolean;
}

/**
 * Writes a register of sales. @throws HubError 409 `book_not_ready` naming documents whose end is not known yet
 */
export async function writeSales(tx: Tx, cipher: CompanyCipher, writer: BookWriter, of: SalesBook): Promise<void> {
  const rowOf = of.book === 'rvie' ? rvieRow : ple140100Row;
  const open: FieldIssue[] = [];
  for await (const { entry, state } of salesEntries(tx, cipher, of)) {
    const name = fullNumber(entry.series, entry.number);
    if (state === 'open') {
      const detail = `${name} aún espera a SUNAT.`;
      open.push({ pointer: `/documents/${entry.id}`, code: 'document_not_settled', detail });
      if (open.length >= MOST_ISSUES) break;
    }
    if (open.length > 0 || (state === 'without_effect' && !of.withRefused)) continue;
    await writer.add(name, rowOf(entry, of.head));
  }
  if (open.length > 0)
    throw conflict('book_not_ready', 'El libro espera: hay comprobantes cuyo resultado no se conoce.', open);
}
