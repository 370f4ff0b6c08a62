import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { inCompany } from '../../db/tx.ts';
import { addDays, limaDate } from '../../domain/time/lima.ts';
import { createTestHub, makeShop, stubbornly, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { createSale } from '../sales/create-sale.ts';
import { issueSaleDocument } from '../sales/issue-sale-document.ts';
import { recordSalePayment } from '../sales/record-sale-payment.ts';
import { reserveSaleStock } from '../sales/reserve-sale-stock.ts';
import { saleOwner } from '../sales/sale-owner.ts';
import { prepareSend } from '../sunat/prepare-send.ts';
import { decideSummary } from './decide-summary.ts';
import { finishSummary } from './finish-summary.ts';
import { getSummary } from './read-summaries.ts';
import { getSummaryBody } from './get-summary-body.ts';
import { issueSummaryFile } from './issue-summary-file.ts';
import { openSummaries } from './open-summaries.ts';
import { settleSummary } from './settle-summary.ts';
import type { SummarySettlement } from './settlement.ts';

let hub: TestHub;
let admin: pg.Client;

beforeAll(async () => {
  hub = await createTestHub(30);
  admin = new pg.Client({ connectionString: hub.database.superUrl });
  await admin.connect();
}, 240_000);
afterAll(async () => {
  await admin.end();
  await hub.close();
});

const rows = async <Row>(shop: TestShop, text: string, values: unknown[] = []): Promise<Row[]> =>
  inCompany(hub.orm, shop.companyId, (tx) => tx.sql<Row>(text, [shop.companyId, ...values]));

async function shopOf(mode: 'single' | 'summary' = 'summary'): Promise<TestShop> {
  const shop = await makeShop(hub);
  await rows(shop, 'update company set boleta_mode = $2 where id = $1', [mode]);
  return shop;
}

interface Issued {
  readonly saleId: string;
  readonly documentId: string;
}

const FACTURA = {
  document_type: 'factura',
  customer: { document_type: '6', document_number: '20131312955', name: 'SUNAT' },
};

async function issued(shop: TestShop, change: Record<string, unknown> = {}): Promise<Issued> {
  return stubbornly(async () => {
    const { saleId } = await createSale(hub.deps, shop.ctx, shop.body(change));
    await reserveSaleStock(hub.deps, shop.ctx, { saleId });
    await recordSalePayment(hub.deps, shop.ctx, { saleId });
    const outcome = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
    if (outcome.outcome !== 'issued') throw new Error(outcome.outcome);
    return { saleId, documentId: outcome.document.documentId };
  });
}

const several = (shop: TestShop, count: number): Promise<Issued[]> =>
  Promise.all(Array.from({ length: count }, () => issued(shop)));

/** The step of the boleta's own process. */
const prepare = (shop: TestShop, { saleId, documentId }: Issued) =>
  stubbornly(() =>
    prepareSend(hub.deps, shop.ctx, {
      owner: saleOwner(saleId),
      documentId,
      now: new Date(),
      workflowId: `${shop.companyId}/sale/${saleId}`,
      endpointOf: () => ({ endpoint: 'none', open: false }),
    }),
  );

const open = (shop: TestShop, workflowId = 'day', filter = {}) =>
  stubbornly(() => openSummaries(hub.deps, shop.ctx, { workflowId, ...filter }));

const linesOf = (shop: TestShop) =>
  rows<{ document_id: string; correlativo: number; outcome: string }>(
    shop,
    `select l.document_id, f.correlativo, l.outcome from summary_line l join summary_file f on f.id = l.summary_id
      where l.company_id = $1 order by f.correlativo, l.line`,
  );

describe('what waits for a summary', () => {
  test('goes into one file a day of issue, with correlativos without gaps, and boletas of a day stand in order', async () => {
    const shop = await shopOf();
    const boletas = await several(shop, 6);
    await rows(shop, `update fiscal_document set issue_date = issue_date - (number % 3) where company_id = $1`);
    const { files, refused } = await open(shop);
    expect(refused).toBeNull();
    expect(files.map(({ lines }) => lines)).toEqual([2, 2, 2]);
    expect(files.map(({ name }) => name.split('-')[2])).toEqual(['1', '2', '3']);
    const dates = await rows<{ d: string }>(
      shop,
      `select to_char(reference_date, 'YYYY-MM-DD') as d from summary_file where company_id = $1 order by correlativo`,
    );
    const today = limaDate(new Date());
    expect(dates.map(({ d }) => d)).toEqual([addDays(today, -2), addDays(today, -1), today]);
    expect(new Set((await linesOf(shop)).map((line) => line.document_id)).size).toBe(boletas.length);
  });

  test('is taken by day, or up to a day, where that is asked for', async () => {
    const shop = await shopOf();
    await several(shop, 3);
    await rows(shop, `update fiscal_document set issue_date = issue_date - number + 1 where company_id = $1`);
    const today = limaDate(new Date());
    expect((await open(shop, 'a', { until: addDays(today, -2) })).files).toHaveLength(1);
    expect((await open(shop, 'b', { referenceDate: today })).files).toHaveLength(1);
    expect((await open(shop, 'c')).files).toHaveLength(1);
  });

  test('is taken once by rounds at the same time: no document stands in two lines', async () => {
    const shop = await shopOf();
    await several(shop, 24);
    await rows(shop, `update fiscal_document set issue_date = issue_date - (number % 4) where company_id = $1`);
    const rounds = await Promise.all(Array.from({ length: 6 }, (_, index) => open(shop, `day-${index}`)));
    const lines = await linesOf(shop);
    expect(lines).toHaveLength(24);
    expect(new Set(lines.map((line) => line.document_id)).size).toBe(24);
    expect([...new Set(lines.map((line) => line.correlativo))]).toEqual([1, 2, 3, 4]);
    expect(rounds.flatMap(({ files }) => files)).toHaveLength(4);
  });

  test('a process that begins again is answered the files that it left', async () => {
    const shop = await shopOf();
    await several(shop, 2);
    const first = await open(shop);
    expect(await open(shop)).toEqual(first);
    expect((await open(shop, 'other')).files).toEqual([]);
  });

  test('of a company that sends boletas one by one is nothing, but for those whose time is over', async () => {
    const shop = await shopOf('single');
    const [late] = await several(shop, 2);
    if (!late) throw new Error('no boleta');
    expect((await open(shop)).files).toEqual([]);
    await rows(
      shop,
      `update fiscal_document set deadline_at = now() - interval '1 day' where id = $2 and company_id = $1`,
      [late.documentId],
    );
    expect(await prepare(shop, late)).toMatchObject({ result: { state: 'summary' } });
    expect((await open(shop)).files.map(({ lines }) => lines)).toEqual([1]);
  });

  test('a boleta is either sent by itself or told by a summary, also when both reach for it at once', async () => {
    for (let round = 0; round < 5; round++) {
      const shop = await shopOf('single');
      const boletas = await several(shop, 4);
      const [prepared] = await Promise.all([
        Promise.all(boletas.map((boleta) => prepare(shop, boleta))),
        rows(shop, `update company set boleta_mode = 'summary' where id = $1`).then(() => open(shop)),
      ]);
      const told = new Set((await linesOf(shop)).map((line) => line.document_id));
      prepared.forEach(({ step }, index) => {
        expect(step === 'send').toBe(!told.has(boletas[index]?.documentId ?? ''));
      });
    }
  });

  test('is told without what SUNAT would refuse: one such document holds up no other, and is named', async () => {
    const shop = await shopOf();
    const [first, ...others] = await several(shop, 3);
    if (!first) throw new Error('no boleta');
    await rows(shop, `update fiscal_document set series = 'Bx01' where company_id = $1 and id = $2`, [
      first.documentId,
    ]);
    const { files, refused } = await open(shop);
    expect(refused).toBe('summary_refused');
    expect(files.map(({ lines }) => lines)).toEqual([2]);
    expect((await linesOf(shop)).map((line) => line.document_id).toSorted()).toEqual(
      others.map(({ documentId }) => documentId).toSorted(),
    );
    const told = await rows<{ detail: string }>(
      shop,
      `select detail from attention where company_id = $1 and code = 'summary_refused' and closed_at is null`,
    );
    expect(told[0]?.detail).toContain('Bx01-');
  });

  test('is left where the company cannot sign, a person is told once, and the next round takes it', async () => {
    const shop = await shopOf();
    await several(shop, 1);
    await admin.query('update sunat_certificate set active = false where company_id = $1', [shop.companyId]);
    expect(await open(shop)).toEqual({ files: [], refused: 'certificate_missing' });
    expect(await open(shop)).toMatchObject({ refused: 'certificate_missing' });
    const entries = () =>
      rows(shop, `select 1 from attention where company_id = $1 and code = 'summary_refused' and closed_at is null`);
    expect(await entries()).toHaveLength(1);
    await admin.query('update sunat_certificate set active = true where company_id = $1', [shop.companyId]);
    expect((await open(shop)).files).toHaveLength(1);
    expect(await entries()).toHaveLength(0);
  });
});

describe('a file over given documents', () => {
  const today = limaDate(new Date());
  const voiding = (shop: TestShop, documentId: string, kind: 'RC' | 'RA', workflowId = 'void') =>
    issueSummaryFile(hub.deps, shop.ctx, {
      ...{ kind, referenceDate: today, workflowId },
      lines: [{ documentId, condition: '3', reason: 'Error en el importe' }],
    });
  const stand = (shop: TestShop) => rows(shop, `update fiscal_document set status = 'accepted' where company_id = $1`);

  test('voids a factura by RA; run again it is the same file; another process is refused', async () => {
    const shop = await shopOf('single');
    const { documentId } = await issued(shop, FACTURA);
    await expect(voiding(shop, documentId, 'RA')).rejects.toMatchObject({ code: 'document_not_reportable' });
    await stand(shop);
    const file = await voiding(shop, documentId, 'RA');
    expect(file).toMatchObject({ kind: 'RA', lines: 1, name: `RA-${today.replaceAll('-', '')}-1` });
    expect(await voiding(shop, documentId, 'RA')).toEqual(file);
    await expect(voiding(shop, documentId, 'RA', 'other')).rejects.toMatchObject({ code: 'document_in_summary' });
    await expect(voiding(shop, documentId, 'RC', 'other')).rejects.toMatchObject({ code: 'document_in_summary' });
  });

  test('a boleta goes by RC and a factura by RA, never the other way', async () => {
    const shop = await shopOf('single');
    const [boleta, factura] = [await issued(shop), await issued(shop, FACTURA)];
    await stand(shop);
    await expect(voiding(shop, boleta.documentId, 'RA')).rejects.toMatchObject({ code: 'document_not_reportable' });
    await expect(voiding(shop, factura.documentId, 'RC')).rejects.toMatchObject({ code: 'document_not_reportable' });
    expect(await voiding(shop, boleta.documentId, 'RC')).toMatchObject({ kind: 'RC' });
  });

  test('accepted, its documents are voided and its CDR is kept', async () => {
    const shop = await shopOf('single');
    const { documentId } = await issued(shop, FACTURA);
    await stand(shop);
    const { summaryId } = await voiding(shop, documentId, 'RA');
    const settlement: SummarySettlement = {
      ...{ kind: 'accepted', evidence: 'cdr' },
      ...{ code: '0', description: 'aceptada', observations: [], cdr: Buffer.from('PK') },
    };
    const input = { summaryId, submissionId: null, workflowId: 'void', endpoint: 'none', settlement };
    expect(await settleSummary(hub.deps, shop.ctx, input)).toEqual({ state: 'finish' });
    expect(await finishSummary(hub.deps, shop.ctx, summaryId)).toMatchObject({ state: 'settled', status: 'accepted' });
    expect(await rows(shop, 'select status from fiscal_document where company_id = $1')).toEqual([
      { status: 'voided' },
    ]);
    const body = await getSummaryBody(hub.deps, shop.ctx, { kind: 'RA', id: summaryId }, 'cdr');
    expect(body).toMatchObject({ name: expect.stringMatching(/^R-\d{11}-RA-/), bytes: Buffer.from('PK') });
    expect(await getSummary(hub.deps, shop.ctx, { kind: 'RA', id: summaryId })).toMatchObject({
      ...{ status: 'accepted', sunat: { code: '0', evidence: 'cdr' } },
      lines: [{ condition: 'void', outcome: 'accepted', document: { status: 'voided' } }],
    });
    // A late answer changes nothing.
    const late = { ...input, settlement: { kind: 'rejected', code: '2017', description: 'x' } } as const;
    expect(await settleSummary(hub.deps, shop.ctx, late)).toEqual({ state: 'finish' });
  });

  test('of two people who decide about a file at once one comes too late, and its lines go their way once', async () => {
    const shop = await shopOf();
    const [boleta] = await several(shop, 1);
    const { files } = await open(shop);
    const summaryId = files[0]?.summaryId ?? '';
    const input = { summaryId, submissionId: null, workflowId: 'day', endpoint: 'none' };
    const lost = { kind: 'lost', code: '2223', description: 'ya', person: true } as const;
    expect(await settleSummary(hub.deps, shop.ctx, { ...input, settlement: lost })).toMatchObject({
      state: 'decision',
    });
    const [entry] = await rows<{ id: string }>(
      shop,
      `select id from attention where company_id = $1 and closed_at is null`,
    );
    const decide = (decision: string) =>
      decideSummary(hub.deps, shop.ctx, {
        ...{ entryId: entry?.id ?? '', code: 'summary_answer_lost', subjectId: summaryId },
        ...{ decision, reason: 'Lo vi en SOL' },
      });
    const both = await Promise.allSettled([decide('retry'), decide('release_lines')]);
    const late = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(late).toMatchObject([{ code: 'decision_not_available' }]);
    const [file] = await rows<{ status: string }>(shop, 'select status from summary_file where company_id = $1');
    const [line] = await linesOf(shop);
    expect([
      ['unknown', 'open'],
      ['rejected', 'returned'],
    ]).toContainEqual([file?.status, line?.outcome]);
    expect(line?.document_id).toBe(boleta?.documentId);
  });

  test('a caller without the permission makes none', async () => {
    const shop = await shopOf('single');
    const { documentId } = await issued(shop, FACTURA);
    const ctx = shop.as('summaries:read');
    const lines = [{ documentId, condition: '3', reason: 'Error' } as const];
    const input = { kind: 'RA', referenceDate: today, workflowId: 'w', lines } as const;
    await expect(issueSummaryFile(hub.deps, ctx, input)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
