import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createSaleProcess } from '../../api/sale-process.ts';
import { createSaleHub, type SaleHub } from './support/sale-hub.ts';

jest.setTimeout(120_000);

let sales: SaleHub;
beforeAll(async () => {
  sales = await createSaleHub();
}, 60_000);
afterAll(() => sales.close());

test('a decision whose answer was lost is not carried out again under its key, also when the process is over', async () => {
  const { client, taskQueue } = sales;
  const temporal = { call: <T>(run: (one: typeof client) => Promise<T>) => run(client) };
  const process = createSaleProcess({
    temporal,
    taskQueue,
    sent: { mark: () => undefined, flush: async () => undefined },
    waiter: {
      waitFor: async () => undefined,
      waitForNote: async () => undefined,
      waitForDespatch: async () => undefined,
      waitForCertificate: async () => undefined,
      waitForVoid: async () => undefined,
      close: async () => undefined,
    },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  await sales.fault('sendBill', 'reject', { code: '2335' });
  const sale = await sales.sell('factura');
  await sale.untilStage('waiting_decision');
  const id = sale.handle.workflowId;
  const decision = {
    decision: 'reissue',
    reason: 'Otra vez',
    by: { kind: 'operator', id: null, requestId: 'r' },
  } as const;
  expect(await process.earlier(id, 'decide', 'key-1')).toBeUndefined();
  expect(await process.decide(id, decision, 'key-1')).toEqual({ accepted: true });
  expect(await process.decide(id, decision, 'key-1')).toEqual({ accepted: true });
  expect(await process.earlier(id, 'decide', 'key-1')).toEqual({ accepted: true });
  expect(await sale.result()).toBe('completed');
  expect(await process.earlier(id, 'decide', 'key-1')).toEqual({ accepted: true });
  expect(await process.earlier(id, 'cancel', 'key-1')).toBeUndefined();
  expect(await process.earlier('company/sale/none', 'decide', 'key-1')).toBeUndefined();
  expect(await sale.documents()).toHaveLength(2);
});
