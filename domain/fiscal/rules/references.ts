import type { InvoiceDraft } from '../types.ts';
import { each, type Rule } from './rule.ts';

const GUIDE = { '09': /^(T[A-Z0-9]{3}|EG0[1-4]|\d{4})-\d{1,8}$/, '31': /^(V[A-Z0-9]{3}|EG0[1-4]|\d{4})-\d{1,8}$/ };
const FIELD = '/Invoice/cac:DespatchDocumentReference/cbc:ID';

/** Guides that went with the goods. */
export const REFERENCE_RULES: readonly Rule<InvoiceDraft, unknown>[] = [
  {
    id: 'references.guide-number',
    code: '4006',
    level: 'reject',
    issue: 'invalid_despatch_reference',
    field: FIELD,
    source: { Factura: [124], Boleta: [125] },
    find: ({ despatchReferences = [] }) =>
      each(
        despatchReferences,
        ({ type, fullNumber }) => !GUIDE[type].test(fullNumber),
        (index) => `/despatch_references/${index}/full_number`,
        'El número de la guía es su serie y correlativo, por ejemplo T001-123.',
      ),
  },
  {
    id: 'references.guide-twice',
    code: '2364',
    level: 'reject',
    issue: 'despatch_reference_repeated',
    field: FIELD,
    source: { Factura: [125], Boleta: [126] },
    find: ({ despatchReferences = [] }) =>
      each(
        despatchReferences,
        (one, index) =>
          despatchReferences.findIndex(({ type, fullNumber }) => type === one.type && fullNumber === one.fullNumber) !==
          index,
        (index) => `/despatch_references/${index}`,
        'La guía está repetida.',
      ),
  },
];
