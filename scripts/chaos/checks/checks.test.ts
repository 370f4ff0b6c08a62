import { expect, test } from '@jest/globals';

import type { Evidence } from '../evidence.ts';
import { judge } from './index.ts';

const XML = 'a'.repeat(64);
const CDR = 'c'.repeat(64);
const CAFE = { id: 'cafe', sku: 'CAFE-250', price: '18.50', tracksStock: true };

const orderOf = (index: number, quantity: number, total: string) => ({
  index,
  key: `chaos-1-venta-${index}`,
  body: {},
  lines: [{ article: CAFE, quantity }],
  total,
  paid: total,
  wantsCancel: false,
  wantsNote: false,
});

const documentRow = { sale_id: 's1', type: '03', series: 'B001', total: '37.00', file_version: 1 } as const;
const registeredRow = { ruc: '20', type: '03', series: 'B001', sha256: XML, times_sent: 1 } as const;

/** One sale that was completed after a refusal and a reissue, and one that was cancelled before its issue. */
function world(): Evidence {
  return {
    attempts: [
      { order: orderOf(0, 2, '37.00'), saleId: 's1', tries: 3 },
      { order: orderOf(1, 1, '18.50'), saleId: 's2', cancel: 'accepted', tries: 1 },
      { order: orderOf(2, 9, '166.50'), refusal: '409 insufficient_stock', tries: 1 },
    ],
    shop: { companyId: 'c', warehouseId: 'w', articles: [CAFE], opening: new Map([['cafe', '10']]) },
    repeated: new Map([
      ['chaos-1-venta-0', 's1'],
      ['chaos-1-venta-1', 's2'],
    ]),
    sales: [
      {
        ...{ id: 's1', status: 'completed', total: '37.00', document_id: 'd2' },
        ...{ workflow_id: 'c/sale/s1', cancelled_for: null, credit: '7.00' },
      },
      {
        ...{ id: 's2', status: 'cancelled', total: '18.50', document_id: null },
        ...{ workflow_id: 'c/sale/s2', cancelled_for: 'cancelled_by_user', credit: '0' },
      },
    ],
    lines: [
      { sale_id: 's1', line: 1, product_id: 'cafe', quantity: '2', tracks_stock: true, total: '37.00' },
      { sale_id: 's2', line: 1, product_id: 'cafe', quantity: '1', tracks_stock: true, total: '18.50' },
    ],
    payments: [
      { sale_id: 's1', amount: '30.00', status: 'recorded' },
      { sale_id: 's2', amount: '18.50', status: 'reversed' },
    ],
    notes: [],
    refunds: [],
    documents: [
      { id: 'd1', number: 1, status: 'rejected', evidence: 'cdr', ...documentRow },
      { id: 'd2', number: 2, status: 'accepted', evidence: 'cdr', ...documentRow },
    ],
    files: ['d1', 'd2'].flatMap((id) => [
      { document_id: id, kind: 'xml', file_version: 1, sha256: XML },
      { document_id: id, kind: 'cdr', file_version: 1, sha256: CDR },
    ]),
    series: [{ document_type: '03', series: 'B001', next_number: 3 }],
    levels: [{ product_id: 'cafe', on_hand: '8', reserved: '0' }],
    movements: [
      { product_id: 'cafe', kind: 'opening', source_id: 'o', quantity: '10' },
      { product_id: 'cafe', kind: 'sale', source_id: 's1', quantity: '-2' },
    ],
    leftovers: [],
    decisions: [],
    marks: [
      { what: 'evento received', id: 's1' },
      { what: 'evento completed', id: 's1' },
      { what: 'auditoría sale.create', id: 's1' },
      { what: 'evento received', id: 's2' },
      { what: 'evento cancelled', id: 's2' },
      { what: 'auditoría sale.create', id: 's2' },
    ],
    processes: [
      { workflowId: 'c/sale/s1', status: 'COMPLETED' },
      { workflowId: 'c/sale/s2', status: 'COMPLETED' },
    ],
    sunat: {
      documents: [
        { ...registeredRow, number: 1, cdr_code: '2800', status: 'rejected' },
        { ...registeredRow, number: 2, cdr_code: '0', status: 'accepted' },
      ],
      requests: [{ operation: 'sendBill', name: '20-03-B001-2.zip', sha256: XML, outcome: 'accepted' }],
    },
    served: new Map(['d1', 'd2'].map((id) => [id, { xml: XML, cdr: CDR }])),
  };
}

const broken = (evidence: Evidence): string[] =>
  judge(evidence).flatMap(({ name, faults }) => (faults.length > 0 ? [name] : []));

test('a world in order passes every check', () => {
  expect(broken(world())).toEqual([]);
});

type Change = (one: Evidence) => Partial<Evidence>;
const last = <T>(rows: readonly T[], change: Partial<T>): T[] =>
  rows.map((row, index) => (index === rows.length - 1 ? { ...row, ...change } : row));
const first = <T>(rows: readonly T[], change: Partial<T>): T[] =>
  rows.map((row, index) => (index === 0 ? { ...row, ...change } : row));
const without = <T>(rows: readonly T[]): T[] => rows.slice(0, -1);

const FAULTS: readonly (readonly [what: string, named: RegExp, change: Change])[] = [
  ['a sale was lost', /exactamente una venta/, ({ sales }) => ({ sales: without(sales) })],
  [
    'a sale that nobody asked for',
    /exactamente una venta/,
    ({ attempts }) => ({ attempts: first(attempts, { saleId: 's9' }) }),
  ],
  ['one request, two answers', /bajo su clave/, () => ({ repeated: new Map([['chaos-1-venta-0', 's2']]) })],
  [
    'a request refused by the chaos',
    /falta de stock/,
    ({ attempts }) => ({ attempts: last(attempts, { refusal: '422 invalid' }) }),
  ],
  ['a sale that stands still', /terminó/, ({ sales }) => ({ sales: first(sales, { status: 'issued' }) })],
  [
    'an accepted cancellation that did not come true',
    /terminó/,
    ({ sales }) => ({ sales: last(sales, { status: 'completed' }) }),
  ],
  ['a line was lost', /sus líneas/, ({ lines }) => ({ lines: without(lines) })],
  [
    'two documents in force',
    /comprobante vigente/,
    ({ documents }) => ({ documents: first(documents, { status: 'observed' }) }),
  ],
  ['a gap', /correlativa/, ({ documents }) => ({ documents: last(documents, { number: 3 }) })],
  ['a number taken and lost', /correlativa/, ({ series }) => ({ series: first(series, { next_number: 4 }) })],
  [
    'SUNAT holds other bytes',
    /mismos bytes/,
    ({ sunat }) => ({ sunat: { ...sunat, documents: last(sunat.documents, { sha256: 'b' }) } }),
  ],
  [
    'SUNAT does not hold it',
    /mismos bytes/,
    ({ sunat }) => ({ sunat: { ...sunat, documents: without(sunat.documents) } }),
  ],
  [
    'SUNAT accepted what counts as rejected',
    /mismos bytes/,
    ({ sunat }) => ({ sunat: { ...sunat, documents: first(sunat.documents, { status: 'accepted' }) } }),
  ],
  ['SUNAT holds a stranger', /mismos bytes/, ({ documents }) => ({ documents: documents.slice(1) })],
  [
    'accepted twice',
    /dos veces/,
    ({ sunat }) => ({ sunat: { ...sunat, requests: [...sunat.requests, ...sunat.requests] } }),
  ],
  ['no CDR', /evidencia/, ({ files }) => ({ files: without(files) })],
  [
    'a version without its bytes',
    /versiones/,
    ({ documents }) => ({ documents: last(documents, { file_version: 2 }) }),
  ],
  ['stock that vanished', /kardex/, ({ levels }) => ({ levels: first(levels, { on_hand: '7' }) })],
  ['goods moved twice', /una vez/, ({ movements }) => ({ movements: [...movements, ...movements.slice(1)] })],
  ['stock still promised', /reservado/, ({ levels }) => ({ levels: first(levels, { reserved: '1' }) })],
  [
    'money kept of a cancelled sale',
    /cobrado/,
    ({ payments }) => ({ payments: last(payments, { status: 'recorded' }) }),
  ],
  ['told twice', /una sola vez/, ({ marks }) => ({ marks: [...marks, ...marks.slice(1, 2)] })],
  [
    'a process that goes on',
    /proceso por venta/,
    ({ processes }) => ({ processes: first(processes, { status: 'RUNNING' }) }),
  ],
  [
    'a process of no sale',
    /proceso por venta/,
    ({ processes }) => ({ processes: [...processes, { workflowId: 'c/sale/s9', status: 'COMPLETED' }] }),
  ],
  ['something left over', /huérfano/, () => ({ leftovers: [{ what: 'aviso abierto', id: 'x' }] })],
];

test.each(FAULTS)('%s: the check says so', (_what, named, change) => {
  const evidence = world();
  expect(broken({ ...evidence, ...change(evidence) }).some((name) => named.test(name))).toBe(true);
});

/** The same, with the completed sale taken back by a credit note. */
function takenBack(): Evidence {
  const one = world();
  const note = { type: '07', series: 'BC01', number: 1 } as const;
  return {
    ...one,
    attempts: first(one.attempts, { noteId: 'n1' }),
    notes: [
      ...[
        { id: 'n1', sale_id: 's1', status: 'completed', total: '37.00', document_id: 'd3', workflow_id: 'c/note/n1' },
      ],
    ],
    refunds: [{ note_id: 'n1', amount: '30.00', status: 'recorded' }],
    documents: [
      ...one.documents,
      { id: 'd3', status: 'accepted', evidence: 'cdr', ...documentRow, ...note, total: '37.00' },
    ],
    files: [
      ...one.files,
      { document_id: 'd3', kind: 'xml', file_version: 1, sha256: XML },
      { document_id: 'd3', kind: 'cdr', file_version: 1, sha256: CDR },
    ],
    series: [...one.series, { document_type: '07', series: 'BC01', next_number: 2 }],
    levels: [{ product_id: 'cafe', on_hand: '10', reserved: '0' }],
    movements: [...one.movements, { product_id: 'cafe', kind: 'note_return', source_id: 'n1', quantity: '2' }],
    processes: [...one.processes, { workflowId: 'c/note/n1', status: 'COMPLETED' }],
    sunat: {
      ...one.sunat,
      documents: [...one.sunat.documents, { ...registeredRow, ...note, cdr_code: '0', status: 'accepted' }],
    },
    served: new Map([...one.served, ['d3', { xml: XML, cdr: CDR }]]),
  };
}

test('a world with a sale taken back by a note passes every check', () => {
  expect(broken(takenBack())).toEqual([]);
});

const NOTE_FAULTS: readonly (readonly [what: string, named: RegExp, change: Change])[] = [
  ['a note was lost', /exactamente una nota/, () => ({ notes: [] })],
  [
    'a note that nobody asked for',
    /exactamente una nota/,
    ({ attempts }) => ({ attempts: first(attempts, { noteId: undefined }) }),
  ],
  ['a note that stands still', /toda nota terminó/, ({ notes }) => ({ notes: first(notes, { status: 'issued' }) })],
  ['a part of the sale only', /toda nota terminó/, ({ notes }) => ({ notes: first(notes, { total: '18.50' }) })],
  ['goods that did not come back', /volvió una vez/, ({ movements }) => ({ movements: without(movements) })],
  [
    'goods that came back twice',
    /volvió una vez/,
    ({ movements }) => ({ movements: [...movements, ...movements.slice(-1)] }),
  ],
  ['money that was not given back', /devolvió lo cobrado/, () => ({ refunds: [] })],
  [
    'a cancelled note that kept its refund',
    /la anulada nada/,
    ({ notes }) => ({ notes: first(notes, { status: 'cancelled' }) }),
  ],
  ['a note without a process', /proceso por venta/, ({ processes }) => ({ processes: without(processes) })],
];

test.each(NOTE_FAULTS)('%s: the check says so', (_what, named, change) => {
  const evidence = takenBack();
  expect(broken({ ...evidence, ...change(evidence) }).some((name) => named.test(name))).toBe(true);
});
