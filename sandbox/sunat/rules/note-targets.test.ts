import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFacts } from '../facts.ts';
import { billKey, parseBillBase } from '../names.ts';
import { Rejection } from '../returns.ts';
import { type DocumentRecord, openStore, type Store } from '../store.ts';
import { EXAMPLE_RUC, exampleCreditNote } from '../testing/example-bill.ts';
import { parseXml } from '../xml.ts';
import { checkNoteTargets } from './note-targets.ts';

const dir = mkdtempSync(join(tmpdir(), 'sunat-notes-'));
let store: Store;

beforeAll(async () => {
  store = await openStore(dir);
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

/** Registers a receipt, or a note over one, of a total. */
async function register(type: string, id: string, total: string, more: Partial<DocumentRecord> = {}, amends?: string) {
  const [series = '', number = ''] = id.split('-');
  await store.saveDocument({
    key: billKey(EXAMPLE_RUC, type, series, number),
    base: '',
    ruc: EXAMPLE_RUC,
    type,
    series,
    number: Number(number),
    sha256: '',
    status: 'accepted',
    cdrCode: '0',
    description: '',
    observations: [],
    facts: {
      id,
      issueDate: '2026-11-25',
      currency: 'PEN',
      total,
      customerType: '6',
      customerNumber: '20100070970',
      onCredit: false,
      amends: amends === undefined ? [] : [amends],
    },
    processNumber: '',
    receivedAt: '',
    timesSent: 1,
    ...more,
  });
}

/** What a credit note of 118.00 over a receipt comes to: observations, or the code of its rejection. */
function verdict(type: '01' | '03', id: string, change = (xml: string): string => xml, issueDate = '2026-11-25') {
  const [series = '', number = ''] = id.split('-');
  const bill = { ruc: EXAMPLE_RUC, type, series, number: Number(number), issueDate };
  const own = type === '01' ? 'FC01' : 'BC01';
  const name = parseBillBase(`${EXAMPLE_RUC}-07-${own}-99`);
  if (name === undefined) throw new Error('name');
  const root = parseXml(change(exampleCreditNote(bill, own, 99)));
  try {
    return checkNoteTargets(store, root, name, readFacts(root));
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
}

describe('the sum of credit notes over one receipt', () => {
  test('is bounded by the factura: what fits alone is refused after another took a part', async () => {
    await register('01', 'F001-1', '200.00');
    expect(verdict('01', 'F001-1')).toEqual([]);
    await register('07', 'FC01-1', '82.00', {}, '01-F001-1');
    expect(verdict('01', 'F001-1')).toEqual([]);
    await register('07', 'FC01-2', '0.01', {}, '01-F001-1');
    expect(verdict('01', 'F001-1')).toBe('3286');
  });

  test('does not count notes that were rejected or voided, nor those over others', async () => {
    await register('01', 'F001-2', '118.00');
    await register('07', 'FC01-3', '100.00', { status: 'rejected' }, '01-F001-2');
    await register('07', 'FC01-4', '100.00', { status: 'voided' }, '01-F001-2');
    await register('07', 'FC01-5', '100.00', {}, '01-F001-20');
    expect(verdict('01', 'F001-2')).toEqual([]);
  });

  test('over a boleta is observed until 2026, and refused from 2027 on', async () => {
    await register('03', 'B001-1', '100.00');
    expect(verdict('03', 'B001-1')).toEqual(['4028']);
    expect(verdict('03', 'B001-1', undefined, '2026-12-31')).toEqual(['4028']);
    expect(verdict('03', 'B001-1', undefined, '2027-01-01')).toBe('3503');
  });
});

describe('new terms of a factura (kind 13)', () => {
  const terms = (amount: string, due: string) => (xml: string) =>
    xml
      .replace('ResponseCode>01<', 'ResponseCode>13<')
      .replace('PayableAmount currencyID="PEN">118.00', 'PayableAmount currencyID="PEN">0.00')
      .replace(
        '</cac:AccountingCustomerParty>',
        `</cac:AccountingCustomerParty><cac:PaymentTerms><cbc:ID>FormaPago</cbc:ID><cbc:PaymentMeansID>Credito</cbc:PaymentMeansID><cbc:Amount currencyID="PEN">${amount}</cbc:Amount></cac:PaymentTerms>` +
          `<cac:PaymentTerms><cbc:ID>FormaPago</cbc:ID><cbc:PaymentMeansID>Cuota001</cbc:PaymentMeansID><cbc:Amount currencyID="PEN">${amount}</cbc:Amount><cbc:PaymentDueDate>${due}</cbc:PaymentDueDate></cac:PaymentTerms>`,
      );

  test('stay within its total and after its date, and it was on credit: 3320, 3321, 3260', async () => {
    await register('01', 'F001-5', '118.00');
    expect(verdict('01', 'F001-5', terms('118.00', '2026-12-25'))).toBe('3260');
    const credit = store.documents.get(billKey(EXAMPLE_RUC, '01', 'F001', '5'));
    if (credit !== undefined) await store.saveDocument({ ...credit, facts: { ...credit.facts, onCredit: true } });
    expect(verdict('01', 'F001-5', terms('118.00', '2026-12-25'))).toEqual([]);
    expect(verdict('01', 'F001-5', terms('118.01', '2026-12-25'))).toBe('3320');
    expect(verdict('01', 'F001-5', terms('118.00', '2026-11-25'))).toBe('3321');
  });
});
