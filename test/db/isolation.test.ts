import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import * as entities from '../../db/entities/index.ts';
import { inCompany } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { createNote } from '../../services/notes/create-note.ts';
import { issueNote } from '../../services/notes/issue-note.ts';
import { createSale } from '../../services/sales/create-sale.ts';
import { issueSaleDocument } from '../../services/sales/issue-sale-document.ts';
import { recordSalePayment } from '../../services/sales/record-sale-payment.ts';
import { reserveSaleStock } from '../../services/sales/reserve-sale-stock.ts';
import { adjustStock } from '../../services/stock/adjust-stock.ts';
import { readerOf } from '../support/reader.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../support/shop.ts';

/** Two companies in one database: neither sees, changes or points at a row of the other, in any table. */
let hub: TestHub;
let mine: TestShop;
let other: TestShop;
let app: pg.Client;
let root: pg.Client;

const TABLES = Object.values(entities)
  .filter((value) => typeof value === 'object' && value !== null && 'meta' in value)
  .map((entity) => ({ entity, table: entity.meta.tableName ?? entity.meta.collection }))
  .filter(({ table }) => !(table in entities.GLOBAL_TABLES));

/** Rows that no verb of a sale writes, so that every table has some of both companies. */
const MORE: Readonly<Record<string, string>> = {
  app_user: `insert into app_user (id, company_id, email, email_index, name) values ($1::uuid, $2::uuid, '\\x00', '\\x00', 'Persona')`,
  login_origin: `insert into login_origin (id, company_id, user_id, origin) select $1::uuid, $2::uuid, id, '\\x00' from app_user where company_id = $2::uuid limit 1`,
  role: `insert into role (id, company_id, name, permissions) values ($1::uuid, $2::uuid, 'rol', '{}')`,
  user_role: `insert into user_role (id, company_id, user_id, role_id) select $1::uuid, $2::uuid, u.id, r.id from app_user u, role r where u.company_id = $2::uuid and r.company_id = $2::uuid`,
  refresh_family: `insert into refresh_family (id, company_id, user_id, expires_at) select $1::uuid, $2::uuid, id, now() from app_user where company_id = $2::uuid`,
  refresh_token: `insert into refresh_token (id, company_id, family_id, token_hash, expires_at) select $1::uuid, $2::uuid, id, decode(replace($1::uuid::text, '-', ''), 'hex'), now() from refresh_family where company_id = $2::uuid`,
  api_key: `insert into api_key (id, company_id, name, prefix, key_hash, permissions) values ($1::uuid, $2::uuid, 'llave', 'hk', decode(replace($1::uuid::text, '-', ''), 'hex'), '{}')`,
  customer: `insert into customer (id, company_id, document_type, document_number, document_number_index, name) values ($1::uuid, $2::uuid, '1', '\\x00', '\\x00', 'Cliente')`,
  idempotency_record: `insert into idempotency_record (id, company_id, route, key, request_hash, lease_until, expires_at) values ($1::uuid, $2::uuid, 'POST /x', 'k', '\\x00', now(), now())`,
  submission: `insert into submission (id, company_id, document_id, operation, file_version, request_id) select $1::uuid, $2::uuid, id, 'sendBill', 1, 'r' from fiscal_document where company_id = $2::uuid and source_type = 'sale'`,
  mail_template: `insert into mail_template (id, company_id, subject, text) values ($1::uuid, $2::uuid, 's', 't')`,
  mail_delivery: `insert into mail_delivery (id, company_id, document_id, recipient, request_id) select $1::uuid, $2::uuid, id, '\\x00', 'r' from fiscal_document where company_id = $2::uuid and source_type = 'sale'`,
  attention: `insert into attention (id, company_id, kind, severity, code, detail, subject_id, options) values ($1::uuid, $2::uuid, 'sale', 'info', 'c', 'd', $1::uuid, '{}')`,
  advance_deduction: `insert into advance_deduction (id, company_id, sale_id, document_id, amount) select $1::uuid, $2::uuid, sale_id, id, 1 from fiscal_document where company_id = $2::uuid and source_type = 'sale'`,
  completeness_report: `insert into completeness_report (id, company_id, date, taken_at, series, totals, findings) values ($1::uuid, $2::uuid, now(), now(), '[]', '{}', '[]')`,
  document_void: `insert into document_void (id, company_id, act, document_id, sale_id, reason, workflow_id, request_id) select $1::uuid, $2::uuid, 'daily_summary', id, sale_id, 'Motivo', 'w', 'r' from fiscal_document where company_id = $2::uuid and source_type = 'sale'`,
  summary_file: `insert into summary_file (id, company_id, kind, generation_date, reference_date, correlativo, file_name, hash, line_count, environment, workflow_id, request_id) values ($1::uuid, $2::uuid, 'RC', now(), now(), 1, 'f', 'h', 1, 'sandbox', 'w', 'r')`,
  summary_body: `insert into summary_body (id, company_id, summary_id, kind, name, sha256, body) select $1::uuid, $2::uuid, id, 'xml', 'n', 's', '\\x00' from summary_file where company_id = $2::uuid`,
  summary_line: `insert into summary_line (id, company_id, summary_id, line, document_id, condition) select $1::uuid, $2::uuid, f.id, 1, d.id, '1' from summary_file f, fiscal_document d where f.company_id = $2::uuid and d.company_id = $2::uuid and d.source_type = 'sale'`,
  summary_submission: `insert into summary_submission (id, company_id, summary_id, operation, request_id) select $1::uuid, $2::uuid, id, 'sendSummary', 'r' from summary_file where company_id = $2::uuid`,
  sunat_gate: `insert into sunat_gate (id, company_id) values ($1::uuid, $2::uuid)`,
  sunat_wait: `insert into sunat_wait (id, company_id, workflow_id, endpoint) values ($1::uuid, $2::uuid, 'w', 'e')`,
};

/** A guía needs an API client, which a test shop has not; a certificate's rows stand for it as well. */
const OTHERS = [
  `insert into despatch_advice (id, company_id, type, series, warehouse_id, start_date, draft, warnings, workflow_id, request_id) select $1::uuid, $2::uuid, '09', 'T001', id, now(), '\\x00', '[]', 'w', 'r' from warehouse where company_id = $2::uuid limit 1`,
  `insert into despatch_event (id, company_id, despatch_id, kind) select $1::uuid, $2::uuid, id, 'received' from despatch_advice where company_id = $2::uuid`,
  `insert into tax_certificate (id, company_id, type, series, establishment_id, regime, withheld, paid, draft, warnings, workflow_id, request_id) select $1::uuid, $2::uuid, '20', 'R001', id, '01', 1, 1, '\\x00', '[]', 'w', 'r' from establishment where company_id = $2::uuid limit 1`,
  `insert into certificate_event (id, company_id, certificate_id, kind) select $1::uuid, $2::uuid, id, 'received' from tax_certificate where company_id = $2::uuid`,
];

async function live(shop: TestShop): Promise<void> {
  const { saleId } = await createSale(hub.deps, shop.ctx, shop.body());
  await reserveSaleStock(hub.deps, shop.ctx, { saleId });
  await recordSalePayment(hub.deps, shop.ctx, { saleId });
  const issued = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  const { documentId } = issued.document;
  await inCompany(hub.orm, shop.companyId, (tx) =>
    tx.run(`update fiscal_document set status = 'accepted' where id = $1`, [documentId]),
  );
  const body = { document_id: documentId, reason_code: '01', reason: 'Anulación' };
  await issueNote(hub.deps, shop.ctx, { ...(await createNote(hub.deps, shop.ctx, '07', body)), attempt: 1 });
  await inCompany(hub.orm, shop.companyId, async (tx) => {
    for (const insert of OTHERS) await tx.run(insert, [uuidv7(), shop.companyId]);
  });
  const lines = [{ product_id: shop.coffee.id, quantity: '1' }];
  await adjustStock(hub.deps, shop.ctx, {
    warehouse_id: shop.warehouseId,
    reason_code: 'count',
    note: 'Conteo',
    lines,
  });
  await inCompany(hub.orm, shop.companyId, async (tx) => {
    for (const insert of Object.values(MORE)) await tx.run(insert, [uuidv7(), shop.companyId]);
  });
}

beforeAll(async () => {
  hub = await createTestHub();
  [mine, other] = [await makeShop(hub), await makeShop(hub)];
  for (const shop of [mine, other]) await live(shop);
  app = new pg.Client({ connectionString: hub.database.appUrl });
  root = new pg.Client({ connectionString: hub.database.superUrl });
  await Promise.all([app.connect(), root.connect()]);
}, 120_000);
afterAll(async () => {
  await Promise.all([app.end(), root.end()]);
  await hub.close();
});

const become = (companyId: string) => app.query(`select set_config('mikro.company.id', $1, false)`, [companyId]);

async function otherRow(table: string): Promise<string> {
  const { rows } = await root.query(`select id from ${table} where company_id = $1 limit 1`, [other.companyId]);
  if (!rows[0]) throw new Error(`The other company has no row in ${table}`);
  return rows[0].id;
}

describe.each(TABLES)('$table', ({ entity, table }) => {
  test('shows the rows of the session’s company only, by raw SQL and as entities', async () => {
    await otherRow(table);
    await become(mine.companyId);
    const { rows } = await app.query(`select distinct company_id from ${table}`);
    expect(rows.map((row) => row.company_id)).toEqual([mine.companyId]);
    const found: readonly object[] = await readerOf(hub.orm, mine.companyId).findAll(entity as never, {});
    expect(new Set(found.map((row) => Reflect.get(row, 'companyId')))).toEqual(new Set([mine.companyId]));
    expect(
      await readerOf(hub.orm, mine.companyId).findOne(entity as never, { id: await otherRow(table) } as never),
    ).toBeNull();
  });

  test('takes no row for another company, and changes or deletes none of it', async () => {
    await become(mine.companyId);
    const id = await otherRow(table);
    const touched = await app.query(`update ${table} set company_id = company_id where id = $1`, [id]).then(
      (result) => result.rowCount,
      (error: pg.DatabaseError) => error.code,
    );
    // Append-only tables cannot be updated at all.
    expect([0, '42501']).toContain(touched);
    const stolen = await app
      .query(`update ${table} set company_id = $1 where company_id = $2::uuid`, [other.companyId, mine.companyId])
      .then(
        (result) => result.rowCount,
        (error: pg.DatabaseError) => error.code,
      );
    expect(['42501', '23503', '23505']).toContain(stolen);
  });

  test('answers an error, never rows, where no company is set', async () => {
    const fresh = new pg.Client({ connectionString: hub.database.appUrl });
    await fresh.connect();
    await expect(fresh.query(`select * from ${table}`)).rejects.toMatchObject({ code: '42704' });
    await fresh.end();
  });
});

test('a reference to a row of another company is refused by the key itself, also to a superuser', async () => {
  const { rows } = await root.query(
    `select conrelid::regclass as child, confrelid::regclass as parent,
            (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[2]) as column
       from pg_constraint where contype = 'f' and cardinality(conkey) = 2`,
  );
  expect(rows.length).toBeGreaterThan(20);
  for (const { child, parent, column } of rows) {
    const { rows: parents } = await root.query(`select id from ${parent} where company_id = $1 limit 1`, [
      other.companyId,
    ]);
    if (!parents[0]) continue;
    await root.query('begin');
    // A deferred key is looked at at once here.
    await root.query('set constraints all immediate');
    const outcome = await root
      .query(
        `update ${child} set ${column} = $1 where id = (select id from ${child} where company_id = $2::uuid limit 1)`,
        [parents[0].id, mine.companyId],
      )
      .then(
        (result) => result.rowCount,
        (error: pg.DatabaseError) => error.code,
      );
    await root.query('rollback');
    expect({ child, column, outcome }).toEqual({ child, column, outcome: outcome === 0 ? 0 : '23503' });
  }
});

test('the company itself is seen by nobody else', async () => {
  await become(mine.companyId);
  const { rows } = await app.query('select id from company');
  expect(rows).toEqual([{ id: mine.companyId }]);
});
