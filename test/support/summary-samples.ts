import { buildInvoiceXml } from '../../domain/fiscal/build-invoice-xml.ts';
import { buildNoteXml } from '../../domain/fiscal/build-note-xml.ts';
import { summaryId } from '../../domain/fiscal/summary/names.ts';
import type { DailySummary, SummaryLine, VoidedDocuments } from '../../domain/fiscal/summary/types.ts';
import type { InvoiceXml } from '../../domain/fiscal/types.ts';
import { readReported } from '../../services/summaries/reported-line.ts';
import { DISCOUNTS, ISSUE_DATE, MIXES, type Mix, sampleInvoice, SUPPLIER } from './fiscal-samples.ts';
import { sampleNotes } from './note-samples.ts';

const unsigned = ({ prolog, beforeSignature, afterSignature }: InvoiceXml): Buffer =>
  Buffer.from(prolog + beforeSignature + afterSignature);

type Numbered = { readonly type: string; readonly series: string; readonly number: number; readonly currency: string };

function lineOf(document: Numbered, xml: InvoiceXml, line: number): SummaryLine {
  const { series, number, currency } = document;
  const type = document.type === '07' || document.type === '08' ? document.type : '03';
  return { ...{ line, type, series, number, currency, condition: '1' }, ...readReported(unsigned(xml)) };
}

/** What is given away has nothing to be discounted from. */
const discountsOf = (mix: string) => (mix === 'gifts only' ? DISCOUNTS.slice(0, 1) : DISCOUNTS);

/** Boletas of every mix and discount, and notes over boletas, as lines of a summary. */
export function sampleLines(): SummaryLine[] {
  const boletas = Object.keys(MIXES).flatMap((mix, row) =>
    discountsOf(mix).map((discount, column) => {
      const seed = row * DISCOUNTS.length + column;
      const shape = { type: '03', mix: mix as Mix, discount, currency: 'PEN', credit: false } as const;
      return sampleInvoice({ ...shape, named: seed % 2 === 0, lineCount: 3 }, seed);
    }),
  );
  const lines = boletas.map((boleta, index) => lineOf(boleta, buildInvoiceXml(boleta), index + 1));
  const notes = sampleNotes().filter(({ note }) => note.series.startsWith('B') && note.currency === 'PEN');
  const seen = new Set<string>();
  for (const { note } of notes) {
    const key = `${note.type} ${note.series}-${note.number}`;
    if (seen.has(key)) continue;
    seen.add(key);
    lines.push(lineOf(note, buildNoteXml(note), lines.length + 1));
  }
  return lines;
}

/** A daily summary over the lines, of the day they were issued. */
export function summaryOf(lines: readonly SummaryLine[], change: Partial<DailySummary> = {}): DailySummary {
  return {
    ...{ kind: 'RC', ruc: SUPPLIER.ruc, name: SUPPLIER.name, generationDate: ISSUE_DATE, referenceDate: ISSUE_DATE },
    ...{ correlativo: 1, lines },
    ...change,
  };
}

/** Voided documents with one factura and one note. */
export function voidedOf(change: Partial<VoidedDocuments> = {}): VoidedDocuments {
  return {
    ...{ kind: 'RA', ruc: SUPPLIER.ruc, name: SUPPLIER.name, generationDate: ISSUE_DATE, referenceDate: ISSUE_DATE },
    correlativo: 1,
    lines: [
      { line: 1, type: '01', series: 'F001', number: 12, reason: 'Error en el <importe> & el cliente' },
      { line: 2, type: '07', series: 'FC01', number: 3, reason: 'No se entregó' },
    ],
    ...change,
  };
}

/** The name as the sandbox reads it from the file's. */
export const nameOf = (file: DailySummary | VoidedDocuments) => ({
  ...{ kind: file.kind, ruc: file.ruc, id: summaryId(file), date: file.generationDate },
  base: `${file.ruc}-${summaryId(file)}`,
});
