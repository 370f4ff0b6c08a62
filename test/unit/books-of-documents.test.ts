import { describe, expect, test } from '@jest/globals';
import { bookPeriod } from '../../domain/books/period.ts';
import { ple140100Row } from '../../domain/books/ple-140100/ple-140100.ts';
import { rvieRow } from '../../domain/books/rvie/rvie.ts';
import type { SalesEntry } from '../../domain/books/sales/entry.ts';
import type { Invoice } from '../../domain/fiscal/invoice.ts';
import type { CreditNote, DebitNote } from '../../domain/fiscal/note.ts';
import { storedTotals } from '../../services/sales/draft-invoice.ts';
import { ISSUE_DATE, SUPPLIER } from '../support/fiscal-samples.ts';
import { sampleNotes } from '../support/note-samples.ts';
import { SPECIAL_SALES, specialInvoice } from '../support/special-documents.ts';

const period = bookPeriod(ISSUE_DATE.slice(0, 7));
if (period === null) throw new Error('no period');
const head = { ruc: SUPPLIER.ruc, name: SUPPLIER.name, period };

/** A document as the register asks for it. */
function entryOf(document: Invoice | CreditNote | DebitNote, amended: Invoice | null = null): SalesEntry {
  const { type, series, number, issueDate, currency, customer } = document;
  return {
    ...{ id: '018f0000-0000-7000-8000-000000000001', type, series, number, issueDate, currency, customer },
    ...{ inForce: true, exchangeRate: currency === 'PEN' ? null : '3.7215', paidByBank: false },
    ...{ totals: storedTotals(document.totals), amended },
  };
}

const TOTAL = 25;
/** What is wrong with its rows, and in soles a total that is not the document's. */
function faultsOf(entry: SalesEntry): string[] {
  const [rvie, ple] = [rvieRow(entry, head), ple140100Row(entry, head)];
  const faults = [...rvie[1], ...ple[1]].map(({ column, code }) => `${column} ${code}`);
  const total = (entry.type === '07' && entry.totals.total !== '0.00' ? '-' : '') + entry.totals.total;
  return entry.currency === 'PEN' && rvie[0][TOTAL] !== total ? [...faults, `${rvie[0][TOTAL]} for ${total}`] : faults;
}

describe('the registers of sales take', () => {
  test('every kind of factura and boleta that a shop issues', () => {
    const found = Object.entries(SPECIAL_SALES).flatMap(([name, sale]) =>
      (['01', '03'] as const)
        .filter((type) => type === '01' || !sale.onlyFactura)
        .map((type) => `${name}: ${faultsOf(entryOf(specialInvoice(sale, type, 7))).join(', ')}`),
    );
    expect(found.length).toBeGreaterThan(40);
    expect(found.filter((line) => !line.endsWith(': '))).toEqual([]);
  });

  test('every note over every kind of document', () => {
    const notes = sampleNotes();
    expect(notes.length).toBeGreaterThan(50);
    const found = notes.map(
      ({ note, invoice }) => `${note.reasonCode}: ${faultsOf(entryOf(note, invoice)).join(', ')}`,
    );
    expect(found.filter((line) => !line.endsWith(': '))).toEqual([]);
  });
});
