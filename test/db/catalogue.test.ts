import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { GLOBAL_TABLES } from '../../db/entities/operations.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** What the catalogue of PostgreSQL must show so that no company can see or point at another's rows. */
const OWNED = `
  select c.oid, c.relname, c.relrowsecurity and c.relforcerowsecurity as forced from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;

const FAULTS = {
  'row security is not forced': `select relname as fault from owned where not forced`,
  'no policy compares the company': `select relname as fault from owned o where not exists (
     select from pg_policy p where p.polrelid = o.oid and pg_get_expr(p.polqual, p.polrelid) like '%mikro.company.id%')`,
  'a policy of everybody': `select relname || '.' || p.polname as fault from owned o join pg_policy p on p.polrelid = o.oid
     where 0 = any(p.polroles)`,
  'neither owned nor on the list of global tables': `select relname as fault from pg_class c
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and oid not in (select oid from owned)
       and relname <> all ($1::text[])`,
  'company_id may be null': `select relname as fault from owned o join pg_attribute a on a.attrelid = o.oid
     and a.attname = 'company_id' where not a.attnotnull`,
  'a key between company tables without the company': `select a.relname || '.' || k.conname as fault from pg_constraint k
     join owned a on a.oid = k.conrelid join owned b on b.oid = k.confrelid where k.contype = 'f' and not exists (
       select from unnest(k.conkey, k.confkey) u(x, y)
         join pg_attribute p on p.attrelid = a.oid and p.attnum = x and p.attname = 'company_id'
         join pg_attribute q on q.attrelid = b.oid and q.attnum = y and q.attname = 'company_id')`,
  'a foreign key without an index': `select k.conrelid::regclass || '.' || k.conname as fault from pg_constraint k
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.confrelid <> 'company'::regclass
       and not exists (select from pg_index i where i.indrelid = k.conrelid and i.indpred is null
         and (select array_agg(c order by c) from unnest(k.conkey) c)
           = (select array_agg(c order by c) from unnest((i.indkey::int2[])[0:cardinality(k.conkey) - 1]) c))`,
  'a definer function without a search path of its own, or open to everybody': `select p.proname as fault from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prosecdef
       and (not coalesce(p.proconfig @> array['search_path=pg_catalog, public'], false)
            or has_function_privilege('public', p.oid, 'execute'))`,
  'a role of the application that bypasses or owns': `select r.rolname as fault from pg_roles r
     where r.rolname in ('hub_app', 'hub_relay') and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb
       or exists (select from pg_class c where c.relowner = r.oid)
       or exists (select from pg_proc p where p.proowner = r.oid)
       or exists (select from pg_auth_members m where m.member = r.oid))`,
  'a view that runs as its owner': `select relname as fault from pg_class where relkind in ('v', 'm')
     and relnamespace = 'public'::regnamespace and not coalesce(reloptions @> array['security_invoker=true'], false)`,
  'append-only tables that can be rewritten': `select t || ' ' || privilege as fault
     from unnest(array['audit', 'stock_movement', 'sale_event', 'note_event', 'note_line', 'document_file']) t,
          unnest(array['update', 'delete', 'truncate']) privilege where has_table_privilege('hub_app', t, privilege)`,
  'tables open to everybody': `select relname as fault from pg_class c where relnamespace = 'public'::regnamespace
     and relkind in ('r', 'p') and has_table_privilege('public', c.oid, 'select')`,
  'more than its narrow views for the relay': `select relname as fault from pg_class c
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and has_table_privilege('hub_relay', c.oid, 'select')
       and relname not in ('sunat_wait', 'breaker')`,
} as const;

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.superUrl });
  await client.connect();
}, 60_000);
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function faultsOf(query: string): Promise<string[]> {
  const values = query.includes('$1') ? [Object.keys(GLOBAL_TABLES)] : [];
  const { rows } = await client.query(`with owned as (${OWNED}) ${query}`, values);
  return rows.map((row) => String(row.fault));
}

describe('no table, key, function or role lets one company near another', () => {
  test.each(Object.entries(FAULTS))('%s: none', async (_name, query) => {
    expect(await faultsOf(query)).toEqual([]);
  });

  test('every table on the list of global ones exists', async () => {
    const { rows } = await client.query(`select relname from pg_class where relkind = 'r' and relname = any($1)`, [
      Object.keys(GLOBAL_TABLES),
    ]);
    expect(rows).toHaveLength(Object.keys(GLOBAL_TABLES).length);
  });
});

describe('the checks see what is planted', () => {
  const planted: readonly (readonly [fault: keyof typeof FAULTS, sql: string])[] = [
    ['row security is not forced', 'alter table sale no force row level security'],
    ['no policy compares the company', 'drop policy sale_company_policy on sale'],
    ['neither owned nor on the list of global tables', 'create table stray (id uuid primary key)'],
    ['company_id may be null', 'alter table sale alter column company_id drop not null'],
    [
      'a key between company tables without the company',
      'alter table sale add constraint stray_fk foreign key (warehouse_id) references warehouse (id)',
    ],
    [
      'a definer function without a search path of its own, or open to everybody',
      `create function stray() returns int language sql security definer as 'select 1'`,
    ],
    ['append-only tables that can be rewritten', 'grant update on audit to hub_app'],
    ['a role of the application that bypasses or owns', 'alter table sale_event owner to hub_app'],
  ];
  test.each(planted.map(([fault, sql]) => ({ fault, sql })))('$fault', async ({ fault, sql }) => {
    await client.query('begin');
    try {
      await client.query(sql);
      expect(await faultsOf(FAULTS[fault])).not.toEqual([]);
    } finally {
      await client.query('rollback');
    }
  });
});
