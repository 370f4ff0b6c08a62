import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../db/tx.ts';
import { selfSigned } from '../platform/signing/self-signed.ts';
import { certificateWorkflowId as serviceWorkflowId } from '../services/certificates/certificate-workflow-id.ts';
import { createTestApi, type JsonObject, type TestApi, type TestCompany } from '../test/support/api.ts';
import { paid, perceptionBody, retentionBody } from '../test/support/certificate-body.ts';
import { certificateWorkflowId } from '../workflows/certificate-to-cdr/contract.ts';

/** Certificates over HTTP; the process runs in line, nothing goes to SUNAT. */
let api: TestApi;
let shop: TestCompany;
let other: TestCompany;

const RETENTIONS = '/retention-certificates';
const PERCEPTIONS = '/perception-certificates';

beforeAll(async () => {
  api = await createTestApi();
  [shop, other] = [await api.company(), await api.company()];
  const [establishment] = (await shop.get('/establishments')).body.data;
  for (const [document_type, series] of [
    ['20', 'R001'],
    ['40', 'P001'],
  ]) {
    const body = { document_type, series, establishment_id: establishment.id, next_number: 1 };
    expect((await shop.post('/series', body)).status).toBe(201);
  }
  const { pfx, password } = selfSigned({ ruc: shop.ruc, name: 'EMPRESA S.A.C.', days: 30 });
  await shop.put('/company/certificate', { pfx_base64: pfx.toString('base64'), password });
  await shop.put('/company/sunat-credentials', {
    sol_user: 'MODDATOS',
    sol_password: 'moddatos',
    environment: 'sandbox',
  });
}, 60_000);
afterAll(() => api.close());

/** A certificate that SUNAT answered with this status. */
async function answered(status: string): Promise<{ id: string; documentId: string }> {
  const { id, document } = (await shop.post(RETENTIONS, retentionBody())).body;
  const settled = status === 'accepted';
  await inCompany(api.deps.services.orm, shop.id, async (tx) => {
    await tx.run(`update fiscal_document set status = $2 where source_id = $1`, [id, status]);
    await tx.run('update tax_certificate set status = $2 where id = $1', [
      id,
      settled ? 'completed' : 'needs_attention',
    ]);
    if (settled) return;
    await tx.run(
      `insert into attention (id, company_id, kind, severity, code, detail, subject_id, certificate_id, options)
       values (gen_random_uuid(), $2, 'certificate', 'critical', 'document_rejected', 'd', $1, $1,
               '{reissue,cancel_certificate}')`,
      [id, shop.id],
    );
  });
  return { id, documentId: document.id };
}

test('a retention is taken on, issued, and found with its document, events and printed form', async () => {
  const made = await shop.post(RETENTIONS, retentionBody());
  expect(made.status).toBe(202);
  expect(made.headers.get('location')).toBe(`/api/v1${RETENTIONS}/${made.body.id}`);
  expect(made.body).toMatchObject({
    ...{ status: 'issued', type: '20', workflow_id: certificateWorkflowId(shop.id, made.body.id) },
    ...{ withheld: '35.40', paid: '1144.60', document: { type: '20', full_number: 'R001-1' } },
  });
  expect(serviceWorkflowId(shop.id, made.body.id)).toBe(made.body.workflow_id);
  expect((await shop.get(`${RETENTIONS}/${made.body.id}/events`)).body.data).toMatchObject([
    ...[{ kind: 'document_issued' }, { kind: 'received' }],
  ]);
  const { id } = made.body.document;
  expect((await shop.get('/documents?document_type=20')).body.data.map((one: JsonObject) => one['id'])).toContain(id);
  for (const format of ['a4', 'ticket', 'ticket58']) {
    const pdf = await shop.get(`/documents/${id}/pdf?format=${format}`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
  }
});

test('a perception is another resource, and shows a person masked', async () => {
  const made = await shop.post(PERCEPTIONS, perceptionBody());
  expect(made.body).toMatchObject({ type: '40', receiver: { document_number: '45678912' } });
  const at = `${PERCEPTIONS}/${made.body.id}`;
  expect((await shop.get(at)).body.receiver).toMatchObject({ document_number: '****12', address: 'Calle ****' });
  expect((await shop.get(`${at}?reveal=true`)).body.receiver.document_number).toBe('45678912');
  for (const path of ['', '/events']) expect((await shop.get(`${RETENTIONS}/${made.body.id}${path}`)).status).toBe(404);
  for (const verb of ['cancel', 'decisions'])
    expect((await shop.post(`${RETENTIONS}/${made.body.id}/${verb}`, { reason: 'No va' })).status).toBe(404);
  expect((await shop.get(RETENTIONS)).body.data.every(({ type }: JsonObject) => type === '20')).toBe(true);
});

test('what SUNAT would refuse is told at its place, and nothing is written', async () => {
  const before = (await shop.get(RETENTIONS)).body.data.length;
  const { status, body } = await shop.post(RETENTIONS, retentionBody({ documents: [paid({ total: '0' })] }));
  expect(status).toBe(422);
  expect(body.errors).toContainEqual(
    expect.objectContaining({ pointer: '/documents/0/total', code: 'invalid_amount', sunat_code: '2696' }),
  );
  expect((await shop.get(RETENTIONS)).body.data).toHaveLength(before);
});

test('another company sees none of them', async () => {
  const { id } = (await shop.post(RETENTIONS, retentionBody())).body;
  expect((await other.get(`${RETENTIONS}/${id}`)).status).toBe(404);
  expect((await other.post(`${RETENTIONS}/${id}/cancel`, { reason: 'No va' })).status).toBe(404);
  expect((await other.get(RETENTIONS)).body.data).toEqual([]);
});

describe('one that waits', () => {
  test('says what for; a decision that it does not wait for is refused', async () => {
    const { id } = await answered('rejected');
    expect((await shop.get(`${RETENTIONS}/${id}`)).body).toMatchObject({
      ...{ status: 'needs_attention', attention: { code: 'document_rejected' } },
    });
    const refused = await shop.post(`${RETENTIONS}/${id}/decisions`, { decision: 'retry', reason: 'Otra vez' });
    expect([refused.status, refused.body.code]).toEqual([409, 'decision_not_available']);
    const entries = (await shop.get('/attention?status=open')).body.data;
    expect(entries.find((one: JsonObject) => one['certificate_id'] === id)).toMatchObject({ kind: 'certificate' });
  });

  test('once accepted is not cancelled but reversed', async () => {
    const { id, documentId } = await answered('accepted');
    const cancelled = await shop.post(`${RETENTIONS}/${id}/cancel`, { reason: 'No va' });
    expect([cancelled.status, cancelled.body.code]).toEqual([409, 'already_issued']);
    expect((await shop.get(`/documents/${documentId}/void-options`)).body.recommended).toMatchObject({
      ...{ act: 'reversal', allowed: true },
    });
    const voided = await shop.post(`/documents/${documentId}/void`, { reason: 'Pago anulado' });
    expect([voided.status, voided.body.act]).toEqual([202, 'reversal']);
    expect((await shop.post(`/documents/${documentId}/void`, { reason: 'Otra vez' })).body.code).toBe(
      'void_in_progress',
    );
  });
});
