import type { DocumentStatus } from '../../db/entities/document.ts';
import type { Tx } from '../../db/tx.ts';
import type { Book } from '../../domain/books/file-name.ts';
import type { BookPeriod } from '../../domain/books/period.ts';
import type { AmendedDocument, SalesEntry } from '../../domain/books/sales/entry.ts';
import { ANONYMOUS_CUSTOMER, type Customer } from '../../domain/fiscal/invoice.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { openDraft } from '../notes/note-draft.ts';
import { customerOf, openBuyer } from '../sales/buyer.ts';
import type { TaxEnvironment } from '../sunat/dossier.ts';
import { byCursor } from './read-by-cursor.ts';

interface Row {
  readonly id: string;
  readonly type: SalesEntry['type'];
  readonly series: string;
  readonly number: number;
  readonly issueDate: string;
  readonly status: DocumentStatus;
  readonly currency: string;
  readonly totals: SalesEntry['totals'];
  readonly sale_id: string;
  readonly buyer: Buffer | null;
  readonly exchange_rate: string | null;
  readonly note_id: string | null;
  readonly draft: Buffer | null;
  readonly amended: AmendedDocument | null;
  readonly voiding: boolean;
  readonly paid_by_bank: boolean | null;
}

/** Paid in full, at once, and by nothing but cards and transfers. */
const PAID_BY_BANK = `
  (select bool_and(p.method in ('card_terminal', 'transfer')) from payment p
    where p.company_id = d.company_id and p.sale_id = s.id and p.status = 'recorded'
      and d.type in ('01', '03') and s.payment_terms ->> 'type' = 'cash')`;

/** `offset 0` keeps the look at the note one by its id, whatever the planner knows of how many there are. */
const queryOf = (book: Book): string => `
  select d.id, d.type, d.series, d.number, to_char(d.issue_date, 'YYYY-MM-DD') as "issueDate", d.status, d.currency,
         d.totals, s.id as sale_id, s.buyer, s.exchange_rate, note.id as note_id, note.draft, note.amended,
         d.status in ('accepted', 'observed') and exists (select 1 from document_void v
           where v.company_id = d.company_id and v.document_id = d.id
             and v.status in ('received', 'sending', 'accepted', 'needs_attention')) as voiding,
         ${book === 'ple-14.1' ? PAID_BY_BANK : 'null'} as paid_by_bank
    from fiscal_document d
    join sale s on s.company_id = d.company_id and s.id = d.sale_id
    left join lateral (
         select n.id, n.draft, json_build_object('type', a.type, 'series', a.series, 'number', a.number,
                  'issueDate', to_char(a.issue_date, 'YYYY-MM-DD')) as amended
           from note n join fiscal_document a on a.company_id = n.company_id and a.id = n.amended_id
          where d.source_type = 'note' and n.company_id = d.company_id and n.id = d.source_id offset 0) note on true
   where d.company_id = $1 and d.issue_date between $2 and $3 and d.type in ('01', '03', '07', '08')
     and d.environment = any($4::text[])
   order by d.issue_date, d.type, d.series, d.number`;

/** A document as the register asks for it, and whether it is known by now what became of it. */
export interface ReadDocument {
  readonly entry: SalesEntry;
  readonly state: 'settled' | 'without_effect' | 'open';
}

export interface SalesQuery {
  readonly book: Book;
  readonly period: BookPeriod;
  /** The company's own; documents that were tests are in no book of a company in production. */
  readonly environment: TaxEnvironment;
  /** By `date:currency`, for sales without a rate. */
  readonly exchangeRates: ReadonlyMap<string, string>;
}

const LEGAL: readonly TaxEnvironment[] = ['production', 'ose'];
const TESTS: readonly TaxEnvironment[] = ['sandbox', 'beta'];

/** Facturas, boletas and their notes of a month, by date, type, series and number. */
export async function* salesEntries(tx: Tx, cipher: CompanyCipher, of: SalesQuery): AsyncGenerator<ReadDocument> {
  const { firstDay, lastDay } = of.period;
  const environments = LEGAL.includes(of.environment) ? LEGAL : TESTS;
  const values = [tx.companyId, firstDay, lastDay, [...environments]];
  for await (const row of byCursor<Row>(tx, queryOf(of.book), values))
    yield { entry: entryOf(row, customerIn(cipher, row), of.exchangeRates), state: stateOf(row) };
}

function stateOf({ status, voiding }: Row): ReadDocument['state'] {
  if (status === 'rejected' || status === 'expired') return 'without_effect';
  return (status === 'accepted' || status === 'observed' || status === 'voided') && !voiding ? 'settled' : 'open';
}

/** A note names the buyer itself: it may correct him. */
function customerIn(cipher: CompanyCipher, { sale_id, buyer, note_id, draft }: Row): Customer {
  if (note_id !== null && draft !== null) return openDraft(cipher, note_id, draft).customer;
  const told = openBuyer(cipher, sale_id, buyer);
  return told === undefined ? ANONYMOUS_CUSTOMER : customerOf(told);
}

function entryOf(row: Row, customer: Customer, rates: ReadonlyMap<string, string>): SalesEntry {
  const { id, type, series, number, issueDate, currency, totals, amended, status } = row;
  const rateDay = amended?.issueDate ?? issueDate;
  return {
    ...{ id, type, series, number, issueDate, currency, totals, amended, customer },
    inForce: status === 'accepted' || status === 'observed',
    exchangeRate: row.exchange_rate ?? rates.get(`${rateDay}:${currency}`) ?? null,
    paidByBank: row.paid_by_bank ?? false,
  };
}
