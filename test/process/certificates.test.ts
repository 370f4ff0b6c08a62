import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { getDocumentFile } from '../../services/documents/get-document-file.ts';
import { getDocument } from '../../services/documents/read-documents.ts';
import { lima } from '../support/certificate-body.ts';
import { certificate, type CertificateHandle } from './support/certificate-handle.ts';
import { voidDocument } from './support/void-handle.ts';
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
const sendsOf = async (one: CertificateHandle) => {
  const { document } = await one.view();
  const { requests } = await sales.control('GET', 'state');
  return requests.filter(
    ({ operation, name }) => operation === 'sendBill' && name.includes(`-${document?.full_number ?? '-'}`),
  );
};

describe('a certificate', () => {
  test('of a retention goes to SUNAT’s service of its own, and shows its CDR', async () => {
    const one = await certificate(sales);
    expect(await one.result('certificate-untroubled')).toBe('completed');
    const { status, document } = await one.view();
    expect({ status, document }).toMatchObject({ status: 'completed', document: { type: '20', status: 'accepted' } });
    const id = document?.id ?? '';
    expect((await getDocument(sales.hub.deps, sales.shop.ctx, id)).sunat).toMatchObject({ code: '0', evidence: 'cdr' });
    expect((await getDocumentFile(sales.hub.deps, sales.shop.ctx, id, 'cdr')).name).toMatch(/^R-.*-20-R001-.*\.zip$/);
    expect(await one.events()).toEqual([
      ...['received', 'document_issued', 'document_sent', 'document_accepted', 'completed'],
    ]);
  });

  test('of a perception does the same', async () => {
    const one = await certificate(sales, '40');
    expect(await one.result()).toBe('completed');
    expect((await one.view()).document).toMatchObject({ type: '40', status: 'accepted' });
  });

  test('rejected waits for a person, who corrects it: a new number and new sums', async () => {
    await sales.fault('sendBill', 'reject', { code: '2625' });
    const one = await certificate(sales);
    await one.untilStage('waiting_decision');
    expect((await one.view()).attention).toMatchObject({
      ...{ code: 'document_rejected', options: ['reissue', 'cancel_certificate'] },
    });
    expect(await one.decide('cancel_sale')).toMatchObject({ accepted: false });
    expect(await one.decide('reissue', { regime: '09' })).toMatchObject({ accepted: false, code: 'invalid_changes' });
    const payment = { number: '1', date: lima(), amount: '100.00' };
    const reference = { type: '01', number: 'F009-12', issueDate: lima(), currency: 'PEN', total: '1180.00', payment };
    expect(await one.decide('reissue', { references: [reference] })).toEqual({ accepted: true });
    expect(await one.result('certificate-rejected-reissued')).toBe('completed');
    const { documents, withheld } = await one.view();
    expect(documents.map(({ status }) => status)).toEqual(['rejected', 'accepted']);
    expect(withheld).toBe('3.00');
  });

  test('rejected is cancelled by a person', async () => {
    await sales.fault('sendBill', 'reject', { code: '2625' });
    const one = await certificate(sales);
    await one.untilStage('waiting_decision');
    expect(await one.decide('cancel_certificate')).toEqual({ accepted: true });
    expect(await one.result('certificate-rejected-cancelled')).toBe('cancelled');
    expect(await one.view()).toMatchObject({ status: 'cancelled', cancellation: { code: 'document_rejected' } });
  });

  test('turned away without a CDR keeps its number: rebuilt with what was wrong, it goes again', async () => {
    await sales.fault('sendBill', 'fault', { code: '2628' });
    const one = await certificate(sales);
    await one.untilStage('waiting_decision');
    expect((await one.view()).attention).toMatchObject({
      ...{ code: 'document_not_registered', options: ['rebuild', 'cancel_certificate'] },
    });
    expect(await one.decide('rebuild', { note: 'Corregido' })).toEqual({ accepted: true });
    expect(await one.result('certificate-rebuilt')).toBe('completed');
    const { documents, note } = await one.view();
    expect(documents).toHaveLength(1);
    expect(note).toBe('Corregido');
  });

  test('whose answer is lost goes again as it was; SUNAT has it, and a person who saw it there says so', async () => {
    await sales.fault('sendBill', 'lost_answer');
    const one = await certificate(sales);
    await one.untilStage('waiting_decision');
    expect((await one.view()).attention).toMatchObject({
      ...{ code: 'registered_without_cdr', options: ['accept_as_is', 'retry', 'reissue', 'cancel_certificate'] },
    });
    expect(new Set((await sendsOf(one)).map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await one.decide('accept_as_is')).toEqual({ accepted: true });
    expect(await one.result('certificate-lost-answer')).toBe('completed');
    const { document } = await one.view();
    expect(document).toMatchObject({ status: 'accepted' });
    const shown = await getDocument(sales.hub.deps, sales.shop.ctx, document?.id ?? '');
    expect(shown.sunat).toMatchObject({ evidence: 'person' });
  });

  test('in force is reversed by an RR, whoever has it; nothing is left to reverse then', async () => {
    const one = await certificate(sales);
    expect(await one.result()).toBe('completed');
    const documentId = (await one.view()).document?.id ?? '';
    const voiding = await voidDocument(sales, documentId);
    expect(await voiding.result('void-certificate')).toBe('completed');
    expect(await voiding.view()).toMatchObject({
      ...{ act: 'reversal', status: 'completed' },
      files: [{ name: expect.stringMatching(/^RR-/), status: 'accepted' }],
    });
    expect(await one.view()).toMatchObject({
      ...{ status: 'cancelled', document: { status: 'voided' }, cancellation: { code: 'document_voided' } },
    });
    expect((await one.events()).at(-1)).toBe('document_voided');
    await expect(voidDocument(sales, documentId)).rejects.toMatchObject({ code: 'document_voided' });
  });

  test('whose reversal SUNAT rejects waits for a person, who gives it up: the certificate stands', async () => {
    const one = await certificate(sales, '40');
    expect(await one.result()).toBe('completed');
    await sales.fault('sendSummary', 'reject', { code: '2750' });
    const voiding = await voidDocument(sales, (await one.view()).document?.id ?? '');
    await voiding.untilStatus('needs_attention');
    expect((await voiding.view()).attention).toMatchObject({ options: ['retry', 'cancel_void'] });
    expect(await voiding.decide('cancel_void')).toEqual({ accepted: true });
    expect(await voiding.result()).toBe('cancelled');
    expect(await one.view()).toMatchObject({ status: 'completed', document: { status: 'accepted' } });
  });

  test('that SUNAT does not take in its time expires, and is issued anew', async () => {
    await sales.fault('sendBill', 'fault', { code: '0109', times: 400 });
    const one = await certificate(sales);
    await one.untilStage('waiting_retry');
    await sales.time.forward(one.handle, 200 * HOUR);
    await one.untilStage('waiting_decision');
    expect((await one.view()).attention).toMatchObject({ code: 'document_expired' });
    await sales.control('DELETE', 'faults');
    await sales.time.off(one.handle);
    expect(await one.decide('reissue')).toEqual({ accepted: true });
    expect((await one.view()).documents.map(({ status }) => status)[0]).toBe('expired');
    // The process's clock runs ahead of the day of its new document.
    await one.handle.terminate();
  });
});
