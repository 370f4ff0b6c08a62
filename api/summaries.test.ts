import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../db/tx.ts';
import { limaDate } from '../domain/time/lima.ts';
import { selfSigned } from '../platform/signing/self-signed.ts';
import { processContext } from '../services/context.ts';
import { openSummaries } from '../services/summaries/open-summaries.ts';
import { createTestApi, type TestApi, type TestCompany } from '../test/support/api.ts';
import { dailySummaryWorkflowId } from '../workflows/daily-summary/contract.ts';
import type { CommittedRound } from './summary-process.ts';

/** Daily summaries over HTTP; what the day's process makes is made in line, nothing goes to SUNAT. */
let api: TestApi;
let shop: TestCompany;
let other: TestCompany;
const asked: CommittedRound[] = [];

beforeAll(async () => {
  api = await createTestApi();
  Object.assign(api.deps, { summaries: { askRound: async (round: CommittedRound) => void asked.push(round) } });
  [shop, other] = [await api.company(), await api.company()];
  const [establishment] = (await shop.get('/establishments')).body.data;
  const warehouse_id = (await shop.get('/warehouses')).body.data[0].id;
  const series = { document_type: '03', series: 'B001', establishment_id: establishment.id, next_number: 1 };
  expect((await shop.post('/series', series)).status).toBe(201);
  const { pfx, password } = selfSigned({ ruc: shop.ruc, name: 'EMPRESA S.A.C.', days: 30 });
  await shop.put('/company/certificate', { pfx_base64: pfx.toString('base64'), password });
  const credentials = { environment: 'beta', sol_user: 'MODDATOS', sol_password: 'moddatos' };
  await shop.put('/company/sunat-credentials', credentials);
  const product = await shop.post('/products', { sku: 'CAFE-250', name: 'Café molido 250 g', price: '18.50' });
  const lines = [{ product_id: product.body.id, quantity: '100', unit_cost: '9' }];
  await shop.post('/stock/adjustments', { warehouse_id, reason_code: 'opening', note: 'Inventario inicial', lines });
  const sale = { warehouse_id, channel: 'store', document_type: 'boleta', lines: [{ sku: 'CAFE-250', quantity: '1' }] };
  for (let index = 0; index < 2; index++)
    expect((await shop.post('/sales', { ...sale, payments: [{ method: 'cash', amount: '18.50' }] })).status).toBe(202);
}, 60_000);
afterAll(() => api.close());

test('a company chooses to send its boletas by summary, and back', async () => {
  const { headers } = await shop.get('/company');
  const changed = await shop.patch('/company', { boleta_mode: 'summary' }, headers.get('etag') ?? '');
  expect(changed).toMatchObject({ status: 200, body: { boleta_mode: 'summary' } });
  const refused = await shop.patch('/company', { boleta_mode: 'never' }, changed.headers.get('etag') ?? '');
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/boleta_mode' }] } });
});

describe('a round by hand', () => {
  const today = limaDate(new Date());

  test('is asked for and answers the process that makes it; asked again under its key it is asked once', async () => {
    const key = 'round-by-hand-of-the-test';
    const first = await shop.post('/daily-summaries', { reference_date: today }, { key });
    expect(first).toMatchObject({
      status: 202,
      body: { workflow_id: `${shop.id}/daily-summary/${today}`, date: today, reference_date: today },
    });
    const again = await shop.post('/daily-summaries', { reference_date: today }, { key });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(asked).toMatchObject([{ companyId: shop.id, date: today, filter: { referenceDate: today } }]);
  });

  test.each([
    [{ reference_date: '2026-02-30' }, 'invalid_date'],
    [{ reference_date: '0000-01-01' }, 'invalid_date'],
    [{ reference_date: '2999-01-01' }, 'reference_date_ahead'],
    [{ day: 'x' }, 'unknown_field'],
  ])('%j is refused with its pointer', async (body, code) => {
    const answer = await shop.post('/daily-summaries', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].code).toBe(code);
  });

  test('no date that exists, and none that does not, makes a list fail', async () => {
    expect((await shop.get('/daily-summaries?reference_date=0000-01-01')).status).toBe(422);
    expect((await shop.get('/daily-summaries?reference_date=0001-01-01')).status).toBe(200);
    expect((await shop.get('/daily-summaries?from=0001-01-01&to=9999-12-31')).status).toBe(200);
    expect((await shop.get('/daily-summaries?from=0000-01-01T00:00:00Z')).status).toBeLessThan(500);
  });

  test('needs its permission', async () => {
    const cashier = await shop.user('cashier');
    expect((await cashier.post('/daily-summaries', {})).status).toBe(403);
    expect((await cashier.get('/daily-summaries')).status).toBe(403);
  });
});

describe('a file that a round has made', () => {
  let id: string;

  beforeAll(async () => {
    const workflowId = `${shop.id}/daily-summary/x`;
    const { files } = await openSummaries(api.deps.services, processContext(shop.id, workflowId, 'test'), {
      workflowId,
    });
    id = files[0]?.summaryId ?? '';
  });

  test('is listed and shown with its lines, to its company only and under its own kind', async () => {
    const list = await shop.get('/daily-summaries');
    expect(list.body.data).toMatchObject([
      { id, kind: 'RC', status: 'issued', line_count: 2, ticket: null, sunat: null },
    ]);
    const one = await shop.get(`/daily-summaries/${id}`);
    expect(one.body.lines).toMatchObject([
      { line: 1, condition: 'add', outcome: 'open', document: { full_number: 'B001-1', status: 'issued' } },
      { line: 2, document: { full_number: 'B001-2' } },
    ]);
    expect((await shop.get(`/voided-documents/${id}`)).status).toBe(404);
    expect((await other.get(`/daily-summaries/${id}`)).status).toBe(404);
    expect((await other.get('/daily-summaries')).body.data).toEqual([]);
    expect((await shop.get('/voided-documents')).body.data).toEqual([]);
  });

  test('gives its signed XML, and says that there is no CDR yet', async () => {
    const xml = await shop.get(`/daily-summaries/${id}/xml`);
    expect(xml.status).toBe(200);
    expect(xml.text).toContain('<cbc:ID>B001-1</cbc:ID>');
    expect(xml.headers.get('content-disposition')).toMatch(/-RC-\d{8}-1\.xml/);
    expect(await shop.get(`/daily-summaries/${id}/cdr`)).toMatchObject({ status: 404, body: { code: 'cdr_not_yet' } });
  });

  test('shows its ticket on its documents', async () => {
    await inCompany(api.deps.services.orm, shop.id, (tx) =>
      tx.run(`update summary_file set status = 'pending', ticket = '1764099000123' where id = $1`, [id]),
    );
    const { data } = (await shop.get('/documents')).body;
    expect(data[0].sunat).toMatchObject({ ticket: '1764099000123', code: null });
  });
});

describe('a round that is waited for', () => {
  // Held to the end it would be a 503: the API of the tests answers within 20 s.
  const headers = { Prefer: 'wait=30' };

  test('is answered at once where nothing waits to be told', async () => {
    const answer = await shop.post('/daily-summaries', { reference_date: '2020-01-01' }, { headers });
    expect(answer.status).toBe(202);
  });

  test('is held until its files have their answer', async () => {
    const [warehouse] = (await shop.get('/warehouses')).body.data;
    const sale = { warehouse_id: warehouse.id, channel: 'store', document_type: 'boleta' };
    const paid = { lines: [{ sku: 'CAFE-250', quantity: '1' }], payments: [{ method: 'cash', amount: '18.50' }] };
    expect((await shop.post('/sales', { ...sale, ...paid })).status).toBe(202);
    const { services } = api.deps;
    const steps: string[] = [];
    const askRound = async ({ date }: CommittedRound): Promise<void> => {
      const workflowId = dailySummaryWorkflowId(shop.id, date);
      const { files } = await openSummaries(services, processContext(shop.id, workflowId, 'test'), { workflowId });
      steps.push(`${files.length} made`);
      void pause(700).then(async () => {
        steps.push('settled');
        await inCompany(services.orm, shop.id, (tx) =>
          tx.run('update summary_file set settled_at = now() where workflow_id = $1', [workflowId]),
        );
      });
    };
    Object.assign(api.deps, { summaries: { askRound } });
    expect((await shop.post('/daily-summaries', {}, { headers })).status).toBe(202);
    expect(steps).toEqual(['1 made', 'settled']);
  });
});
