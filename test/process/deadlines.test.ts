import { afterAll, beforeAll, beforeEach, describe, expect, test, jest } from '@jest/globals';
import { createSaleHub, type SaleHandle, type SaleHub, until } from './support/sale-hub.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

jest.setTimeout(120_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
}, 60_000);
afterAll(() => sales.close());
beforeEach(() => sales.control('DELETE', 'faults'));

/** A sale whose document SUNAT does not take for as long as the fault stands. */
async function unsent(kind: 'boleta' | 'factura', fault: [string, string, object]): Promise<SaleHandle> {
  const [operation, name, more] = fault;
  await sales.fault(operation, name, { ...more, times: 1_000_000 });
  const sale = await sales.sell(kind);
  await sales.time.forward(sale.handle, 60_000);
  return sale;
}

const INTERNAL: [string, string, object] = ['sendBill', 'fault', { code: '0109' }];
const codes = async (sale: SaleHandle) => (await sale.attention()).map(({ code }) => code);

describe('an outage of SUNAT', () => {
  test('of 48 hours is waited out; the warning comes a day before the end and closes with the answer', async () => {
    const sale = await unsent('factura', INTERNAL);
    expect((await sale.row()).status).toBe('issued');
    expect(await codes(sale)).toEqual([]);
    await sales.time.forward(sale.handle, 72 * HOUR);
    expect(await sale.stage()).toBe('waiting_retry');
    expect(await sale.documents()).toMatchObject([{ status: 'pending' }]);
    expect(await codes(sale)).toEqual(['deadline_near']);
    await sales.control('DELETE', 'faults');
    await sales.time.on(sale.handle);
    expect(await sale.result()).toBe('completed');
    expect(await codes(sale)).toEqual([]);
  }, 120_000);

  test('beyond the legal time expires a factura, not before its last minute; it can be reissued', async () => {
    const sale = await unsent('factura', INTERNAL);
    await sales.time.forward(sale.handle, 4 * DAY + HOUR);
    await sale.untilStage('waiting_decision');
    expect(await sale.documents()).toMatchObject([{ status: 'expired' }]);
    expect(await sale.attention()).toMatchObject([{ code: 'document_expired', options: ['reissue', 'cancel_sale'] }]);
    await sales.control('DELETE', 'faults');
    await sales.time.off(sale.handle);
    expect(await sale.decide('reissue')).toEqual({ accepted: true });
    expect((await sale.documents()).at(-1)?.number).toBeGreaterThan(0);
    await sale.handle.terminate();
  }, 120_000);

  test('beyond the legal time leaves a boleta pending for a daily summary, its sale issued', async () => {
    const sale = await unsent('boleta', INTERNAL);
    await sales.time.forward(sale.handle, 6 * DAY + HOUR);
    await sale.untilStage('waiting_summary');
    expect((await sale.row()).status).toBe('issued');
    expect(await sale.documents()).toMatchObject([{ status: 'pending' }]);
    expect(await codes(sale)).toEqual(['boleta_needs_summary']);
    await sale.handle.terminate();
  }, 120_000);
});

test('a factura whose answer was lost is asked about also after its time, and adopted', async () => {
  await sales.fault('sendBill', 'lost_answer');
  const sale = await unsent('factura', ['getStatusCdr', 'http', { status: 503 }]);
  await sales.time.forward(sale.handle, 4 * DAY + HOUR);
  expect(await sale.documents()).toMatchObject([{ status: 'unknown' }]);
  await sales.control('DELETE', 'faults');
  await sales.time.on(sale.handle);
  expect(await sale.result()).toBe('completed');
  expect(await sale.documents()).toMatchObject([{ status: 'accepted', evidence: 'cdr' }]);
}, 120_000);

test('"out of time" from SUNAT itself expires a factura and leaves a boleta for the summary', async () => {
  await sales.fault('sendBill', 'reject', { code: '2108', times: 2 });
  const factura = await sales.sell('factura');
  await factura.untilStage('waiting_decision');
  expect(await factura.documents()).toMatchObject([{ status: 'expired', sunat_code: '2108' }]);
  const boleta = await sales.sell('boleta');
  await boleta.untilStage('waiting_summary');
  await until('the attention entry', async () => (await codes(boleta)).includes('boleta_needs_summary'));
  await factura.handle.terminate();
  await boleta.handle.terminate();
});
