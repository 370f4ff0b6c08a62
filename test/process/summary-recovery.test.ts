import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { openSunatGate } from '../../services/sunat/open-gate.ts';
import { recordHistory } from './support/golden.ts';
import { createSaleHub, type SaleHub, until } from './support/sale-hub.ts';
import {
  askRound,
  boletasWaiting,
  decide,
  issueBoletas,
  registerBoleta,
  summaryRows,
  summaryShop,
} from './support/summary-handle.ts';

jest.setTimeout(180_000);

let sales: SaleHub;
let blind: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
  sales.relay();
  blind = await createSaleHub({ validity: false });
  blind.relay();
}, 120_000);
afterAll(async () => {
  await sales.close();
  await blind.close();
});
beforeEach(async () => {
  for (const hub of [sales, blind]) {
    await hub.control('DELETE', 'faults');
    hub.loseAnswers(0);
  }
});

const stageOf = (stage: string, day: { query(name: string): Promise<unknown> }) =>
  until(
    stage,
    async () => (await day.query('stage')) === stage,
    60_000,
    () => day.query('stage'),
  );

/** Lets the half minute between the ticket and its next question pass, once SUNAT has the file. */
async function skipToAnswer(rows: ReturnType<typeof summaryRows>, day: Parameters<SaleHub['time']['on']>[0]) {
  await until('a ticket', async () => (await rows.files()).some(({ ticket }) => ticket !== null));
  await sales.time.on(day);
}

describe('a rejected summary', () => {
  test('of 300 boletas with one bad, which SUNAT names: that one waits for a person, the others go on', async () => {
    const shop = await summaryShop(sales);
    const rows = summaryRows(sales, shop);
    await issueBoletas(sales, shop, 300);
    await sales.fault('sendSummary', 'reject', { code: '2017', match: { ruc: shop.ruc, series: 'B001', number: 123 } });
    const day = await askRound(sales, shop);
    await day.result();
    await recordHistory('summary-rejected-named', day);
    expect((await rows.files()).map(({ status, line_count }) => [status, line_count])).toEqual([
      ['rejected', 300],
      ['accepted', 299],
    ]);
    expect(await rows.attention()).toMatchObject([
      { code: 'summary_line_rejected', options: ['retry_line', 'exclude'] },
    ]);
    const lines = await rows.lines();
    expect(lines.filter(({ outcome }) => outcome === 'set_aside').map(({ document }) => document)).toEqual([
      'B001-123',
    ]);
    expect(lines.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(299);

    await decide(sales, shop, 'summary_line_rejected', 'retry_line');
    await (await askRound(sales, shop)).result();
    expect((await rows.files()).map(({ status, line_count }) => [status, line_count])[2]).toEqual(['accepted', 1]);
  });

  test('that names nobody is halved until the bad one stands alone; excluded, its sale waits for what is done instead', async () => {
    const shop = await summaryShop(sales);
    const rows = summaryRows(sales, shop);
    await boletasWaiting(sales, shop, 1);
    await issueBoletas(sales, shop, 19);
    const match = { ruc: shop.ruc, series: 'B001', number: 1 };
    await sales.fault('sendSummary', 'reject', { code: '2017', named: false, times: 50, match });
    const day = await askRound(sales, shop);
    await day.result();
    await recordHistory('summary-bisected', day);
    const lines = await rows.lines();
    expect(lines.filter(({ outcome }) => outcome === 'set_aside').map(({ document }) => document)).toEqual(['B001-1']);
    expect(lines.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(19);
    const files = await rows.files();
    expect(files.filter(({ status }) => status === 'rejected').map(({ line_count }) => line_count)).toEqual([
      20, 10, 5, 3, 2, 1,
    ]);

    await decide(sales, shop, 'summary_line_rejected', 'exclude');
    const found = await rows.attention();
    expect(found).toMatchObject([{ code: 'document_rejected', options: ['reissue', 'cancel_sale'] }]);
  });

  test('by a failure of SUNAT’s own blames no line: all go on under the next correlativo, a moment later', async () => {
    const shop = await summaryShop(sales);
    const rows = summaryRows(sales, shop);
    await issueBoletas(sales, shop, 2);
    await sales.fault('getStatus', 'ticket_error', { code: '0200', match: { ruc: shop.ruc } });
    const day = await askRound(sales, shop);
    await until('the next', async () => (await rows.files()).length === 2, 60_000);
    await sales.time.on(day);
    await day.result();
    await recordHistory('summary-failed', day);
    expect((await rows.files()).map(({ status, sunat_code }) => [status, sunat_code])).toEqual([
      ['rejected', '0200'],
      ['accepted', '0'],
    ]);
    expect(await rows.attention()).toEqual([]);
  });
});

test('a name that another program of the company has used is left to it', async () => {
  const shop = await summaryShop(sales);
  const rows = summaryRows(sales, shop);
  await issueBoletas(sales, shop, 1);
  await sales.fault('sendSummary', 'fault', { code: '2223', match: { ruc: shop.ruc } });
  const day = await askRound(sales, shop);
  await until('the next', async () => (await rows.files()).length === 2, 60_000);
  await sales.time.on(day);
  await day.result();
  expect((await rows.files()).map(({ status }) => status)).toEqual(['rejected', 'accepted']);
});

test('a wrong password closes the gate; mended, the summary goes through', async () => {
  const shop = await summaryShop(sales);
  const rows = summaryRows(sales, shop);
  await issueBoletas(sales, shop, 2);
  await sales.fault('sendSummary', 'fault', { code: '0102', match: { ruc: shop.ruc } });
  const day = await askRound(sales, shop);
  await stageOf('waiting_gate', day);
  expect(await rows.attention()).toMatchObject([{ code: 'sunat_configuration' }]);
  expect(await openSunatGate(sales.hub.deps, shop.ctx, { reason: 'Clave corregida' })).toBe(true);
  await skipToAnswer(rows, day);
  await day.result();
  await recordHistory('summary-gate-closed', day);
  expect(await rows.files()).toMatchObject([{ status: 'accepted' }]);
});

describe('the answer to a send is lost', () => {
  test('the same bytes are sent again, SUNAT has them, and its lists prove that it took them', async () => {
    const shop = await summaryShop(sales);
    const rows = summaryRows(sales, shop);
    await issueBoletas(sales, shop, 2);
    await sales.fault('sendSummary', 'lost_answer', { match: { ruc: shop.ruc } });
    const day = await askRound(sales, shop);
    await day.result();
    await recordHistory('summary-lost-answer', day);
    expect(await rows.files()).toMatchObject([{ status: 'accepted', ticket: null, evidence: 'validity_query' }]);
    expect(await rows.documents()).toEqual(Array(2).fill({ status: 'accepted', evidence: 'validity_query' }));
    const { requests } = await sales.control('GET', 'state');
    const sent = requests.filter(({ operation, name }) => operation === 'sendSummary' && name.startsWith(shop.ruc));
    expect(sent).toHaveLength(2);
    expect(new Set(sent.map(({ sha256 }) => sha256)).size).toBe(1);
  });

  test('where nobody can be asked a person decides; a second file over its lines is never made meanwhile', async () => {
    const shop = await summaryShop(blind);
    const rows = summaryRows(blind, shop);
    await issueBoletas(blind, shop, 2);
    await blind.fault('sendSummary', 'lost_answer', { match: { ruc: shop.ruc } });
    const day = await askRound(blind, shop);
    await stageOf('waiting_decision', day);
    expect(await rows.attention()).toMatchObject([
      { code: 'summary_answer_lost', options: ['retry', 'accept_as_is', 'release_lines'] },
    ]);
    await askRound(blind, shop);
    await decide(blind, shop, 'summary_answer_lost', 'retry');
    await until('asked again', async () => (await rows.attention()).length === 1, 60_000);
    expect(await rows.files()).toMatchObject([{ status: 'unknown' }]);
    await decide(blind, shop, 'summary_answer_lost', 'release_lines');
    await day.result();
    await recordHistory('summary-released', day);
    expect(await rows.files()).toMatchObject([{ status: 'rejected' }]);
    expect((await rows.lines()).map(({ outcome }) => outcome)).toEqual(['returned', 'returned']);
  });
});

test('a boleta that SUNAT had already, from a send whose answer was lost, is accepted and not told again', async () => {
  const shop = await summaryShop(sales);
  const rows = summaryRows(sales, shop);
  await issueBoletas(sales, shop, 3);
  await registerBoleta(sales, shop, 2);
  const day = await askRound(sales, shop);
  await day.result();
  expect((await rows.files()).map(({ status, sunat_code }) => [status, sunat_code])).toEqual([
    ['rejected', '2282'],
    ['accepted', '0'],
  ]);
  expect((await rows.documents()).map(({ evidence }) => evidence)).toEqual(['cdr', 'validity_query', 'cdr']);
  expect(await rows.attention()).toEqual([]);
});

test('seen in SOL, a summary whose answer is lost is accepted on a person’s word', async () => {
  const shop = await summaryShop(blind);
  const rows = summaryRows(blind, shop);
  await issueBoletas(blind, shop, 1);
  await blind.fault('sendSummary', 'lost_answer', { match: { ruc: shop.ruc } });
  const day = await askRound(blind, shop);
  await stageOf('waiting_decision', day);
  await decide(blind, shop, 'summary_answer_lost', 'accept_as_is');
  await day.result();
  await recordHistory('summary-seen-by-person', day);
  expect(await rows.files()).toMatchObject([{ status: 'accepted', evidence: 'person' }]);
  expect(await rows.documents()).toEqual([{ status: 'accepted', evidence: 'person' }]);
});

describe('a ticket that ended without a reason', () => {
  test('and whose boletas SUNAT’s lists do not have: nothing is registered, they go on under the next correlativo', async () => {
    const shop = await summaryShop(sales);
    const rows = summaryRows(sales, shop);
    await issueBoletas(sales, shop, 2);
    await sales.fault('sendSummary', 'ticket_error', { code: '0200', content: false, match: { ruc: shop.ruc } });
    const day = await askRound(sales, shop);
    await until('the next', async () => (await rows.files()).length === 2, 60_000);
    await sales.time.on(day);
    await day.result();
    expect((await rows.files()).map(({ status, sunat_code }) => [status, sunat_code])).toEqual([
      ['rejected', '99'],
      ['accepted', '0'],
    ]);
  });

  test('where nobody can be asked a person decides, after its constancia had an hour to come', async () => {
    const shop = await summaryShop(blind);
    const rows = summaryRows(blind, shop);
    await issueBoletas(blind, shop, 1);
    await blind.fault('sendSummary', 'ticket_error', { code: '0200', content: false, match: { ruc: shop.ruc } });
    const day = await askRound(blind, shop);
    await stageOf('waiting_retry', day);
    await blind.time.on(day);
    await stageOf('waiting_decision', day);
    await blind.time.off(day);
    expect(await rows.attention()).toMatchObject([{ code: 'summary_answer_lost' }]);
    await decide(blind, shop, 'summary_answer_lost', 'release_lines');
    await day.result();
    await blind.control('DELETE', 'faults');
    await (await askRound(blind, shop)).result();
    expect((await rows.files()).map(({ status }) => status)).toEqual(['rejected', 'accepted']);
  });
});

test('a file that SUNAT cannot read waits for a person: no other correlativo would mend it', async () => {
  const shop = await summaryShop(sales);
  const rows = summaryRows(sales, shop);
  await issueBoletas(sales, shop, 1);
  await sales.fault('sendSummary', 'fault', { code: '0306', match: { ruc: shop.ruc } });
  const day = await askRound(sales, shop);
  await stageOf('waiting_decision', day);
  expect(await rows.attention()).toMatchObject([{ code: 'summary_not_registered' }]);
  await decide(sales, shop, 'summary_not_registered', 'retry');
  await skipToAnswer(rows, day);
  await day.result();
  expect(await rows.files()).toMatchObject([{ status: 'accepted' }]);
});
