import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { getDocument } from '../../services/documents/read-documents.ts';
import { getDocumentFile } from '../../services/documents/get-document-file.ts';
import { openSunatGate } from '../../services/sunat/open-gate.ts';
import { despatch, type DespatchHandle } from './support/despatch-handle.ts';
import { createSaleHub, type SaleHub } from './support/sale-hub.ts';

jest.setTimeout(180_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
  sales.relay();
}, 60_000);
afterAll(() => sales.close());
beforeEach(async () => {
  await sales.control('DELETE', 'faults');
  sales.loseAnswers(0);
});

const HOUR = 3_600_000;
const sendsOf = async (guia: DespatchHandle): Promise<number> => {
  const { document } = await guia.view();
  const { requests } = await sales.control('GET', 'state');
  return requests.filter(
    ({ operation, name }) => operation === 'gre.send' && name.includes(document?.full_number ?? '-'),
  ).length;
};

describe('a guía', () => {
  test('goes to SUNAT, is asked for by its ticket, and shows its CDR and the address of its QR', async () => {
    const guia = await despatch(sales);
    expect(await guia.result('despatch-untroubled')).toBe('completed');
    const { status, document } = await guia.view();
    expect({ status, document }).toMatchObject({ status: 'completed', document: { type: '09', status: 'accepted' } });
    const id = document?.id ?? '';
    const shown = await getDocument(sales.hub.deps, sales.shop.ctx, id);
    expect(shown.qr).toMatch(/^https?:.*\?\*{4}$/);
    expect((await getDocument(sales.hub.deps, { ...sales.shop.ctx, reveal: true }, id)).qr).toMatch(
      /^https?:.*\?[^*]+$/,
    );
    expect(shown.sunat).toMatchObject({ code: '0', evidence: 'cdr', ticket: expect.any(String) });
    expect((await getDocumentFile(sales.hub.deps, sales.shop.ctx, id, 'cdr')).name).toMatch(/^R-.*\.zip$/);
    expect(await guia.events()).toEqual([
      ...['received', 'document_issued', 'document_sent', 'document_in_process', 'document_accepted', 'completed'],
    ]);
    expect(await sendsOf(guia)).toBe(1);
  });

  test('that SUNAT works on for hours is asked for again and never sent twice, also past its day', async () => {
    await sales.fault('gre.send', 'ticket_pending', { polls: 25 });
    const guia = await despatch(sales);
    await guia.untilStage('waiting_retry');
    expect((await guia.view()).document?.status).toBe('sending');
    await sales.time.on(guia.handle);
    expect(await guia.result('despatch-98-for-hours')).toBe('completed');
    expect(await sendsOf(guia)).toBe(1);
  });

  test('rejected waits for a person, who corrects it: a new number, and the same goods', async () => {
    await sales.fault('gre.send', 'reject', { code: '2567' });
    const guia = await despatch(sales);
    await guia.untilStage('waiting_decision');
    expect((await guia.view()).attention).toMatchObject({
      ...{ code: 'document_rejected', options: ['reissue', 'cancel_despatch'] },
    });
    expect(await guia.decide('cancel_sale')).toMatchObject({ accepted: false });
    expect(await guia.decide('reissue', { vehicles: [] })).toMatchObject({ accepted: false, code: 'invalid_changes' });
    expect(await guia.decide('reissue', { vehicles: [{ plate: 'XYZ987' }] })).toEqual({ accepted: true });
    expect(await guia.result('despatch-rejected-reissued')).toBe('completed');
    const { documents, vehicles } = await guia.view();
    expect(documents.map(({ status }) => status)).toEqual(['rejected', 'accepted']);
    expect(vehicles).toEqual([{ plate: 'XYZ987', permit: null }]);
  });

  test('rejected is cancelled by a person', async () => {
    await sales.fault('gre.send', 'reject', { code: '2567' });
    const guia = await despatch(sales);
    await guia.untilStage('waiting_decision');
    expect(await guia.decide('cancel_despatch')).toEqual({ accepted: true });
    expect(await guia.result('despatch-rejected-cancelled')).toBe('cancelled');
    expect(await guia.view()).toMatchObject({ status: 'cancelled', cancellation: { code: 'document_rejected' } });
  });

  test('turned away without a CDR keeps its number: rebuilt with what was wrong, it goes again', async () => {
    await sales.fault('gre.send', 'ticket_error', { code: '3347' });
    const guia = await despatch(sales);
    await guia.untilStage('waiting_decision');
    expect((await guia.view()).attention).toMatchObject({
      ...{ code: 'document_not_registered', options: ['rebuild', 'cancel_despatch'] },
    });
    expect(await guia.decide('rebuild', { note: 'Corregida' })).toEqual({ accepted: true });
    expect(await guia.result('despatch-rebuilt')).toBe('completed');
    const { documents, note } = await guia.view();
    expect(documents).toHaveLength(1);
    expect(note).toBe('Corregida');
  });

  test('whose answer is lost is sent again as it was; SUNAT has it, and a person who saw it there says so', async () => {
    await sales.fault('gre.send', 'lost_answer');
    const guia = await despatch(sales);
    await guia.untilStage('waiting_decision');
    expect((await guia.view()).attention).toMatchObject({
      ...{ code: 'registered_without_cdr', options: ['accept_as_is', 'retry', 'reissue', 'cancel_despatch'] },
    });
    const { requests } = await sales.control('GET', 'state');
    const bytes = requests.filter(({ operation }) => operation === 'gre.send').slice(-2);
    expect(new Set(bytes.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await guia.decide('accept_as_is')).toEqual({ accepted: true });
    expect(await guia.result('despatch-lost-answer')).toBe('completed');
    const { document } = await guia.view();
    expect(document).toMatchObject({ status: 'accepted' });
    const shown = await getDocument(sales.hub.deps, sales.shop.ctx, document?.id ?? '');
    expect(shown.sunat).toMatchObject({ evidence: 'person' });
  });

  test('whose question about the ticket is answered by nobody is asked for again', async () => {
    await sales.fault('gre.status', 'http', { status: 503, times: 3 });
    const guia = await despatch(sales);
    expect(await guia.result()).toBe('completed');
    expect(await sendsOf(guia)).toBe(1);
  });

  test('behind wrong API credentials waits, and receipts go on; mended, it goes', async () => {
    await sales.fault('gre.token', 'http', { status: 401, times: 1 });
    const shop = await sales.shopOf();
    const guia = await despatch({ ...sales, shop });
    await guia.untilStage('waiting_gate');
    const sale = await sales.sell('boleta', shop);
    expect(await sale.result()).toBe('completed');
    const open = await inCompany(sales.hub.orm, shop.companyId, (tx) =>
      tx.sql<{ code: string }>('select code from attention where closed_at is null'),
    );
    expect(open).toEqual([{ code: 'gre_configuration' }]);
    await openSunatGate(sales.hub.deps, shop.ctx, { reason: 'Credenciales nuevas' });
    expect(await guia.result('despatch-gate')).toBe('completed');
  });

  test('that SUNAT does not take before its day is over expires, and is issued anew from today on', async () => {
    await sales.fault('gre.send', 'fault', { code: '0109', times: 400 });
    const guia = await despatch(sales);
    await guia.untilStage('waiting_retry');
    await sales.time.forward(guia.handle, 50 * HOUR);
    await guia.untilStage('waiting_decision');
    expect((await guia.view()).attention).toMatchObject({ code: 'document_expired' });
    await sales.control('DELETE', 'faults');
    await sales.time.off(guia.handle);
    expect(await guia.decide('reissue')).toEqual({ accepted: true });
    expect((await guia.view()).documents.map(({ status }) => status)[0]).toBe('expired');
    expect((await guia.view()).documents).toHaveLength(2);
    // The process's clock runs ahead of the day of its new document.
    await guia.handle.terminate();
  });
});
