import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { limaDate } from '../../domain/time/lima.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { change } from '../change.ts';
import { setCredentials } from '../company/set-credentials.ts';
import { createNote } from '../notes/create-note.ts';
import { createSale } from '../sales/create-sale.ts';
import { issueSaleDocument } from '../sales/issue-sale-document.ts';
import { recordSalePayment } from '../sales/record-sale-payment.ts';
import { reserveSaleStock } from '../sales/reserve-sale-stock.ts';
import { issueSummaryFile } from '../summaries/issue-summary-file.ts';
import { prepareSummary } from '../summaries/prepare-summary.ts';
import { settleSummary } from '../summaries/settle-summary.ts';
import { ownerOf } from './owner-of.ts';
import { prepareSend } from './prepare-send.ts';
import { settleDocument } from './settle-document.ts';
import { closeSunatGate } from './sunat-gate.ts';

/** A document that was issued as a test, when its company has gone to production. */
let hub: TestHub;
let shop: TestShop;
let saleId: string;
let documentId: string;

beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
  ({ saleId } = await createSale(hub.deps, shop.ctx, shop.body()));
  await reserveSaleStock(hub.deps, shop.ctx, { saleId });
  await recordSalePayment(hub.deps, shop.ctx, { saleId });
  const issued = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  documentId = issued.document.documentId;
  await setCredentials(hub.deps, shop.ctx, {
    environment: 'production',
    sol_user: 'REALUSER',
    sol_password: 'la de verdad',
  });
}, 60_000);
afterAll(() => hub.close());

const step = () => ({
  owner: ownerOf({ saleId }),
  documentId,
  now: hub.deps.now(),
  workflowId: 'w',
  endpointOf: (environment: string) => ({ endpoint: environment, open: false }),
});
const gate = () =>
  inCompany(hub.orm, shop.companyId, (tx) => tx.sql<{ state: string }>('select state from sunat_gate'));

test('is sent where it was issued for, with those credentials, whatever gate production has', async () => {
  const cause = { code: '0102', description: 'Clave' };
  await change(hub.deps, shop.ctx, (tx, cipher) => closeSunatGate(tx, shop.ctx, cipher, cause));
  const prepared = await prepareSend(hub.deps, shop.ctx, step());
  expect(prepared).toMatchObject({
    step: 'send',
    dossier: { environment: 'sandbox', current: false, credentials: { solUser: 'MODDATOS' } },
  });
  await inCompany(hub.orm, shop.companyId, (tx) => tx.run(`update sunat_gate set state = 'open', code = null`));
});

test('closes no gate of production by its own wrong credentials', async () => {
  const settlement = { kind: 'configuration_error', code: '0102', description: 'Clave', certificate: false } as const;
  const result = await settleDocument(hub.deps, shop.ctx, {
    ...{ ...step(), submissionId: null, endpoint: 'sandbox', settlement },
  });
  expect(result).toEqual({ state: 'retry' });
  expect(await gate()).toEqual([{ state: 'open' }]);
});

test('closes no gate of production by its summary either', async () => {
  const request = { kind: 'RC', referenceDate: limaDate(hub.deps.now()), workflowId: 'day' } as const;
  const lines = [{ documentId, condition: '1' as const }];
  const { summaryId } = await issueSummaryFile(hub.deps, shop.ctx, { ...request, lines });
  const settlement = { kind: 'configuration_error', code: '0102', description: 'Clave' } as const;
  const answer = { summaryId, submissionId: null, workflowId: 'day', endpoint: 'sandbox', settlement };
  expect(await settleSummary(hub.deps, shop.ctx, answer)).toEqual({ state: 'retry' });
  expect(await gate()).toEqual([{ state: 'open' }]);
  const cause = { code: '0102', description: 'Clave' };
  await change(hub.deps, shop.ctx, (tx, cipher) => closeSunatGate(tx, shop.ctx, cipher, cause));
  const look = { summaryId, workflowId: 'day', endpointOf: () => ({ endpoint: 'sandbox', open: false }) };
  expect(await prepareSummary(hub.deps, shop.ctx, look)).toMatchObject({ step: 'send' });
  await inCompany(hub.orm, shop.companyId, (tx) => tx.run(`update sunat_gate set state = 'open', code = null`));
});

test('is not amended by a note of production', async () => {
  await inCompany(hub.orm, shop.companyId, (tx) => tx.run(`update fiscal_document set status = 'accepted'`));
  const body = { document_id: documentId, reason_code: '01', reason: 'Anulación' };
  await expect(createNote(hub.deps, shop.ctx, '07', body)).rejects.toMatchObject({
    issues: [{ pointer: '/document_id', code: 'not_amendable' }],
  });
});
