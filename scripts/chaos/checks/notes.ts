import type { Evidence } from '../evidence.ts';
import { type Check, grouped, isLive, sumOf } from './check.ts';

/** Sales whose goods and money went back by a note that SUNAT took. */
export const takenBack = ({ notes }: Pick<Evidence, 'notes'>): Set<string> =>
  new Set(notes.filter(({ status }) => status === 'completed').map(({ sale_id: sale }) => sale));

/** Every note that was answered 202 is exactly one, and there is none that nobody asked for. */
export const oneNoteEach: Check = ({ attempts, notes }) => {
  const asked = new Map(attempts.flatMap(({ noteId, saleId }) => (noteId ? [[noteId, saleId] as const] : [])));
  const faults: string[] = [];
  for (const { id, sale_id: sale } of notes)
    if (asked.get(id) !== sale) faults.push(`la nota ${id} no responde a ningún pedido aceptado`);
  const known = new Set(notes.map(({ id }) => id));
  for (const id of asked.keys()) if (!known.has(id)) faults.push(`la nota ${id} no existe`);
  return { name: 'cada nota aceptada (202) es exactamente una nota', cases: asked.size, faults };
};

/** All notes are at their end: in force over the whole sale, or cancelled without effect. */
export const notesEnded: Check = ({ notes, sales, documents }) => {
  const totals = new Map(sales.map((sale) => [sale.id, sale.total]));
  const live = new Set(documents.filter(isLive).map(({ id }) => id));
  const faults: string[] = [];
  for (const { id, status, sale_id: sale, total, document_id: document } of notes) {
    if (status !== 'completed' && status !== 'cancelled') faults.push(`${id}: ${status}`);
    if ((status === 'completed') !== (document !== null && live.has(document)))
      faults.push(
        `${id} (${status}): su comprobante ${document !== null && live.has(document) ? '' : 'no '}está vigente`,
      );
    if (status === 'completed' && total !== totals.get(sale))
      faults.push(`${id}: nota por ${total}, venta por ${totals.get(sale)}`);
  }
  return { name: 'toda nota terminó: vigente por toda la venta, o anulada', cases: notes.length, faults };
};

/** A note in force gave all the money back that was paid, once; one without effect gave none. */
export const refundedOnce: Check = ({ notes, refunds, payments }) => {
  const paid = grouped(
    payments.filter(({ status }) => status === 'recorded'),
    (payment) => payment.sale_id,
  );
  const given = grouped(
    refunds.filter(({ status }) => status === 'recorded'),
    (refund) => refund.note_id,
  );
  const faults: string[] = [];
  for (const { id, status, sale_id: sale } of notes) {
    const back = sumOf(given.get(id) ?? [], ({ amount }) => amount).toFixed(2);
    const due = status === 'completed' ? sumOf(paid.get(sale) ?? [], ({ amount }) => amount).toFixed(2) : '0.00';
    if (back !== due) faults.push(`${id} (${status}): devuelto ${back}, debe ser ${due}`);
  }
  return { name: 'la nota vigente devolvió lo cobrado una vez, la anulada nada', cases: refunds.length, faults };
};

/** The goods of a note in force came back once and in full; those of one without effect left again. */
export const returnedOnce: Check = ({ notes, lines, movements }) => {
  const own = grouped(movements, ({ kind, source_id: note }) => `${kind} ${note}`);
  const stocked = grouped(
    lines.filter((line) => line.tracks_stock),
    (line) => line.sale_id,
  );
  const faults: string[] = [];
  for (const { id, status, sale_id: sale } of notes) {
    const moved = (kind: string) => sumOf(own.get(`${kind} ${id}`) ?? [], ({ quantity }) => quantity);
    const back = moved('note_return').plus(moved('note_return_cancelled'));
    const due = status === 'completed' ? sumOf(stocked.get(sale) ?? [], ({ quantity }) => quantity).toFixed() : '0';
    if (back.toFixed() !== due) faults.push(`${id} (${status}): volvieron ${back.toFixed()}, debían volver ${due}`);
  }
  return { name: 'la mercadería de cada nota vigente volvió una vez', cases: notes.length, faults };
};
