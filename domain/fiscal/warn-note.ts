import { differsInCurrency, isCredit, type NoteCheck, when } from './note-check.ts';

const DISCOUNTS = new Set(['04', '05', '08']);
const SHORTEST_DESCRIPTION = 3;

const warnDiscount: NoteCheck = (note) =>
  when(isCredit(note) && note.amends.type === '03' && DISCOUNTS.has(note.reasonCode), {
    pointer: '/reason_code',
    code: 'discount_on_boleta',
    sunatCode: '4367',
    detail: 'A un consumidor final los descuentos se le hacen en la misma boleta: SUNAT observará la nota.',
  });

const warnWaiting: NoteCheck = (note, { status }) =>
  when(['issued', 'sending', 'pending', 'unknown'].includes(status), {
    pointer: '/document_id',
    code: 'document_not_accepted_yet',
    sunatCode: isCredit(note) ? '2119' : '2209',
    detail: 'SUNAT aún no acepta el comprobante: la nota se enviará después de él.',
  });

const warnCurrency: NoteCheck = (note, context) =>
  when(note.amends.type === '03' && differsInCurrency(note, context), {
    pointer: '/document_id',
    code: 'currency_differs',
    sunatCode: '4368',
    detail: 'La nota está en otra moneda que la boleta.',
  });

const warnDescriptions: NoteCheck = (note) =>
  when(
    note.lines.some((line) => line.description.length < SHORTEST_DESCRIPTION),
    {
      pointer: '/lines',
      code: 'short_description',
      sunatCode: '4084',
      detail: `SUNAT observa las descripciones de menos de ${SHORTEST_DESCRIPTION} letras en una nota.`,
    },
  );

/** What SUNAT would only observe, or accept later. */
export const WARNINGS: readonly NoteCheck[] = [warnDiscount, warnWaiting, warnCurrency, warnDescriptions];
