import { Decimal } from 'decimal.js';
import { buildInvoiceXml } from '../../domain/fiscal/build-invoice-xml.ts';
import { buildNoteXml } from '../../domain/fiscal/build-note-xml.ts';
import { type Invoice, withNumber } from '../../domain/fiscal/invoice.ts';
import {
  type CreditNote,
  type DebitNote,
  makeCreditNote,
  makeDebitNote,
  type NoteHeader,
  type NoteRequest,
  takenBy,
} from '../../domain/fiscal/note.ts';
import { DISCOUNTS, ISSUE_DATE, type Mix, MIXES, type SampleShape, sampleInvoice, SUPPLIER } from './fiscal-samples.ts';

export const noteHeader = (invoice: Invoice, type: '07' | '08'): NoteHeader => ({
  series: `${invoice.type === '01' ? 'F' : 'B'}${type === '07' ? 'C' : 'D'}01`,
  issueDate: ISSUE_DATE,
  issueTime: '18:30:00',
  supplier: SUPPLIER,
});

/** The document as text; the rules do not look at the signature. */
export function textOf(document: Invoice | CreditNote | DebitNote): string {
  const xml = document.type === '07' || document.type === '08' ? buildNoteXml(document) : buildInvoiceXml(document);
  return xml.beforeSignature + xml.afterSignature;
}

export interface SampleNote {
  readonly invoice: Invoice;
  readonly note: CreditNote | DebitNote;
  readonly shape: SampleShape;
}

const paidLine = (invoice: Invoice) => invoice.lines.find((line) => !line.free);
const part = (amount: string, share: string): string =>
  new Decimal(amount).times(share).toDecimalPlaces(2, 2).toFixed(2);

/** Requests of every reason that leaves something behind, in the words of a shop. */
function partialRequests(invoice: Invoice): NoteRequest[] {
  const line = paidLine(invoice);
  if (!line) return [];
  const { number } = line;
  const half = new Decimal(line.quantity).dividedBy(2).toDecimalPlaces(3).toFixed();
  const reason = 'Por acuerdo con el cliente & la tienda';
  return [
    { reasonCode: '03', reason, lines: [{ number, description: 'Café molido <500 g>' }].map(asked) },
    { reasonCode: '04', reason, amount: part(invoice.totals.total, '0.1') },
    { reasonCode: '05', reason, lines: [asked({ number, amount: part(line.total, '0.3') })] },
    { reasonCode: '07', reason, lines: [asked({ number, quantity: half })] },
    { reasonCode: '08', reason, amount: part(invoice.totals.total, '0.05') },
    { reasonCode: '09', reason, lines: [asked({ number, amount: '0.01' })] },
    { reasonCode: '10', reason, lines: [asked({ number })] },
  ];
}

interface Asked {
  readonly number: number;
  readonly quantity?: string;
  readonly amount?: string;
  readonly description?: string;
}

const asked = ({ number, ...rest }: Asked) => ({ line: number, ...rest });

function debitRequests(invoice: Invoice): NoteRequest[] {
  const line = paidLine(invoice);
  const lines = line ? [asked({ number: line.number, amount: '7.77' })] : [];
  return [
    { reasonCode: '01', reason: 'Interés por mora de noviembre', amount: '12.35' },
    { reasonCode: '02', reason: 'Aumento de precio pactado', amount: '33.33' },
    { reasonCode: '03', reason: 'Penalidad por envases', amount: '5.00' },
    { reasonCode: '02', reason: 'Aumento de una línea', lines },
    { reasonCode: '03', reason: 'Otros conceptos de la línea', lines },
  ];
}

/** For one invoice: a note that takes a part, the one that takes the rest, a debit note, and new instalments. */
function notesOver(invoice: Invoice, turn: number): (CreditNote | DebitNote)[] {
  const credit = noteHeader(invoice, '07');
  const partial = partialRequests(invoice);
  const first = partial[turn % partial.length];
  const notes: CreditNote[] = first ? [withNumber(makeCreditNote(invoice, [], first, credit), turn + 1)] : [];
  if (invoice.type === '01' && invoice.paymentTerms.type === 'credit') {
    const left = new Decimal(invoice.totals.total).minus(notes[0]?.totals.total ?? '0');
    const instalments = left.isZero() ? [] : [{ amount: left.toFixed(2), dueDate: '2027-03-01' }];
    const request = { reasonCode: '13', reason: 'Nuevo plazo de pago', instalments };
    if (instalments.length > 0) notes.push(withNumber(makeCreditNote(invoice, [], request, credit), turn + 2000));
  }
  const final = { reasonCode: ['01', '02', '06'][turn % 3] ?? '01', reason: 'Anulación' };
  const lines = invoice.lines.length > 1 || first?.reasonCode !== '10';
  if (lines) notes.push(withNumber(makeCreditNote(invoice, takenBy(notes), final, credit), turn + 4000));
  const debits = debitRequests(invoice);
  const debit = debits[turn % debits.length];
  if (!debit || !paidLine(invoice)) return notes;
  return [...notes, withNumber(makeDebitNote(invoice, debit, noteHeader(invoice, '08')), turn + 1)];
}

const LINE_COUNTS = [1, 2, 3, 5, 8];

/** type x affectation x discount, with currency and terms in turn, and several notes over each. */
export function sampleNotes(): SampleNote[] {
  const list: SampleNote[] = [];
  let turn = 0;
  for (const type of ['01', '03'] as const) {
    for (const mix of Object.keys(MIXES) as Mix[]) {
      for (const discount of DISCOUNTS) {
        if (mix === 'gifts only' && discount !== 'none') continue;
        const credit = type === '01' && turn % 3 === 1 && mix !== 'gifts only';
        const currency = turn % 4 === 3 ? 'USD' : 'PEN';
        const lineCount = LINE_COUNTS[turn % LINE_COUNTS.length] ?? 1;
        const shape = { type, mix, discount, currency, credit, named: turn % 2 === 0, lineCount };
        const invoice = sampleInvoice(shape, turn);
        list.push(...notesOver(invoice, turn).map((note) => ({ invoice, note, shape })));
        turn += 1;
      }
    }
  }
  return list;
}
