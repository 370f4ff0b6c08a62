import { isCredit, type NoteContext } from '../note-check.ts';
import type { NoteDraft } from '../note-types.ts';
import { type Rule, when } from './rule.ts';

const DISCOUNTS = new Set(['04', '05', '08']);
const SHORTEST_DESCRIPTION = 3;

/** Discounts to a consumer belong on the boleta itself. */
export const DISCOUNT_ON_BOLETA: Rule<NoteDraft, NoteContext> = {
  id: 'note-observed.discount-on-boleta',
  code: '4367',
  level: 'observe',
  issue: 'discount_on_boleta',
  field: '/CreditNote/cac:DiscrepancyResponse/cbc:ResponseCode',
  source: { NotaCredito: [109] },
  find: (note) =>
    when(
      isCredit(note) && note.amends.type === '03' && DISCOUNTS.has(note.reasonCode),
      '/reason_code',
      'A un consumidor final los descuentos se le hacen en la misma boleta: SUNAT observará la nota.',
    ),
};

/** Notes have descriptions of three letters and more. */
export const SHORT_DESCRIPTION: Rule<NoteDraft, NoteContext> = {
  id: 'note-observed.short-description',
  code: '4084',
  level: 'observe',
  issue: 'short_description',
  field: '/*/cac:*Line/cac:Item/cbc:Description',
  source: { NotaCredito: [149], NotaDebito: [140] },
  find: ({ lines }) =>
    when(
      lines.some(({ description }) => description.length < SHORTEST_DESCRIPTION),
      '/lines',
      `SUNAT observa las descripciones de menos de ${SHORTEST_DESCRIPTION} letras en una nota.`,
    ),
};
