import { beforeAll, describe, expect, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { fileName, type Invoice, withNumber } from '../../domain/fiscal/invoice.ts';
import { type CreditNote, type DebitNote, makeCreditNote, makeDebitNote, takenBy } from '../../domain/fiscal/note.ts';
import { validateNote } from '../../domain/fiscal/validate-note.ts';
import { parseBillBase } from '../../sandbox/sunat/names.ts';
import { checkBill } from '../../sandbox/sunat/rules/check-bill.ts';
import { parseXml } from '../../sandbox/sunat/xml.ts';
import { ISSUE_DATE, SUPPLIER } from '../support/fiscal-samples.ts';
import { noteHeader, textOf } from '../support/note-samples.ts';
import { SPECIAL_SALES, specialInvoice } from '../support/special-documents.ts';
import { xsdErrors } from '../support/xsd.ts';

interface Sample {
  readonly title: string;
  readonly invoice: Invoice;
  readonly notes: readonly (CreditNote | DebitNote)[];
}

/** One unit of the first paid line, a little money off, and then all that is left; and a higher price. */
function notesOver(invoice: Invoice): (CreditNote | DebitNote)[] {
  const header = noteHeader(invoice, '07');
  // Arroz pilado takes reason 12 and no other (3230).
  const ivap = invoice.lines.some(({ taxCode }) => taxCode === '1016');
  const reason = (code: string): string => (ivap ? '12' : code);
  const line = invoice.lines.find((one) => !one.free && new Decimal(one.quantity).greaterThan(1));
  const notes: CreditNote[] = [];
  const credit = (request: Parameters<typeof makeCreditNote>[2]) =>
    notes.push(withNumber(makeCreditNote(invoice, takenBy(notes), request, header), notes.length + 1));
  if (line && invoice.totals.total !== '0.00') {
    credit({ reasonCode: reason('07'), reason: 'Devuelve uno', lines: [{ line: line.number, quantity: '1' }] });
    credit({ reasonCode: reason('09'), reason: 'Menor valor', lines: [{ line: line.number, amount: '0.30' }] });
  }
  credit({ reasonCode: reason('01'), reason: 'Anulación' });
  if (!line) return notes;
  const request = { reasonCode: reason('02'), reason: 'Aumento', lines: [{ line: line.number, amount: '12.34' }] };
  return [...notes, withNumber(makeDebitNote(invoice, request, noteHeader(invoice, '08')), 1)];
}

let samples: Sample[] = [];

beforeAll(() => {
  samples = Object.entries(SPECIAL_SALES).flatMap(([name, sale], index) =>
    (['01', '03'] as const)
      .filter((type) => type === '01' || !sale.onlyFactura)
      // Nothing is left to take back of a sale that its advances paid.
      .filter(() => name !== 'advances that pay all')
      .map((type) => {
        const invoice = specialInvoice(sale, type, index + 1);
        return { title: `${type} ${name}`, invoice, notes: notesOver(invoice) };
      }),
  );
});

const each = <Result>(look: (note: CreditNote | DebitNote, sample: Sample) => Result[]): Result[] =>
  samples.flatMap((sample) => sample.notes.flatMap((note) => look(note, sample)));

/** What the sandbox, a second reading of the workbook, refuses or observes. */
function objections(note: CreditNote | DebitNote, title: string): string[] {
  const bill = parseBillBase(fileName(SUPPLIER.ruc, note.type, note.series, note.number));
  if (!bill) return [`${title}: name`];
  const where = `${title}, ${note.type}-${note.reasonCode}`;
  try {
    return checkBill(parseXml(textOf(note)), bill, ISSUE_DATE).map((code) => `${where}: observed ${code}`);
  } catch (error) {
    return [`${where}: refused ${String(error)}`];
  }
}

describe('notes over documents with every tax, charge and advance', () => {
  test.each([
    ['07', 'CreditNote'],
    ['08', 'DebitNote'],
  ] as const)(
    'each %s is valid against the schema of %s',
    async (type, root) => {
      const documents = each((note, { title }) =>
        note.type === type
          ? [
              {
                fileName: `${title} ${note.reasonCode}.xml`,
                contents: textOf(note).replace('<ext:ExtensionContent>', '<ext:ExtensionContent><a/>'),
              },
            ]
          : [],
      );
      expect(await xsdErrors(root, documents)).toEqual([]);
    },
    60_000,
  );

  test('credit notes together give back what was paid, to the cent', () => {
    const wrong = samples.filter(({ invoice, notes }) => {
      const credited = notes.filter(({ type }) => type === '07').map(({ totals }) => new Decimal(totals.total));
      return !Decimal.sum(...credited).equals(invoice.totals.total);
    });
    expect(
      wrong.map(({ title, invoice, notes }) => [
        title,
        invoice.totals.total,
        ...notes.map(({ totals }) => totals.total),
      ]),
    ).toEqual([]);
  });

  test('the hub lets each through', () => {
    const refused = samples.flatMap(({ title, invoice, notes }) =>
      notes.flatMap((note, index) => {
        const taken = takenBy(notes.slice(0, index).filter(({ type }) => type === '07'));
        const context = { today: ISSUE_DATE, amended: invoice, status: 'accepted' as const, taken };
        return validateNote(note, context).issues.map(({ code }) => `${title}, ${note.reasonCode}: ${code}`);
      }),
    );
    expect(refused).toEqual([]);
  });

  test('the sandbox refuses none, and observes only that the special rate needs a register', () => {
    const found = each((note, { title }) => objections(note, title));
    expect(found.filter((one) => !/special rate of restaurants.*observed 4439$/.test(one))).toEqual([]);
  });
});
