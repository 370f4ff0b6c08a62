import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createOrm } from '../../db/orm.ts';
import { limaDate } from '../../domain/time/lima.ts';
import { listApiKeys } from '../../services/api-keys/read-api-keys.ts';
import { listAttention } from '../../services/attention/read-attention.ts';
import { listAudit } from '../../services/audit/list-audit.ts';
import { listCustomers } from '../../services/customers/read-customers.ts';
import type { ServiceDeps } from '../../services/deps.ts';
import { listCertificates } from '../../services/certificates/read-certificates.ts';
import { listDespatches } from '../../services/despatch/read-despatches.ts';
import { listSubmissions } from '../../services/documents/list-submissions.ts';
import { listDocuments } from '../../services/documents/read-documents.ts';
import { listEstablishments } from '../../services/establishments/read-establishments.ts';
import { listDocumentMails } from '../../services/mail/read-mails.ts';
import { listNotes } from '../../services/notes/read-notes.ts';
import { listSummaries } from '../../services/summaries/read-summaries.ts';
import type { PageRequest } from '../../services/page.ts';
import { listProducts } from '../../services/products/list-products.ts';
import { listRoles } from '../../services/roles/read-roles.ts';
import { listSaleEvents } from '../../services/sales/list-sale-events.ts';
import { listSales } from '../../services/sales/read-sales.ts';
import { listSeries } from '../../services/series/read-series.ts';
import { listKardex } from '../../services/stock/list-kardex.ts';
import { listStock } from '../../services/stock/list-stock.ts';
import { listUsers } from '../../services/users/read-users.ts';
import { listWarehouses } from '../../services/warehouses/read-warehouses.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../support/shop.ts';

/** Every list's own statement, planned on 100,000 rows as the application's role: by an index, without a sort. */
const ROWS = 100_000;

interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

let hub: TestHub;
let shop: TestShop;
let deps: ServiceDeps;
let planner: pg.Client;
let sent: Statement[] = [];

/** What the pool's clients send, seen from outside. */
function watched(url: string) {
  return createOrm({
    url,
    poolMax: 3,
    onPool: (pool) => {
      pool.on('connect', (client) => {
        const query = client.query.bind(client);
        Object.assign(client, {
          query: (text: unknown, values: unknown, ...rest: unknown[]): unknown => {
            if (typeof text === 'string' && Array.isArray(values)) sent.push({ text, values });
            return Reflect.apply(query, client, [text, values, ...rest]);
          },
        });
      });
    },
  });
}

const ID = `('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
const AT = `now() - make_interval(secs => n)`;
const pick = (...options: string[]) => `(array[${options.map((o) => `'${o}'`).join(',')}])[1 + n % ${options.length}]`;
const [PLACE, PRODUCT] = [`md5('p' || n % 5)::uuid`, `md5('q' || n % 500)::uuid`];

/** Rows of one company; foreign keys are not looked at, so that each table stands alone. */
const FILL: Readonly<Record<string, string>> = {
  product: `insert into product (id, company_id, created_at, sku, name, unit_code, barcode, price, currency, igv_affectation, active)
    select ${ID}, $1, ${AT}, 'SKU-' || n, 'Producto ' || n, 'NIU', 'B' || n, 1, 'PEN', '10', n % 10 > 0`,
  customer: `insert into customer (id, company_id, created_at, document_type, document_number, document_number_index, name, active)
    select ${ID}, $1, ${AT}, '1', '\\x00', decode(md5('c' || n), 'hex'), 'Cliente ' || n, n % 10 > 0`,
  stock_level: `insert into stock_level (id, company_id, created_at, warehouse_id, product_id, on_hand)
    select ${ID}, $1, ${AT}, ${PLACE}, ${ID}, 5`,
  stock_movement: `insert into stock_movement (id, company_id, recorded_at, effective_date, warehouse_id, product_id, kind, source_id, source_line, quantity, unit_cost, balance, average_cost)
    select ${ID}, $1, ${AT}, current_date, ${PLACE}, ${PRODUCT}, 'sale', ${ID}, 1, -1, 1, 1, 1`,
  sale: `insert into sale (id, company_id, created_at, status, channel, warehouse_id, document_type, series, currency, payment_terms, totals, total, workflow_id, request_id)
    select ${ID}, $1, ${AT}, case when n % 1000 = 0 then 'needs_attention' else ${pick('completed', 'completed', 'issued', 'cancelled')} end,
           ${pick('store', 'web')}, ${PLACE}, ${pick('01', '03', '03')}, 'B001', 'PEN', '{}', '{}', 1, 'w', 'r'`,
  sale_line: `insert into sale_line (id, company_id, sale_id, line, product_id, sku, description, unit_code, quantity, unit_price, igv_affectation, tracks_stock, value, igv, total)
    select ${ID}, $1, ${ID}, 1, ${PRODUCT}, 'SKU', 'Producto', 'NIU', 1, 1, '10', true, 1, 0, 1`,
  payment: `insert into payment (id, company_id, created_at, sale_id, line, method, amount, currency)
    select ${ID}, $1, ${AT}, ${ID}, 1, 'cash', 1, 'PEN'`,
  sale_event: `insert into sale_event (id, company_id, at, sale_id, kind)
    select ${ID}, $1, ${AT}, ('00000000-0000-7000-8000-' || lpad(to_hex(1 + n / 5), 12, '0'))::uuid, 'received'`,
  fiscal_document: `insert into fiscal_document (id, company_id, created_at, sale_id, source_type, source_id, issue_attempt, type, series, number, issue_date, issue_time, currency, totals, total, hash, qr, file_name, deadline_at, environment, status)
    select ${ID}, $1, ${AT}, ${ID}, 'sale', ${ID}, 1, ${pick('01', '03', '03')}, 'B001', n, current_date, '10:00:00', 'PEN', '{}', 1, 'h', '\\x00', 'f', now(), 'beta',
           case when n % 1000 = 0 then 'rejected' else ${pick('accepted', 'observed', 'issued')} end`,
  submission: `insert into submission (id, company_id, document_id, operation, file_version, started_at, request_id)
    select ${ID}, $1, ('00000000-0000-7000-8000-' || lpad(to_hex(1 + n / 2), 12, '0'))::uuid, 'sendBill', 1, ${AT}, 'r'`,
  note: `insert into note (id, company_id, created_at, status, kind, sale_id, amended_id, reason_code, reason, effects, series, currency, totals, total, draft, warnings, workflow_id, request_id)
    select ${ID}, $1, ${AT}, case when n % 1000 = 0 then 'needs_attention' else ${pick('completed', 'completed', 'issued', 'cancelled')} end,
           ${pick('07', '08')}, ${ID}, ${ID}, '01', 'r', 'both', 'FC01', 'PEN', '{}', 1, '\\x00', '[]', 'w', 'r'`,
  note_line: `insert into note_line (id, company_id, note_id, line, sku, description, unit_code, quantity, returned, unit_price, igv_affectation, value, igv, total)
    select ${ID}, $1, ${ID}, 1, 'SKU', 'Producto', 'NIU', 1, 1, 1, '10', 1, 0, 1`,
  note_event: `insert into note_event (id, company_id, at, note_id, kind)
    select ${ID}, $1, ${AT}, ('00000000-0000-7000-8000-' || lpad(to_hex(1 + n / 5), 12, '0'))::uuid, 'received'`,
  refund: `insert into refund (id, company_id, created_at, note_id, sale_id, payment_id, method, amount, currency)
    select ${ID}, $1, ${AT}, ${ID}, ${ID}, ${ID}, 'cash', 1, 'PEN'`,
  despatch_advice: `insert into despatch_advice (id, company_id, created_at, status, type, series, warehouse_id, sale_id, start_date, draft, warnings, workflow_id, request_id)
    select ${ID}, $1, ${AT}, case when n % 1000 = 0 then 'needs_attention' else ${pick('completed', 'completed', 'issued')} end,
           case when n % 1000 = 0 then '31' else '09' end, 'T001', ${PLACE}, ${ID}, current_date, '\\x00', '[]', 'w', 'r'`,
  despatch_event: `insert into despatch_event (id, company_id, at, despatch_id, kind)
    select ${ID}, $1, ${AT}, ('00000000-0000-7000-8000-' || lpad(to_hex(1 + n / 5), 12, '0'))::uuid, 'received'`,
  tax_certificate: `insert into tax_certificate (id, company_id, created_at, status, type, series, establishment_id, regime, withheld, paid, draft, warnings, workflow_id, request_id)
    select ${ID}, $1, ${AT}, case when n % 1000 = 0 then 'needs_attention' else ${pick('completed', 'completed', 'issued')} end,
           ${pick('20', '40')}, 'R001', ${PLACE}, '01', 1, 1, '\\x00', '[]', 'w', 'r'`,
  certificate_event: `insert into certificate_event (id, company_id, at, certificate_id, kind)
    select ${ID}, $1, ${AT}, ('00000000-0000-7000-8000-' || lpad(to_hex(1 + n / 5), 12, '0'))::uuid, 'received'`,
  summary_file: `insert into summary_file (id, company_id, created_at, kind, generation_date, reference_date, correlativo, file_name, hash, line_count, environment, workflow_id, request_id)
    select ${ID}, $1, ${AT}, ${pick('RC', 'RA')}, current_date - n % 500, current_date - n % 500, 1 + n % 99999, 'f', 'h', 1, 'beta', 'w', 'r'`,
  summary_line: `insert into summary_line (id, company_id, summary_id, line, document_id, condition, outcome)
    select ${ID}, $1, ${ID}, 1, ${ID}, '1', 'accepted'`,
  mail_delivery: `insert into mail_delivery (id, company_id, created_at, document_id, recipient, request_id)
    select ${ID}, $1, ${AT}, ('00000000-0000-7000-8000-' || lpad(to_hex(1 + n / 2), 12, '0'))::uuid, '\\x00', 'r'`,
  audit: `insert into audit (id, company_id, at, actor_kind, actor_id, action, entity, entity_id, request_id)
    select ${ID}, $1, ${AT}, 'user', md5('u' || n % 50)::uuid, ${pick('sale.create', 'sale.issue')}, ${pick('sale', 'product')}, ${ID}, 'r'`,
  attention: `insert into attention (id, company_id, created_at, kind, severity, code, detail, subject_id, sale_id, options, closed_at)
    select ${ID}, $1, ${AT}, ${pick('sale', 'sunat')}, ${pick('info', 'warning', 'critical')}, 'c', 'd', ${ID}, ${ID}, '{retry}', case when n % 100 > 0 then now() end`,
};

beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
  deps = { ...hub.deps, orm: watched(hub.database.appUrl) };
  const filler = new pg.Client({ connectionString: hub.database.superUrl });
  await filler.connect();
  await filler.query('set session_replication_role = replica');
  for (const insert of Object.values(FILL))
    await filler.query(`${insert} from generate_series(1, ${ROWS}) n`.replaceAll('$1', `'${shop.companyId}'::uuid`));
  await filler.query('analyze');
  await filler.end();
  planner = new pg.Client({ connectionString: hub.database.appUrl });
  await planner.connect();
  await planner.query(`select set_config('mikro.company.id', $1, false)`, [shop.companyId]);
}, 240_000);
afterAll(async () => {
  await planner.end();
  await deps.orm.close(true);
  await hub.close();
});

const FIRST: PageRequest = { limit: 50, after: null };
const NEXT: PageRequest = {
  limit: 50,
  after: { at: new Date(Date.now() - 3_600_000).toISOString(), id: '00000000-0000-7000-8000-000000000e10' },
};
const ROW = '00000000-0000-7000-8000-000000000010';
const today = limaDate(new Date());
const md5 = (text: string) => `md5('${text}')`;
let place: string;
let product: string;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Parent Relationship'?: string;
  readonly Plans?: readonly PlanNode[];
}

const nodes = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** Without the look-ups of each shown row, which sort its few lines. */
const outer = (plan: PlanNode): PlanNode[] => [
  plan,
  ...(plan.Plans ?? []).filter((node) => node['Parent Relationship'] !== 'SubPlan').flatMap(outer),
];

/** Runs the list as it is, then asks for the plan of what it sent. */
async function planOf(list: (page: PageRequest) => Promise<unknown>, page: PageRequest): Promise<PlanNode> {
  sent = [];
  // What is in the sealed columns here cannot be opened; by then the statement was sent.
  await list(page).catch(() => undefined);
  const statement = sent.find(({ text }) => text.includes('position_at'));
  if (!statement) throw new Error('The list sent no page statement');
  const { rows } = await planner.query(`explain (format json) ${statement.text}`, statement.values);
  const plan: PlanNode = rows[0]['QUERY PLAN'][0].Plan;
  return plan;
}

type List = readonly [name: string, index: RegExp, list: (page: PageRequest) => Promise<unknown>];
const lists: readonly List[] = [
  ['sales', /^sale_list_idx$/, (page) => listSales(deps, shop.ctx, {}, page)],
  [
    'sales by a rare status',
    /^sale_status_idx$/,
    (page) => listSales(deps, shop.ctx, { status: 'needs_attention' }, page),
  ],
  [
    'sales by warehouse',
    /^sale_(warehouse|list)_idx$/,
    (page) => listSales(deps, shop.ctx, { warehouse_id: place }, page),
  ],
  ['sales by channel', /^sale_(channel|list)_idx$/, (page) => listSales(deps, shop.ctx, { channel: 'web' }, page)],
  [
    'sales by document type',
    /^sale_(document_type|list)_idx$/,
    (page) => listSales(deps, shop.ctx, { document_type: 'factura' }, page),
  ],
  ['sales of a day', /^sale_list_idx$/, (page) => listSales(deps, shop.ctx, { from: today, to: today }, page)],
  ['events of a sale', /^sale_event_sale_idx$/, (page) => listSaleEvents(deps, shop.ctx, ROW, page)],
  ['documents', /^fiscal_document_list_idx$/, (page) => listDocuments(deps, shop.ctx, {}, page)],
  [
    'documents by a rare status',
    /^fiscal_document_status_idx$/,
    (page) => listDocuments(deps, shop.ctx, { status: 'rejected' }, page),
  ],
  [
    'documents by type',
    /^fiscal_document_(type|list)_idx$/,
    (page) => listDocuments(deps, shop.ctx, { document_type: '01' }, page),
  ],
  ['a document by its number', /^fiscal_document_/, (page) => listDocuments(deps, shop.ctx, { q: 'B001-77' }, page)],
  [
    'documents of a sale',
    /^fiscal_document_sale_idx$/,
    (page) => listDocuments(deps, shop.ctx, { sale_id: ROW }, page),
  ],
  ['credit notes', /^note_(list|status)_idx$/, (page) => listNotes(deps, shop.ctx, { kind: '07' }, page)],
  [
    'credit notes by a rare status',
    /^note_status_idx$/,
    (page) => listNotes(deps, shop.ctx, { kind: '07', status: 'needs_attention' }, page),
  ],
  [
    'notes over a document',
    /^note_amended_idx$/,
    (page) => listNotes(deps, shop.ctx, { kind: '07', document_id: ROW }, page),
  ],
  ['notes of a sale', /^note_sale_idx$/, (page) => listNotes(deps, shop.ctx, { kind: '07', sale_id: ROW }, page)],
  ['certificates', /^tax_certificate_list_idx$/, (page) => listCertificates(deps, shop.ctx, { type: '20' }, page)],
  [
    'certificates by a rare status',
    /^tax_certificate_status_idx$/,
    (page) => listCertificates(deps, shop.ctx, { type: '40', status: 'needs_attention' }, page),
  ],
  ['guías', /^despatch_advice_list_idx$/, (page) => listDespatches(deps, shop.ctx, {}, page)],
  [
    'guías by a rare status',
    /^despatch_advice_status_idx$/,
    (page) => listDespatches(deps, shop.ctx, { status: 'needs_attention' }, page),
  ],
  [
    'guías of a rare type',
    /^despatch_advice_type_idx$/,
    (page) => listDespatches(deps, shop.ctx, { type: '31' }, page),
  ],
  [
    'documents of a sale: guías',
    /^despatch_advice_sale_idx$/,
    (page) => listDespatches(deps, shop.ctx, { sale_id: ROW }, page),
  ],
  [
    'daily summaries',
    /^summary_file_(list|status)_idx$/,
    (page) => listSummaries(deps, shop.ctx, { kind: 'RC' }, page),
  ],
  ['submissions of a document', /^submission_document_idx$/, (page) => listSubmissions(deps, shop.ctx, ROW, page)],
  ['mails of a document', /^mail_delivery_document_idx$/, (page) => listDocumentMails(deps, shop.ctx, ROW, page)],
  ['stock', /^stock_level_list_idx$/, (page) => listStock(deps, shop.ctx, {}, page)],
  [
    'stock of a warehouse',
    /^stock_level_(warehouse|list)_idx$/,
    (page) => listStock(deps, shop.ctx, { warehouse_id: place }, page),
  ],
  ['stock of a product', /^stock_level_place_key$/, (page) => listStock(deps, shop.ctx, { product_id: ROW }, page)],
  ['kardex', /^stock_movement_list_idx$/, (page) => listKardex(deps, shop.ctx, {}, page)],
  [
    'kardex of a warehouse',
    /^stock_movement_(warehouse|list)_idx$/,
    (page) => listKardex(deps, shop.ctx, { warehouse_id: place }, page),
  ],
  [
    'kardex of a product in a warehouse',
    /^stock_movement_kardex_idx$/,
    (page) => listKardex(deps, shop.ctx, { product_id: product, warehouse_id: place }, page),
  ],
  ['what waits', /^attention_open_list_idx$/, (page) => listAttention(deps, shop.ctx, {}, page)],
  ['what waited', /^attention_list_idx$/, (page) => listAttention(deps, shop.ctx, { status: 'closed' }, page)],
  ['audit', /^audit_list_idx$/, (page) => listAudit(deps, shop.ctx, {}, page)],
  [
    'audit of one thing',
    /^audit_entity_idx$/,
    (page) => listAudit(deps, shop.ctx, { entity: 'sale', entity_id: ROW }, page),
  ],
  ['audit of one person', /^audit_(actor|list)_idx$/, (page) => listAudit(deps, shop.ctx, { actor_id: product }, page)],
  ['products', /^product_list_idx$/, (page) => listProducts(deps, shop.ctx, {}, page)],
  ['products that are sold', /^product_list_idx$/, (page) => listProducts(deps, shop.ctx, { active: true }, page)],
  ['customers', /^customer_list_idx$/, (page) => listCustomers(deps, shop.ctx, {}, page)],
  [
    'a customer by number',
    /^customer_document_key$/,
    (page) => listCustomers(deps, shop.ctx, { document_number: '45678912' }, page),
  ],
];

/** Lists that are short by nature (a few rows a company): they only must have their index. */
const short: readonly List[] = [
  ['users', /^app_user_list_idx$/, (page) => listUsers(deps, shop.ctx, {}, page)],
  ['roles', /^role_list_idx$/, (page) => listRoles(deps, shop.ctx, page)],
  ['API keys', /^api_key_list_idx$/, (page) => listApiKeys(deps, shop.ctx, page)],
  ['establishments', /^establishment_list_idx$/, (page) => listEstablishments(deps, shop.ctx, page)],
  ['warehouses', /^warehouse_list_idx$/, (page) => listWarehouses(deps, shop.ctx, page)],
  ['series', /^document_series_list_idx$/, (page) => listSeries(deps, shop.ctx, {}, page)],
];

describe('a search by part of a name', () => {
  const found = async (list: (page: PageRequest) => Promise<{ rows: readonly unknown[] }>) =>
    (await list({ limit: 200, after: null })).rows.length;

  test.each(['product', 'customer'] as const)(
    'reads %s by its index, as the function it runs in does',
    async (table) => {
      const { rows } = await planner.query('select prosrc from pg_proc where proname = $1', [`search_${table}`]);
      const body = String(rows[0].prosrc).replace('pattern', `'%' || '9999' || '%'`);
      const owner = new pg.Client({ connectionString: hub.database.ownerUrl });
      await owner.connect();
      await owner.query(`select set_config('mikro.company.id', $1, false)`, [shop.companyId]);
      const plan = await owner.query(`explain (format json) ${body}`);
      await owner.end();
      const names = nodes(plan.rows[0]['QUERY PLAN'][0].Plan).map((node) => node['Index Name']);
      expect(names).toContain(`${table}_search_idx`);
    },
  );

  test('finds what contains the text, short or long, whatever the case, in this company only', async () => {
    const other = await makeShop(hub);
    for (const q of ['ucto 77777', 'SKU-77777', '77777']) {
      expect(await found((page) => listProducts(deps, shop.ctx, { q }, page))).toBe(1);
      expect(await found((page) => listProducts(deps, other.ctx, { q }, page))).toBe(0);
    }
    expect(await found((page) => listProducts(deps, shop.ctx, { q: 'zz' }, page))).toBe(0);
    expect(await found((page) => listProducts(deps, shop.ctx, { q: '%7%' }, page))).toBe(0);
  });
});

describe('on 100,000 rows each list is read from its index', () => {
  beforeAll(async () => {
    const { rows } = await planner.query(`select ${md5('p1')}::uuid as place, ${md5('q1')}::uuid as product`);
    [place, product] = [rows[0].place, rows[0].product];
  });

  test.each(lists.map(([name, index, list]) => ({ name, index, list })))('$name', async ({ index, list }) => {
    for (const page of [FIRST, NEXT]) {
      const plan = nodes(await planOf(list, page));
      expect(plan.map((node) => node['Index Name'] ?? '').filter((name) => index.test(name))).not.toEqual([]);
      expect(plan.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'])).toEqual([]);
    }
  });

  test('no open list sorts: the index brings the rows in the order of the page', async () => {
    for (const [name, , list] of lists) {
      if (/a document by|customer by|stock of a product|audit of one thing|documents of a sale|notes o/.test(name))
        continue;
      const sorts = outer(await planOf(list, FIRST)).filter((node) => /Sort/.test(node['Node Type']));
      expect({ name, sorts: sorts.length }).toEqual({ name, sorts: 0 });
    }
  });

  test.each(short.map(([name, index, list]) => ({ name, index, list })))('$name', async ({ index, list }) => {
    await planner.query('set enable_seqscan = off');
    await planner.query('set enable_sort = off');
    const plan = nodes(await planOf(list, FIRST));
    await planner.query('reset all');
    await planner.query(`select set_config('mikro.company.id', $1, false)`, [shop.companyId]);
    expect(plan.map((node) => node['Index Name'] ?? '').filter((name) => index.test(name))).not.toEqual([]);
  });
});
