import { buildInvoiceXml } from '../../domain/fiscal/build-invoice-xml.ts';
import { buildNoteXml } from '../../domain/fiscal/build-note-xml.ts';
import { fullNumber, type Invoice, qrText, withNumber } from '../../domain/fiscal/invoice.ts';
import { makeCreditNote, type NoteRequest } from '../../domain/fiscal/note.ts';
import type { InvoiceXml } from '../../domain/fiscal/types.ts';
import { type PrintableExtras, printableOf } from '../../services/documents/print/printable-of.ts';
import type { PrintableDocument } from '../../services/documents/print/types.ts';
import { ISSUE_DATE, type SampleShape, sampleInvoice, SUPPLIER } from './fiscal-samples.ts';

export const HASH = 'k3Jx8Qh2bC1v0nZkq9uYwU7m5sT4rE6pA2dF8gH1jK0=';
export const LOOKUP = 'https://hub.test/consulta';

const textOf = (xml: InvoiceXml): string => xml.prolog + xml.beforeSignature + xml.afterSignature;

/** The extras of a document of the sample buyer. */
export const extrasOf = (qr: string): PrintableExtras => ({ qr, hash: HASH, lookupUrl: LOOKUP, test: false });

export function qrOf({ supplier, type, series, number, totals, issueDate, customer }: Invoice): string {
  return qrText({
    ...{ ruc: supplier.ruc, type, series, number, issueDate, digest: HASH, igv: totals.igv, total: totals.total },
    ...{ customerType: customer.documentType, customerNumber: customer.documentNumber },
  });
}

export const PLAIN: SampleShape = {
  ...{ type: '01', mix: 'mixed', discount: 'none', currency: 'PEN', credit: false, named: true, lineCount: 3 },
};

/** The XML of a sample invoice, after an edit of its text where a test needs what the builder does not write. */
export function xmlOf(shape: Partial<SampleShape>, edit: (xml: string) => string = (xml) => xml): string {
  return edit(textOf(buildInvoiceXml(sampleInvoice({ ...PLAIN, ...shape }, 7))));
}

/** A sample invoice as it would be printed. */
export function printable(shape: Partial<SampleShape> = {}, extras: Partial<PrintableExtras> = {}): PrintableDocument {
  const invoice = sampleInvoice({ ...PLAIN, ...shape }, 7);
  return printableOf(textOf(buildInvoiceXml(invoice)), { ...extrasOf(qrOf(invoice)), ...extras });
}

/** A credit note on a sample factura, as it would be printed. */
export function printableNote(request: NoteRequest): PrintableDocument {
  const invoice = sampleInvoice(PLAIN, 7);
  const header = { series: 'FC01', issueDate: ISSUE_DATE, issueTime: '18:00:00', supplier: SUPPLIER };
  const note = withNumber(makeCreditNote(invoice, [], request, header), 3);
  const amendedDates = new Map([[`01 ${fullNumber(invoice.series, invoice.number)}`, '2026-11-20']]);
  return printableOf(textOf(buildNoteXml(note)), { ...extrasOf('qr'), amendedDates });
}

/** The same document with lines, names and amounts as long, or as strange, as somebody may give them. */
export function withHostileTexts(document: PrintableDocument): PrintableDocument {
  const texts = [
    'W'.repeat(500),
    '😀👩‍👩‍👧'.repeat(60),
    'ابجد هوز '.repeat(50),
    'a\u0301\u0308'.repeat(160),
    '',
    '\u202E\uFFFF\uD83D\u0000',
  ];
  const huge = '999999999999.99';
  const lines = texts.map((description, index) => ({
    ...{ number: String(index + 1), code: 'Y'.repeat(30), description, properties: ['Z'.repeat(100)], free: false },
    ...{ quantity: '123456789.0123456789', unit: 'JGO', discount: huge, total: huge },
    ...{ unitValue: '123456789012.1234567891', unitPrice: huge },
  }));
  const instalments = Array.from({ length: 60 }, (_, index) => ({
    number: String(index + 1).padStart(3, '0'),
    amount: huge,
    dueDate: '2027-01-25',
  }));
  return {
    ...document,
    issuer: { ...document.issuer, name: 'N'.repeat(1500), tradeName: 'שלום '.repeat(40), address: 'D'.repeat(200) },
    buyer: { ...document.buyer, name: '日本語 Ñ'.repeat(150), address: 'M'.repeat(200) },
    lines,
    sums: document.sums.map(({ label }) => ({ label, amount: huge })),
    total: huge,
    terms: { label: 'Crédito', pending: huge, instalments },
    references: Array.from({ length: 12 }, () => ({ label: 'Guía de remisión', text: 'T'.repeat(30) })),
    remarks: ['R'.repeat(200)],
  };
}
