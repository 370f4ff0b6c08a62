import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { inCompany } from '../../db/tx.ts';
import { SALE_TO_CDR } from '../../workflows/sale-to-cdr/contract.ts';
import { saleStartOptions } from '../../workflows/sale-to-cdr/start-options.ts';
import { createSaleHub, type SaleHub } from './support/sale-hub.ts';

jest.setTimeout(120_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
}, 60_000);
afterAll(() => sales.close());
beforeEach(() => sales.control('DELETE', 'faults'));

test('a run that continues a long one carries on with the document it is handed', async () => {
  await sales.fault('sendBill', 'fault', { code: '0109', times: 1_000_000 });
  const sale = await sales.sell('factura');
  await sales.time.forward(sale.handle, 60_000);
  const [document] = await sale.documents();
  await sale.handle.terminate('its history grew long');
  await sales.control('DELETE', 'faults');
  const { shop, saleId } = sale;
  const options = saleStartOptions({
    companyId: shop.companyId,
    saleId,
    requestId: 'request-1',
    taskQueue: sales.taskQueue,
  });
  const carried = {
    document: {
      documentId: document?.id,
      type: '01',
      fullNumber: `F001-${document?.number}`,
      deadlineAt: new Date(Date.now() + 86_400_000).toISOString(),
      fileName: document?.file_name,
    },
    tries: 7,
  };
  const next = await sales.client.workflow.start(SALE_TO_CDR, {
    ...options,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    args: [options.args[0], carried],
  });
  expect(await next.result()).toBe('completed');
  expect(await sale.documents()).toMatchObject([{ status: 'accepted' }]);
});

test('an operator’s cancellation of the workflow does not stop an issued document', async () => {
  await sales.fault('sendBill', 'fault', { code: '0109', times: 7 });
  const sale = await sales.sell('boleta');
  await sale.untilStage('waiting_retry', 60_000);
  await sale.handle.cancel();
  await sales.time.on(sale.handle);
  expect(await sale.result('operator-cancelled-after-issue')).toBe('completed');
});

test('an operator’s cancellation before the issue undoes the sale', async () => {
  const shop = await sales.shopOf({ ready: true });
  const release = await holdSeries(shop.companyId);
  const sale = await sales.sell('boleta', shop);
  await sale.handle.cancel();
  await release();
  const stage = await sale.result();
  const { status } = await sale.row();
  // Whichever came first, rows and process agree, and nothing stays reserved.
  expect([stage, status]).toEqual(stage === 'cancelled' ? ['cancelled', 'cancelled'] : ['completed', 'completed']);
  const [level] = await inCompany(sales.hub.orm, shop.companyId, (tx) =>
    tx.sql<{ n: string }>('select sum(reserved)::int::text as n from stock_level where company_id = $1', [
      tx.companyId,
    ]),
  );
  expect(level?.n).toBe('0');
});

async function holdSeries(companyId: string): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: sales.hub.database.superUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select 1 from document_series where company_id = $1 for update', [companyId]);
  return () => holder.end();
}
