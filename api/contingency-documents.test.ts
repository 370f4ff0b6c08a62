import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, limaDate } from '../domain/time/lima.ts';
import { type Counter, openCounter } from '../test/support/counter.ts';

let api: Counter['api'];
let shop: Counter['shop'];
let body: Counter['body'];
let stockOf: Counter['stockOf'];

const today = limaDate(new Date());
let nextNumber = 1;

beforeAll(async () => {
  ({ api, shop, body, stockOf } = await openCounter());
}, 60_000);
afterAll(() => api.close());

const paper = (change: Record<string, unknown> = {}) =>
  body({ series: '0001', number: nextNumber++, issue_date: addDays(today, -10), ...change });
const register = (change: Record<string, unknown> = {}) => shop.post('/contingency-documents', paper(change));

test('a receipt of paper is registered as a sale, and its document bears what is printed', async () => {
  const before = await stockOf('CAFE-250');
  const answer = await register({ number: 77, series: '0007' });
  expect(answer.status).toBe(202);
  expect(answer.headers.get('location')).toBe(`/api/v1/sales/${answer.body.id}`);
  const sale = (await shop.get(`/sales/${answer.body.id}`)).body;
  expect(sale).toMatchObject({
    ...{ status: 'issued', series: '0007', document: { type: '03', full_number: '0007-77' } },
    contingency: { number: 77, issue_date: addDays(today, -10), issue_time: '00:00:00' },
    payments: [{ status: 'recorded', amount: '18.50' }],
  });
  expect(Number((await stockOf('CAFE-250')).on_hand)).toBe(Number(before.on_hand) - 1);
  const xml = (await shop.get(`/documents/${sale.document.id}/xml`)).text;
  for (const part of ['<cbc:ID>0007-77</cbc:ID>', `<cbc:IssueDate>${addDays(today, -10)}<`])
    expect(xml).toContain(part);
  const again = await register({ number: 77, series: '0007' });
  expect(again.status).toBe(409);
  expect(again.body).toMatchObject({
    code: 'already_exists',
    errors: [{ pointer: '/number', code: 'already_exists' }],
  });
});

test('an ordinary sale is of no paper, and may not name its series', async () => {
  const sold = await shop.post('/sales', body());
  expect(sold.body.contingency).toBeNull();
  const named = await shop.post('/sales', body({ series: '0001' }));
  expect(named.body).toMatchObject({ errors: [{ pointer: '/series', code: 'not_found' }] });
});

describe('what cannot stand on such a receipt is refused at its field, and nothing is written', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ['no series', { series: undefined }, '/series', 'required'],
    ['an electronic series', { series: 'B001' }, '/series', 'invalid_format'],
    ['a series of three digits', { series: '001' }, '/series', 'invalid_format'],
    ['no number', { number: undefined }, '/number', 'required'],
    ['number zero', { number: 0 }, '/number', 'too_small'],
    ['a number of nine digits', { number: 100_000_000 }, '/number', 'too_big'],
    ['a number as text', { number: '12' }, '/number', 'invalid_type'],
    ['no date', { issue_date: undefined }, '/issue_date', 'required'],
    ['no date of the calendar', { issue_date: '2026-02-30' }, '/issue_date', 'invalid_date'],
    ['a date to come', { issue_date: addDays(today, 1) }, '/issue_date', 'issue_date_in_future'],
    ['a date of years ago', { issue_date: addDays(today, -366) }, '/issue_date', 'issue_date_too_old'],
    ['no time of a clock', { issue_time: '25:00:00' }, '/issue_time', 'invalid_format'],
    ['an unknown field', { paper: true }, '/paper', 'unknown_field'],
    ['a product that is not there', { lines: [{ sku: 'NO-HAY', quantity: '1' }] }, '/lines/0/sku', 'not_found'],
    ['a factura to a person', { document_type: 'factura' }, '/customer/document_type', 'ruc_required'],
  ])('%s', async (_name, change, pointer, code) => {
    const before = (await shop.get('/sales')).body.data.length;
    const answer = await register(change);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer, code })]));
    expect((await shop.get('/sales')).body.data).toHaveLength(before);
  });

  test('a time that is still to come today', async () => {
    const answer = await register({ issue_date: today, issue_time: '23:59:59' });
    expect(answer.body.errors).toMatchObject([{ pointer: '/issue_time', code: 'issue_time_in_future' }]);
  });
});

test('a manager registers, a cashier does not', async () => {
  const manager = await shop.user('manager');
  expect((await manager.post('/contingency-documents', paper())).status).toBe(202);
  const cashier = await shop.user('cashier');
  expect((await cashier.post('/contingency-documents', paper())).status).toBe(403);
});
