import { afterAll, beforeAll, beforeEach, describe, expect, test, jest } from '@jest/globals';
import { readStock } from './support/read-stock.ts';
import { createSaleHub, type SaleHandle, type SaleHub } from './support/sale-hub.ts';

jest.setTimeout(120_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
}, 60_000);
afterAll(() => sales.close());
beforeEach(async () => {
  await sales.control('DELETE', 'faults');
  sales.loseAnswers(0);
});

const operations = async (sale: SaleHandle) =>
  (await sale.submissions()).map((one) => `${one.operation}:${one.outcome}`);

/** Every send of the document, as the sandbox saw it. */
async function sentOf(sale: SaleHandle): Promise<readonly { sha256: string; outcome: string }[]> {
  const [document] = await sale.documents();
  const { requests } = await sales.control('GET', 'state');
  return requests.filter((one) => one.operation === 'sendBill' && one.name.startsWith(`${document?.file_name}.`));
}

const stock = () => readStock(sales.hub, sales.shop);

describe('an answer that decides', () => {
  test('observed is valid: the sale is completed', async () => {
    await sales.fault('sendBill', 'observe', { code: '4252' });
    const sale = await sales.sell('factura');
    expect(await sale.result('factura-observed')).toBe('completed');
    expect(await sale.documents()).toMatchObject([{ status: 'observed', evidence: 'cdr' }]);
  });

  test('rejected waits for a person; a reissue takes a new number and touches neither stock nor money', async () => {
    await sales.fault('sendBill', 'reject', { code: '2017' });
    const sale = await sales.sell('factura');
    await sale.untilStage('waiting_decision');
    expect((await sale.row()).status).toBe('needs_attention');
    expect(await sale.attention()).toMatchObject([
      { code: 'document_rejected', options: ['reissue', 'cancel_sale'], severity: 'critical' },
    ]);
    const before = await stock();
    expect(await sale.decide('rebuild')).toMatchObject({ accepted: false, code: 'decision_not_available' });
    expect(await sale.decide('reissue')).toEqual({ accepted: true });
    expect(await sale.result('factura-rejected-reissued')).toBe('completed');
    const [first, second] = await sale.documents();
    expect([first?.status, second?.status]).toEqual(['rejected', 'accepted']);
    expect(second?.number).toBe((first?.number ?? 0) + 1);
    expect(await stock()).toEqual(before);
    expect(await sale.attention()).toEqual([]);
  });

  test('rejected, then cancelled by a person: stock and money come back', async () => {
    const before = await stock();
    await sales.fault('sendBill', 'reject', { code: '2017' });
    const sale = await sales.sell('boleta');
    await sale.untilStage('waiting_decision');
    expect(await sale.cancel('Se arrepintió')).toMatchObject({ accepted: false, code: 'already_issued' });
    expect(await sale.decide('cancel_sale')).toEqual({ accepted: true });
    expect(await sale.result('boleta-rejected-cancelled')).toBe('cancelled');
    expect((await sale.row()).status).toBe('cancelled');
    expect(await stock()).toEqual(before);
    expect(await sale.events()).toEqual(expect.arrayContaining(['payment_reversed', 'stock_returned']));
  });

  test('not registered waits for a rebuild: same number, new bytes, the old ones kept', async () => {
    await sales.fault('sendBill', 'fault', { code: '0306' });
    const sale = await sales.sell('boleta');
    await sale.untilStage('waiting_decision');
    expect(await sale.attention()).toMatchObject([{ code: 'document_not_registered', options: ['rebuild'] }]);
    expect(await sale.decide('rebuild')).toEqual({ accepted: true });
    expect(await sale.result('boleta-rebuilt')).toBe('completed');
    expect(await sale.documents()).toMatchObject([{ status: 'accepted', file_version: 2 }]);
  });

  test('a bare fault 2xxx on a factura that SUNAT does not hold waits for a rebuild', async () => {
    await sales.fault('sendBill', 'fault', { code: '2017' });
    const sale = await sales.sell('factura');
    await sale.untilStage('waiting_decision');
    expect(await operations(sale)).toEqual(['sendBill:not_registered', 'getStatusCdr:not_found']);
    expect(await sale.decide('rebuild')).toEqual({ accepted: true });
    expect(await sale.result()).toBe('completed');
  });

  test('a bare fault 2xxx on a factura that SUNAT holds as rejected is a rejection', async () => {
    const shop = await sales.shopOf();
    const number = { ruc: shop.ruc, type: '01', series: 'F001', number: 1 } as const;
    await sales.foreign({ ...number, rejectedWith: '2017' });
    await sales.fault('sendBill', 'fault', { code: '2017', match: { ruc: shop.ruc } });
    const sale = await sales.sell('factura', shop);
    await sale.untilStage('waiting_decision');
    expect(await sale.attention()).toMatchObject([{ code: 'document_rejected' }]);
    expect(await sale.documents()).toMatchObject([{ status: 'rejected', sunat_code: '2017', evidence: 'cdr' }]);
    await sale.handle.terminate();
  });

  test('a bare fault 2xxx on a boleta is a rejection: "not listed" proves nothing', async () => {
    await sales.fault('sendBill', 'fault', { code: '2017' });
    const sale = await sales.sell('boleta');
    await sale.untilStage('waiting_decision');
    expect(await sale.attention()).toMatchObject([{ code: 'document_rejected', options: ['reissue', 'cancel_sale'] }]);
    expect(await sale.decide('reissue')).toEqual({ accepted: true });
    expect(await sale.result()).toBe('completed');
  });
});

describe('SUNAT failing', () => {
  test('is tried again with the same number and the same bytes', async () => {
    await sales.fault('sendBill', 'fault', { code: '0109' });
    await sales.fault('sendBill', 'fault', { code: '0130' });
    const sale = await sales.sell('boleta');
    await sales.time.on(sale.handle);
    expect(await sale.result('boleta-retried')).toBe('completed');
    expect(await operations(sale)).toEqual(['sendBill:retryable', 'sendBill:retryable', 'sendBill:accepted']);
    expect(new Set((await sentOf(sale)).map(({ sha256 }) => sha256)).size).toBe(1);
  });

  test('longer than the quick retries is waited out by the process', async () => {
    await sales.fault('sendBill', 'fault', { code: '0109', times: 8 });
    const sale = await sales.sell('factura');
    await sales.time.on(sale.handle);
    expect(await sale.result('factura-waited')).toBe('completed');
    expect(await sale.documents()).toMatchObject([{ status: 'accepted', number: expect.any(Number) }]);
  });
});

describe('an answer that is lost', () => {
  test('after acceptance: the factura is adopted with its CDR and not sent again', async () => {
    await sales.fault('sendBill', 'lost_answer');
    const sale = await sales.sell('factura');
    await sales.time.on(sale.handle);
    expect(await sale.result('factura-lost-answer')).toBe('completed');
    expect(await sale.documents()).toMatchObject([{ status: 'accepted', evidence: 'cdr' }]);
    expect(await sentOf(sale)).toHaveLength(1);
  });

  test('after acceptance: the boleta is accepted on the evidence of the validity query', async () => {
    await sales.fault('sendBill', 'lost_answer');
    const sale = await sales.sell('boleta');
    await sales.time.on(sale.handle);
    expect(await sale.result('boleta-lost-answer')).toBe('completed');
    expect(await sale.documents()).toMatchObject([
      { status: 'accepted', evidence: 'validity_query', sunat_code: null },
    ]);
    expect(await sentOf(sale)).toHaveLength(1);
  });

  test('after a rejection: the rejection is found', async () => {
    await sales.fault('sendBill', 'reject', { code: '2017' });
    sales.loseAnswers(1);
    const sale = await sales.sell('factura');
    await sale.untilStage('waiting_decision');
    expect(await sale.documents()).toMatchObject([{ status: 'rejected', sunat_code: '2017' }]);
    await sale.handle.terminate();
  });

  test.each(['factura', 'boleta'] as const)(
    'before it arrived: the same bytes of the %s are sent again',
    async (kind) => {
      await sales.fault('sendBill', 'http', { status: 503 });
      const sale = await sales.sell(kind);
      await sales.time.on(sale.handle);
      expect(await sale.result()).toBe('completed');
      const sent = await sentOf(sale);
      expect(sent.map(({ outcome }) => outcome)).toEqual(['http:503', 'accepted']);
      expect(new Set(sent.map(({ sha256 }) => sha256)).size).toBe(1);
    },
  );

  test('and the question too: nothing is sent until it is answered', async () => {
    await sales.fault('sendBill', 'lost_answer');
    await sales.fault('getStatusCdr', 'http', { status: 503, times: 2 });
    const sale = await sales.sell('factura');
    await sales.time.on(sale.handle);
    expect(await sale.result()).toBe('completed');
    expect(await sentOf(sale)).toHaveLength(1);
  });
});

describe('a number that SUNAT holds with other content', () => {
  test.each([
    ['01', 'F001', 'factura'],
    ['03', 'B001', 'boleta'],
  ] as const)('raises a numbering alarm (%s)', async (type, series, kind) => {
    const shop = await sales.shopOf();
    await sales.foreign({ ruc: shop.ruc, type, series, number: 1 });
    const sale = await sales.sell(kind, shop);
    await sale.untilStage('waiting_decision');
    expect(await sale.attention()).toMatchObject([
      { code: 'numbering_alarm', severity: 'critical', options: ['retry', 'reissue', 'cancel_sale'] },
    ]);
    expect(await sale.documents()).toMatchObject([{ status: 'unknown', sunat_code: '1033' }]);
    expect(await sale.decide('retry')).toEqual({ accepted: true });
    await sale.untilStage('waiting_decision');
    expect(await sale.decide('reissue')).toEqual({ accepted: true });
    expect(await sale.result(`${kind}-numbering-alarm`)).toBe('completed');
    expect(await sale.documents()).toMatchObject([{ status: 'rejected' }, { status: 'accepted', number: 2 }]);
  });
});
