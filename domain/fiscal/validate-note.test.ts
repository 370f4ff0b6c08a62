import { describe, expect, test } from '@jest/globals';
import { priceSale } from '../sale/price-sale.ts';
import { type Invoice, type InvoiceHeader, makeInvoice, withNumber } from './invoice.ts';
import { makeCreditNote, makeDebitNote, type NoteDraft, type NoteHeader, type NoteRequest, takenBy } from './note.ts';
import { type NoteContext, validateNote } from './validate-note.ts';

const TODAY = '2026-11-25';
const SUPPLIER = { ruc: '20601234565', name: 'BODEGA S.A.C.', address: { establishmentCode: '0000' } };
const COMPANY = { documentType: '6', documentNumber: '20100070970', name: 'SUPERMERCADOS S.A.' };
const CREDIT_TERMS = {
  type: 'credit' as const,
  pending: '118.00',
  instalments: [{ amount: '118.00', dueDate: '2026-12-25' }],
};

function invoice(type: '01' | '03', header: Partial<InvoiceHeader> = {}, currency = 'PEN'): Invoice {
  const line = { productId: 'a', sku: 'A', description: 'Café', unitCode: 'NIU', quantity: '2', igvAffectation: '10' };
  const priced = priceSale({ currency, issueDate: '2026-11-24', lines: [{ ...line, unitPrice: '59.00' }] });
  const draft = makeInvoice(priced, {
    ...{ type, series: type === '01' ? 'F001' : 'B001', issueTime: '10:00:00', supplier: SUPPLIER },
    customer: COMPANY,
    ...header,
  });
  return withNumber(draft, 7);
}

interface Case {
  readonly amended?: Invoice;
  readonly type?: '07' | '08';
  readonly request?: Partial<NoteRequest>;
  readonly header?: Partial<NoteHeader>;
  readonly note?: Partial<NoteDraft>;
  readonly context?: Partial<NoteContext>;
}

function judged(one: Case) {
  const amended = one.amended ?? invoice('01');
  const debit = one.type === '08';
  const letter = amended.type === '01' ? 'F' : 'B';
  const header = {
    series: `${letter}${debit ? 'D' : 'C'}01`,
    issueDate: TODAY,
    issueTime: '18:00:00',
    supplier: SUPPLIER,
  };
  const request = {
    reasonCode: debit ? '02' : '01',
    reason: 'Acuerdo',
    ...(debit ? { amount: '10.00' } : {}),
    ...one.request,
  };
  const full = { ...header, ...one.header };
  const made = debit ? makeDebitNote(amended, request, full) : makeCreditNote(amended, [], request, full);
  const context = { today: TODAY, amended, status: 'accepted' as const, taken: [], ...one.context };
  return validateNote({ ...made, ...one.note }, context);
}

const shown = (list: ReturnType<typeof judged>['issues']): string[] =>
  list.map((issue) => `${issue.pointer} ${issue.sunatCode ?? '-'}`);
const issues = (one: Case): string[] => shown(judged(one).issues);
const warnings = (one: Case): string[] => shown(judged(one).warnings);

test('good notes have nothing to object', () => {
  for (const amended of [invoice('01'), invoice('03')]) {
    for (const type of ['07', '08'] as const) {
      expect(judged({ amended, type })).toEqual({ issues: [], warnings: [] });
    }
  }
});

describe('the series', () => {
  test('has the letter of what is amended', () => {
    expect(issues({ header: { series: 'BC01' } })).toEqual(['/series 2399']);
    expect(issues({ amended: invoice('03'), header: { series: 'FC01' } })).toEqual(['/series 2116']);
    expect(issues({ type: '08', header: { series: 'BD01' } })).toEqual(['/series 2400']);
    expect(issues({ type: '08', amended: invoice('03'), header: { series: 'FD01' } })).toEqual(['/series 2204']);
  });

  test('is a letter and three characters', () => {
    expect(issues({ header: { series: 'F1' } })).toEqual(['/series 1001']);
    expect(issues({ header: { series: '0001' } })).toEqual(['/series 1001']);
  });
});

describe('the date', () => {
  test('is not before that of the amended document, but for penalties', () => {
    expect(issues({ header: { issueDate: '2026-11-23' } })).toEqual(['/issue_date 2885']);
    expect(issues({ type: '08', header: { issueDate: '2026-11-23' } })).toEqual(['/issue_date 2885']);
    expect(issues({ type: '08', request: { reasonCode: '03' }, header: { issueDate: '2026-11-23' } })).toEqual([]);
  });

  test('can still be sent: three days by F, five by B', () => {
    expect(issues({ context: { today: '2026-11-28' } })).toEqual([]);
    expect(issues({ context: { today: '2026-11-29' } })).toEqual(['/issue_date 2108']);
    expect(issues({ amended: invoice('03'), context: { today: '2026-11-30' } })).toEqual([]);
    expect(issues({ amended: invoice('03'), context: { today: '2026-12-01' } })).toEqual(['/issue_date 1079']);
  });

  test('exists and is not in the future', () => {
    expect(issues({ header: { issueDate: '2026-11-28' } })).toEqual(['/issue_date 2329']);
    expect(issues({ header: { issueDate: 'ayer' } })).toEqual(['/issue_date 2329']);
  });
});

describe('the amended document', () => {
  test.each([
    ['voided', '2120', '2207'],
    ['rejected', '2121', '2208'],
    ['expired', '2119', '2209'],
  ] as const)('%s cannot be amended', (status, credit, debit) => {
    expect(issues({ context: { status } })).toEqual([`/document_id ${credit}`]);
    expect(issues({ type: '08', context: { status } })).toEqual([`/document_id ${debit}`]);
  });

  test.each(['issued', 'sending', 'pending', 'unknown'] as const)('%s: the note waits for it', (status) => {
    expect(issues({ context: { status } })).toEqual([]);
    expect(warnings({ context: { status } })).toEqual(['/document_id 2119']);
    expect(warnings({ type: '08', context: { status } })).toEqual(['/document_id 2209']);
  });

  test('has the same currency: an error on facturas, observed on boletas', () => {
    expect(issues({ note: { currency: 'USD' } })).toEqual(['/document_id 3209']);
    expect(issues({ amended: invoice('03'), note: { currency: 'USD' } })).toEqual([]);
    expect(warnings({ amended: invoice('03'), note: { currency: 'USD' } })).toEqual(['/document_id 4368']);
  });

  test('is never exceeded, and from 2027 on SUNAT refuses that for boletas too', () => {
    const over = (amended: Invoice, issueDate = TODAY) => {
      const full = { series: 'FC01', issueDate: TODAY, issueTime: '18:00:00', supplier: SUPPLIER };
      const first = makeCreditNote(amended, [], { reasonCode: '06', reason: 'Todo' }, full);
      return issues({ amended, header: { issueDate }, context: { today: issueDate, taken: takenBy([first]) } });
    };
    expect(over(invoice('01'))).toEqual(['/lines 3286']);
    expect(over(invoice('03'))).toEqual(['/lines 4028']);
    expect(over(invoice('03'), '2027-01-01')).toEqual(['/lines 3286']);
  });
});

describe('new instalments (13)', () => {
  const credit = invoice('01', { paymentTerms: CREDIT_TERMS });
  const terms = (amended: Invoice, ...instalments: { amount: string; dueDate: string }[]): string[] =>
    issues({ amended, request: { reasonCode: '13', instalments } });
  const due = '2027-01-10';

  test('change what is pending of a factura on credit', () => {
    expect(terms(credit, { amount: '60.00', dueDate: due }, { amount: '58.00', dueDate: '2027-02-10' })).toEqual([]);
    expect(terms(credit, { amount: '20.00', dueDate: due })).toEqual([]);
  });

  test('of nothing else', () => {
    expect(terms(invoice('03'), { amount: '118.00', dueDate: due })).toEqual(['/document_id 3259']);
    expect(terms(invoice('01'), { amount: '118.00', dueDate: due })).toEqual(['/document_id 3260']);
    expect(terms(credit)).toEqual(['/payment_terms 3257']);
  });

  test('are not beyond the factura, and fall due after it', () => {
    const at = '/payment_terms/instalments/0';
    expect(terms(credit, { amount: '118.01', dueDate: due })).toEqual([`${at}/amount 3320`]);
    expect(terms(credit, { amount: '60.00', dueDate: due }, { amount: '59.00', dueDate: due })).toEqual([
      '/payment_terms 3320',
    ]);
    expect(terms(credit, { amount: '118.00', dueDate: '2026-11-24' })).toEqual([`${at}/due_date 3321`]);
    expect(terms(credit, { amount: '118.00', dueDate: 'pronto' })).toEqual([`${at}/due_date 3256`]);
    expect(terms(credit, { amount: 'todo', dueDate: due })).toEqual([`${at}/amount 3254`]);
  });

  test('come at value zero', () => {
    const request = { reasonCode: '13', instalments: [{ amount: '118.00', dueDate: due }] };
    const totals = { ...credit.totals };
    expect(issues({ amended: credit, request, note: { totals } })).toContain('/lines 3315');
  });
});

test('what SUNAT only observes is a warning', () => {
  const request = { reasonCode: '04', amount: '10.00' };
  expect(judged({ amended: invoice('03'), request }).issues).toEqual([]);
  expect(warnings({ amended: invoice('03'), request })).toEqual(['/reason_code 4367']);
  expect(warnings({ request })).toEqual([]);
  const [line] = invoice('01').lines;
  const lines = line ? [{ ...line, description: 'Té', amends: 1, returned: '0' }] : [];
  expect(warnings({ note: { lines } })).toEqual(['/lines 4084']);
});

test('the issuer and the words are looked at as on a factura', () => {
  const supplier = { ...SUPPLIER, ruc: '20601234560', address: { establishmentCode: '1' } };
  expect(issues({ header: { supplier } })).toEqual([' 1034', ' 3030']);
  expect(issues({ note: { reason: '' } })).toEqual(['/reason 2136']);
  expect(issues({ note: { reasonCode: '99' } })).toEqual(['/reason_code 2172']);
});
