import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { ensureSchedules } from '../../relay/schedules.ts';
import { getReport } from '../../services/completeness/read-reports.ts';
import {
  COMPLETENESS_WATCH,
  completenessWorkflowId,
  type CompletenessWatchResult,
} from '../../workflows/completeness-watch/contract.ts';
import { recordHistory } from './support/golden.ts';
import { createSaleHub, type SaleHub, until } from './support/sale-hub.ts';

jest.setTimeout(120_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
}, 60_000);
afterAll(() => sales.close());

test('the process accounts for what was issued, keeps the report and ends', async () => {
  const { hub, shop, client, taskQueue } = sales;
  expect(await (await sales.sell()).result()).toBe('completed');
  const { companyId } = shop;
  const workflowId = completenessWorkflowId(companyId);
  const options = { taskQueue, workflowId, args: [{ companyId }] };
  const handle = await client.workflow.start(COMPLETENESS_WATCH, options);
  const result: CompletenessWatchResult = await handle.result();
  await recordHistory('completeness-watch', handle);
  expect(result).toMatchObject({ numbers: 1, missing: 0, findings: [] });
  expect(await getReport(hub.deps, shop.ctx, result.date)).toMatchObject({ totals: { accepted: 1 } });
});

test('its schedule begins it, with the company in an encrypted argument', async () => {
  const { hub, client, taskQueue } = sales;
  const shop = await sales.shopOf();
  await ensureSchedules({ client, taskQueue }, shop.companyId);
  await client.schedule.getHandle(`${shop.companyId}/completeness-watch`).trigger();
  await until(
    'reported',
    async () =>
      getReport(hub.deps, shop.ctx).then(
        () => true,
        () => false,
      ),
    30_000,
  );
  const [row] = await inCompany(hub.orm, shop.companyId, (tx) =>
    tx.sql<{ request_id: string }>(`select request_id from audit where action = 'completeness.take'`),
  );
  expect(row?.request_id).toMatch(/^schedule-completeness-watch-2/);
});
