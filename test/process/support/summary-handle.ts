import type { WorkflowHandle } from '@temporalio/client';
import { inCompany } from '../../../db/tx.ts';
import { limaDate } from '../../../domain/time/lima.ts';
import { DAILY_SUMMARY, dailySummaryStartOptions } from '../../../workflows/daily-summary/start-options.ts';
import type { RoundFilter } from '../../../workflows/daily-summary/contract.ts';
import { createSunatClient, endpointsFor } from '../../../integrations/sunat/index.ts';
import { Sealed } from '../../../platform/crypto/envelope.ts';
import { zipXml } from '../../../platform/signing/zip.ts';
import { change } from '../../../services/change.ts';
import { decideAttention } from '../../../services/attention/decide-attention.ts';
import { createSale } from '../../../services/sales/create-sale.ts';
import { issueSaleDocument } from '../../../services/sales/issue-sale-document.ts';
import { recordSalePayment } from '../../../services/sales/record-sale-payment.ts';
import { reserveSaleStock } from '../../../services/sales/reserve-sale-stock.ts';
import { stubbornly, type TestShop } from '../../support/shop.ts';
import type { SaleHandle, SaleHub } from './sale-hub.ts';

export interface FileRow {
  readonly id: string;
  readonly file_name: string;
  readonly status: string;
  readonly ticket: string | null;
  readonly sunat_code: string | null;
  readonly evidence: string | null;
  readonly line_count: number;
}

export interface LineRow {
  readonly document: string;
  readonly file: string;
  readonly outcome: string;
}

/** A shop that sends its boletas by summary. */
export async function summaryShop(sales: SaleHub): Promise<TestShop> {
  const shop = await sales.shopOf();
  await bySummary(sales, shop);
  return shop;
}

/** Sends boletas of a shop by summary from now on. */
export async function bySummary(sales: SaleHub, shop: TestShop): Promise<void> {
  await inCompany(sales.hub.orm, shop.companyId, (tx) =>
    tx.run(`update company set boleta_mode = 'summary' where id = $1`, [tx.companyId]),
  );
}

/** Asks for a round of the shop's summaries, as the API does. */
export async function askRound(sales: SaleHub, shop: TestShop, filter: RoundFilter = {}): Promise<WorkflowHandle> {
  const date = limaDate(new Date());
  const start = { companyId: shop.companyId, date, requestId: `request-summary-${shop.ruc}` };
  const options = dailySummaryStartOptions({ ...start, filter, taskQueue: sales.taskQueue });
  return sales.client.workflow.signalWithStart(DAILY_SUMMARY, options);
}

/** Boletas of the shop that wait for a summary. */
export async function boletasWaiting(sales: SaleHub, shop: TestShop, count: number): Promise<SaleHandle[]> {
  const boletas = await Promise.all(Array.from({ length: count }, () => sales.sell('boleta', shop)));
  for (const boleta of boletas) await boleta.untilStage('waiting_summary', 60_000);
  return boletas;
}

/** Boletas of the shop, issued by the verbs alone: no process waits for them. */
export async function issueBoletas({ hub }: SaleHub, shop: TestShop, count: number): Promise<void> {
  const one = async (): Promise<void> => {
    const { saleId } = await createSale(hub.deps, shop.ctx, shop.body());
    await reserveSaleStock(hub.deps, shop.ctx, { saleId });
    await recordSalePayment(hub.deps, shop.ctx, { saleId });
    await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
  };
  for (let left = count; left > 0; left -= 10)
    await Promise.all(Array.from({ length: Math.min(10, left) }, () => stubbornly(one)));
}

/** SUNAT registers a boleta as it was issued, and the hub never hears of it. */
export async function registerBoleta(sales: SaleHub, shop: TestShop, number: number): Promise<void> {
  const { deps } = sales.hub;
  const row = await change(deps, shop.ctx, async (tx, cipher) => {
    const [found] = await tx.sql<{ name: string; id: string; body: Buffer }>(
      `select d.file_name as name, f.id, f.body from fiscal_document d join document_file f on f.document_id = d.id
        where d.company_id = $1 and d.number = $2 and f.kind = 'xml'`,
      [tx.companyId, number],
    );
    if (!found) throw new Error('no such boleta');
    return { name: found.name, xml: cipher.openBytes(new Sealed(found.body), `document_file.body/${found.id}`) };
  });
  const outcome = await createSunatClient({ timeoutMs: 5000 }).sendBill(
    endpointsFor('sandbox', { sandboxUrl: sales.sandbox.url }),
    { ruc: shop.ruc, solUser: 'MODDATOS', solPassword: 'moddatos' },
    `${row.name}.zip`,
    zipXml(row.name, row.xml),
  );
  if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
}

/** A person's decision about the shop's one open entry of this code. */
export async function decide(sales: SaleHub, shop: TestShop, code: string, decision: string): Promise<void> {
  const entry = (await summaryRows(sales, shop).attention()).find((one) => one.code === code);
  if (!entry) throw new Error(`no open entry ${code}`);
  await decideAttention(sales.hub.deps, shop.ctx, entry.id, { decision, reason: 'Decisión de prueba' });
}

export function summaryRows(sales: SaleHub, shop: TestShop) {
  const rows = <Row>(text: string): Promise<Row[]> =>
    inCompany(sales.hub.orm, shop.companyId, (tx) => tx.sql<Row>(text, [shop.companyId]));
  return {
    files: () =>
      rows<FileRow>(
        `select id, file_name, status, ticket, sunat_code, evidence, line_count from summary_file
          where company_id = $1 order by generation_date, correlativo`,
      ),
    lines: () =>
      rows<LineRow>(
        `select d.series || '-' || d.number as document, f.file_name as file, l.outcome
           from summary_line l join summary_file f on f.id = l.summary_id join fiscal_document d on d.id = l.document_id
          where l.company_id = $1 order by f.correlativo, l.line`,
      ),
    submissions: () =>
      rows<{ operation: string; outcome: string | null; code: string | null }>(
        `select operation, outcome, code from summary_submission where company_id = $1 order by started_at, id`,
      ),
    attention: () =>
      rows<{ id: string; code: string; options: string[]; subject_id: string }>(
        `select id, code, options, subject_id from attention where company_id = $1 and closed_at is null
          order by created_at, id`,
      ),
    documents: () =>
      rows<{ status: string; evidence: string | null }>(
        `select status, evidence from fiscal_document where company_id = $1 order by number`,
      ),
  };
}
