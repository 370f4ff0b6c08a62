import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import type { CertificateType } from '../../domain/fiscal/certificates/types.ts';
import { lima, paid, perceptionBody, retentionBody } from '../../test/support/certificate-body.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { getDocumentFile } from '../documents/get-document-file.ts';
import { getDocument } from '../documents/read-documents.ts';
import { createSale } from '../sales/create-sale.ts';
import { issueSaleDocument } from '../sales/issue-sale-document.ts';
import { recordSalePayment } from '../sales/record-sale-payment.ts';
import { reserveSaleStock } from '../sales/reserve-sale-stock.ts';
import { cancelCertificate } from './cancel-certificate.ts';
import { createCertificate } from './create-certificate.ts';
import { issueCertificate } from './issue-certificate.ts';
import { listCertificateEvents } from './list-certificate-events.ts';
import { prepareCertificateReissue } from './prepare-certificate-reissue.ts';
import { getCertificate, listCertificates } from './read-certificates.ts';
import { requestCertificateCancel } from './request-certificate-cancel.ts';

let hub: TestHub;
let shop: TestShop;

beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
}, 60_000);
afterAll(() => hub.close());

const BY = { kind: 'user', id: '0190a000-0000-7000-8000-000000000001', requestId: 'r' } as const;
const retain = (change: Record<string, unknown> = {}, by = shop) =>
  createCertificate(hub.deps, by.ctx, '20', retentionBody(change));
const perceive = (change: Record<string, unknown> = {}) =>
  createCertificate(hub.deps, shop.ctx, '40', perceptionBody(change));
const issue = ({ certificateId }: { certificateId: string }, attempt = 1) =>
  issueCertificate(hub.deps, shop.ctx, { certificateId, attempt });
const view = (id: string, type: CertificateType = '20', reveal = false) =>
  getCertificate(hub.deps, { ...shop.ctx, reveal }, type, id);

async function setDocument(certificateId: string, status: string): Promise<string> {
  const { document } = await view(certificateId);
  await inCompany(hub.orm, shop.companyId, async (tx) => {
    await tx.run('update fiscal_document set status = $2 where id = $1', [document?.id, status]);
    await tx.run(`update tax_certificate set status = 'needs_attention' where id = $1`, [certificateId]);
  });
  return document?.id ?? '';
}

const issuesOf = async (promise: Promise<unknown>): Promise<string[]> => {
  const error = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof HubError)) throw new Error('It was not refused');
  return (error.issues ?? []).map(({ pointer, code, sunatCode }) => `${pointer} ${code} ${sunatCode ?? ''}`.trim());
};

describe('a certificate', () => {
  test('reckons what is retained, and is issued once under a number of its series', async () => {
    const made = await retain();
    const first = await issue(made);
    expect(first).toMatchObject({ outcome: 'issued', document: { type: '20', fullNumber: 'R001-1' } });
    expect(await issue(made)).toEqual(first);
    const { status, document, ...shown } = await view(made.certificateId);
    expect(status).toBe('issued');
    expect(shown).toMatchObject({
      ...{ regime: '01', rate: '3', withheld: '35.40', paid: '1144.60', series: 'R001' },
      related_documents: [{ number: 'F009-12', amount: '35.40', net: '1144.60' }],
    });
    const file = await getDocumentFile(hub.deps, shop.ctx, document?.id ?? '', 'xml');
    expect(file.name).toBe(`${shop.ruc}-20-R001-1.xml`);
    expect(file.bytes.toString('utf8')).toContain(
      '<sac:SUNATRetentionAmount currencyID="PEN">35.40</sac:SUNATRetentionAmount>',
    );
    expect(await getDocument(hub.deps, shop.ctx, document?.id ?? '')).toMatchObject({
      ...{ type: '20', full_number: 'R001-1', sale_id: null, totals: { total: '35.40' } },
    });
  });

  test('of a perception has a series of its own and keeps persons sealed', async () => {
    const made = await perceive();
    expect(await issue(made)).toMatchObject({ document: { type: '40', fullNumber: 'P001-1' } });
    expect(await view(made.certificateId, '40')).toMatchObject({
      ...{ rate: '2', withheld: '23.60', paid: '1203.60' },
      receiver: { document_number: '****12', name: 'ANA QUISPE', address: 'Calle ****' },
    });
    expect(await view(made.certificateId, '40', true)).toMatchObject({ receiver: { document_number: '45678912' } });
    await expect(view(made.certificateId, '20')).rejects.toMatchObject({ kind: 'not_found' });
    const [row] = await inCompany(hub.orm, shop.companyId, (tx) =>
      tx.sql<{ text: string }>(`select tax_certificate::text as text from tax_certificate where id = $1`, [
        made.certificateId,
      ]),
    );
    expect(row?.text).not.toContain('45678912');
  });

  test('takes numbers without gaps or twins when many are issued at once', async () => {
    const other = await makeShop(hub);
    const made = await Promise.all(Array.from({ length: 6 }, () => retain({}, other)));
    const issued = await Promise.all(
      made.map(({ certificateId }) => issueCertificate(hub.deps, other.ctx, { certificateId, attempt: 1 })),
    );
    const numbers = issued.map((one) => (one.outcome === 'issued' ? one.document.fullNumber : one.outcome));
    expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `R001-${number}`));
  });

  test('whose month is over when it comes to be issued is refused, and takes no number', async () => {
    const made = await retain();
    const late = { ...hub.deps, now: () => new Date(Date.now() + 40 * 86_400_000) };
    const refused = await issueCertificate(late, shop.ctx, { ...made, attempt: 1 });
    expect(refused).toMatchObject({ outcome: 'refused', code: 'certificate_refused', issues: [{ sunatCode: '2625' }] });
    expect(await issue(made)).toMatchObject({ document: { fullNumber: 'R001-2' } });
  });
});

describe('what a request may say', () => {
  const foreign = { currency: 'USD', exchange: undefined };
  test.each<[string, Record<string, unknown>, string]>([
    [
      'a supplier without RUC',
      { receiver: { document_type: '1', document_number: '45678912', name: 'X' } },
      '/receiver/document_type unknown_document_type 2511',
    ],
    ['an unknown regime', { regime: '09' }, '/regime unknown_regime 2618'],
    ['a boleta', { documents: [paid({ type: '03' })] }, '/documents/0/type document_type_not_allowed 2692'],
    ['no payment', { documents: [paid({ payment: undefined })] }, '/documents/0/payment required 2737'],
    ['dollars without a rate', { documents: [paid(foreign)] }, '/documents/0/exchange required 2721'],
    [
      'a date that is none',
      { documents: [paid({ issue_date: '2026-02-30' })] },
      '/documents/0/issue_date invalid_date',
    ],
    ['an unknown currency', { documents: [paid({ currency: 'XXY' })] }, '/documents/0/currency unknown_currency'],
    ['no documents', { documents: [] }, '/documents too_few'],
    ['a series of another kind', { series: 'F001' }, '/series not_found'],
    [
      'an unknown establishment',
      { establishment_id: '018f0000-0000-7000-8000-000000000009' },
      '/series series_missing',
    ],
    ['a number for an amount', { documents: [paid({ total: 1180 })] }, '/documents/0/total invalid_type'],
    ['a field that is none', { colour: 'red' }, '/colour unknown_field'],
  ])('%s is refused at its place', async (_name, change, expected) => {
    expect(await issuesOf(retain(change))).toContain(expected);
  });

  test('a perception over a factura that was paid in cash, or of another date, is refused', async () => {
    const customer = { document_type: '6', document_number: '20131312955', name: 'SUNAT' };
    const { saleId } = await createSale(hub.deps, shop.ctx, shop.body({ document_type: 'factura', customer }));
    await reserveSaleStock(hub.deps, shop.ctx, { saleId });
    await recordSalePayment(hub.deps, shop.ctx, { saleId });
    const issued = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
    if (issued.outcome !== 'issued') throw new Error(issued.outcome);
    const number = issued.document.fullNumber;
    expect(await issuesOf(perceive({ documents: [paid({ number })] }))).toEqual([
      '/documents/0/number sold_for_cash 3329',
    ]);
    const earlier = paid({ number, issue_date: '2026-01-05' });
    expect(await issuesOf(perceive({ documents: [earlier] }))).toContain(
      '/documents/0/issue_date other_issue_date 2610',
    );
  });

  test('who may not issue certificates is refused', async () => {
    const reader = shop.as('tax_certificates:read');
    await expect(createCertificate(hub.deps, reader, '20', retentionBody())).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });

  test('the list is that of its kind, by status', async () => {
    const page = async (filter: Parameters<typeof listCertificates>[2]) =>
      (await listCertificates(hub.deps, shop.ctx, filter, { limit: 50, after: null })).rows;
    await perceive();
    expect((await page({ type: '40', status: 'received' })).map(({ type }) => type)).toEqual(['40']);
    expect((await page({ type: '20' })).every(({ type }) => type === '20')).toBe(true);
  });
});

describe('a certificate that is not issued, or has no effect', () => {
  test('is cancelled before its issue, and is not issued afterwards', async () => {
    const made = await retain();
    expect(await requestCertificateCancel(hub.deps, shop.ctx, made.certificateId, { reason: 'No va' })).toEqual({
      state: 'cancelled',
    });
    expect(await issue(made)).toEqual({ outcome: 'cancelled' });
    expect(await view(made.certificateId)).toMatchObject({
      ...{ status: 'cancelled', document: null, cancellation: { code: 'not_issued', reason: 'No va' } },
    });
  });

  test('is not cancelled once it is issued', async () => {
    const made = await retain();
    await issue(made);
    const again = requestCertificateCancel(hub.deps, shop.ctx, made.certificateId, { reason: 'No va' });
    await expect(again).rejects.toMatchObject({ code: 'already_issued' });
    await setDocument(made.certificateId, 'sending');
    const decision = { certificateId: made.certificateId, reason: 'No va', by: BY };
    await expect(cancelCertificate(hub.deps, shop.ctx, decision)).rejects.toMatchObject({ code: 'document_in_force' });
  });

  test('rejected, is issued anew with what was corrected, under another number', async () => {
    const made = await retain();
    await issue(made);
    const replaces = await setDocument(made.certificateId, 'rejected');
    const input = { certificateId: made.certificateId, replaces, reason: 'Importe equivocado', by: BY };
    const wrong = await prepareCertificateReissue(hub.deps, shop.ctx, { ...input, changes: { regime: '07' } });
    expect(wrong).toMatchObject({
      outcome: 'invalid',
      issues: [{ pointer: '/changes/regime', sunatCode: '2618' }, { pointer: '/changes/documents' }],
    });
    const payment = { number: '1', date: lima(), amount: '500.00' };
    const reference = { type: '01', number: 'F009-12', issueDate: lima(), currency: 'PEN', total: '1180.00', payment };
    const changes = { references: [reference] };
    expect(await prepareCertificateReissue(hub.deps, shop.ctx, { ...input, changes })).toEqual({
      ...{ outcome: 'ready', attempt: 2 },
    });
    expect(await prepareCertificateReissue(hub.deps, shop.ctx, input)).toEqual({ outcome: 'ready', attempt: 2 });
    expect(await issue(made, 2)).toMatchObject({ outcome: 'issued' });
    const { documents, withheld } = await view(made.certificateId);
    expect(withheld).toBe('15.00');
    expect(documents.map(({ status }) => status)).toEqual(['rejected', 'issued']);
    const events = await listCertificateEvents(hub.deps, shop.ctx, made.certificateId, { limit: 20, after: null });
    expect(events.rows.map(({ kind }) => kind)).toEqual(['document_issued', 'decision', 'document_issued', 'received']);
  });
});
