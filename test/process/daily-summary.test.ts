import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { limaDate } from '../../domain/time/lima.ts';
import { DAILY_SUMMARY_TICK, dailySummaryWorkflowId } from '../../workflows/daily-summary/contract.ts';
import { recordHistory } from './support/golden.ts';
import { issueNoteOver } from './support/note-handle.ts';
import { createSaleHub, type SaleHub, until } from './support/sale-hub.ts';
import { askRound, boletasWaiting, issueBoletas, summaryRows, summaryShop } from './support/summary-handle.ts';

jest.setTimeout(120_000);

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

describe('a company that sends its boletas by summary', () => {
  test('has them accepted by the ticket of one file, and their processes end', async () => {
    const shop = await summaryShop(sales);
    const rows = summaryRows(sales, shop);
    const boletas = await boletasWaiting(sales, shop, 3);
    expect((await boletas[0]?.row())?.status).toBe('issued');
    const day = await askRound(sales, shop);
    await day.result();
    await recordHistory('summary-untroubled', day);
    expect(await rows.files()).toMatchObject([{ status: 'accepted', line_count: 3, evidence: 'cdr', sunat_code: '0' }]);
    for (const boleta of boletas) expect(await boleta.result()).toBe('completed');
    await boletas[0]?.result('boleta-by-summary');
    expect(await rows.documents()).toEqual(Array(3).fill({ status: 'accepted', evidence: 'cdr' }));
    const { requests } = await sales.control('GET', 'state');
    const mine = requests.filter(({ name }) => name.startsWith(shop.ruc));
    expect(mine.map(({ operation }) => operation)).toEqual(['sendSummary']);
  });
});

test('a note over a boleta goes by summary too, after it', async () => {
  const shop = await summaryShop(sales);
  const rows = summaryRows(sales, shop);
  const [boleta] = await boletasWaiting(sales, shop, 1);
  const documentId = (await boleta?.row())?.document_id ?? '';
  const note = await issueNoteOver({ ...sales, shop }, documentId);
  await note.untilStage('waiting_document');
  await (await askRound(sales, shop)).result();
  await note.untilStage('waiting_summary');
  await (await askRound(sales, shop)).result();
  expect(await note.result('note-by-summary')).toBe('completed');
  expect((await rows.files()).map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  expect(await rows.documents()).toEqual(Array(2).fill({ status: 'accepted', evidence: 'cdr' }));
});

test('a second round the same day takes what came since, and nothing twice', async () => {
  const shop = await summaryShop(sales);
  const rows = summaryRows(sales, shop);
  await boletasWaiting(sales, shop, 2);
  await (await askRound(sales, shop, { referenceDate: '2026-01-01' })).result();
  expect(await rows.files()).toEqual([]);
  await (await askRound(sales, shop)).result();
  await boletasWaiting(sales, shop, 1);
  await (await askRound(sales, shop)).result();
  await (await askRound(sales, shop)).result();
  expect((await rows.files()).map(({ status, line_count }) => [status, line_count])).toEqual([
    ['accepted', 2],
    ['accepted', 1],
  ]);
  await until('all', async () => (await rows.documents()).every(({ status }) => status === 'accepted'));
});

test('a round beside a file that carries on the lines of a rejected one leaves it to who carries it', async () => {
  const shop = await summaryShop(sales);
  const rows = summaryRows(sales, shop);
  await boletasWaiting(sales, shop, 2);
  await sales.fault('sendSummary', 'reject', { code: '2017', match: { ruc: shop.ruc, series: 'B001', number: 2 } });
  await sales.fault('sendSummary', 'ticket_pending', { polls: 20, match: { ruc: shop.ruc } });
  const day = await askRound(sales, shop);
  await until('waiting', async () => (await day.query('stage')) === 'waiting_ticket', 60_000);
  expect((await rows.files()).map(({ status }) => status)).toEqual(['rejected', 'pending']);
  await askRound(sales, shop);
  /** What the process did once the second round had told it which files are left. */
  const afterRound = async () => {
    const events = (await day.fetchHistory()).events ?? [];
    const asked = events.filter(
      (one) => one.activityTaskScheduledEventAttributes?.activityType?.name === 'openSummaries',
    );
    if (!asked[1]) return undefined;
    const id = String(asked[1].eventId);
    const told = events.findIndex((one) => String(one.activityTaskCompletedEventAttributes?.scheduledEventId) === id);
    const task = told < 0 ? undefined : events.slice(told).find((one) => one.workflowTaskCompletedEventAttributes);
    const made = (one: (typeof events)[number]) =>
      one.activityTaskScheduledEventAttributes?.workflowTaskCompletedEventId;
    return task && events.filter((one) => String(made(one)) === String(task.eventId)).length;
  };
  await until('a second round', async () => (await afterRound()) !== undefined, 60_000);
  expect(await afterRound()).toBe(0);
  await sales.time.on(day);
  await day.result();
  const submissions = await rows.submissions();
  expect(submissions.filter(({ operation }) => operation === 'sendSummary')).toHaveLength(2);
  expect((await rows.files()).map(({ status }) => status)).toEqual(['rejected', 'accepted']);
});

test('SUNAT works on it for hours: the ticket is asked for again and again, nothing is sent twice', async () => {
  const shop = await summaryShop(sales);
  const rows = summaryRows(sales, shop);
  await boletasWaiting(sales, shop, 1);
  await sales.fault('sendSummary', 'ticket_pending', { polls: 20, match: { ruc: shop.ruc } });
  const day = await askRound(sales, shop);
  await until('waiting', async () => (await day.query('stage')) === 'waiting_ticket', 60_000);
  await sales.time.on(day);
  await day.result();
  await recordHistory('summary-in-process', day);
  expect(await rows.files()).toMatchObject([{ status: 'accepted' }]);
  const submissions = await rows.submissions();
  expect(submissions.filter(({ operation }) => operation === 'sendSummary')).toHaveLength(1);
  expect(submissions.filter(({ outcome }) => outcome === 'in_process')).toHaveLength(20);
});

test('a boleta whose own time is over is told by summary, and its warning closes', async () => {
  const shop = await sales.shopOf();
  await sales.fault('sendBill', 'http', { status: 503, times: 6, match: { ruc: shop.ruc } });
  const sale = await sales.sell('boleta', shop);
  await sale.untilStage('waiting_retry', 60_000);
  await sales.control('DELETE', 'faults');
  // Nine days have passed: also the summary's seven, so that SUNAT observes it.
  await inCompany(sales.hub.orm, shop.companyId, (tx) =>
    tx.run(
      `update fiscal_document set issue_date = issue_date - 9, deadline_at = now() - interval '4 days' where company_id = $1`,
      [tx.companyId],
    ),
  );
  await sales.time.forward(sale.handle, 3_600_000);
  await sale.untilStage('waiting_summary');
  await sales.time.off(sale.handle);
  const rows = summaryRows(sales, shop);
  expect(await rows.attention()).toMatchObject([{ code: 'boleta_needs_summary' }]);
  await (await askRound(sales, shop)).result();
  expect(await sale.result('boleta-late-by-summary')).toBe('completed');
  expect(await rows.documents()).toEqual([{ status: 'observed', evidence: 'cdr' }]);
  expect(await rows.attention()).toEqual([]);
});

test('by night the schedule starts the day’s process over the days before, or tells the one that runs', async () => {
  const shop = await summaryShop(sales);
  const rows = summaryRows(sales, shop);
  await issueBoletas(sales, shop, 2);
  await inCompany(sales.hub.orm, shop.companyId, (tx) =>
    tx.run('update fiscal_document set issue_date = issue_date - number + 1 where company_id = $1', [tx.companyId]),
  );
  const tick = () =>
    sales.client.workflow.execute(DAILY_SUMMARY_TICK, {
      ...{ workflowId: `tick-${randomUUID()}`, taskQueue: sales.taskQueue },
      args: [{ companyId: shop.companyId }],
    });
  await sales.fault('sendSummary', 'ticket_pending', { polls: 8, match: { ruc: shop.ruc } });
  await tick();
  await until('the file', async () => (await rows.files()).length === 1);
  const day = sales.client.workflow.getHandle(dailySummaryWorkflowId(shop.companyId, limaDate(new Date())));
  // Today's boleta is yesterday's by now.
  await inCompany(sales.hub.orm, shop.companyId, (tx) =>
    tx.run('update fiscal_document set issue_date = issue_date - 1 where company_id = $1 and number = 1', [
      tx.companyId,
    ]),
  );
  await tick();
  await until('the second', async () => (await rows.files()).length === 2);
  await sales.time.on(day);
  await day.result();
  expect((await rows.files()).map(({ status, line_count }) => [status, line_count])).toEqual([
    ['accepted', 1],
    ['accepted', 1],
  ]);
});
