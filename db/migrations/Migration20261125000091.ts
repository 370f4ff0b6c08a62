import { Migration } from '@mikro-orm/migrations';

/** What `q` looks through; the list's own condition for short texts says the same. */
const SEARCHED = {
  product: `(name || ' ' || sku || ' ' || coalesce(barcode, ''))`,
  customer: 'name',
} as const;

/**
 * Search by part of a name. `ilike` could leak what it reads, so that row security lets no index serve it; these
 * functions run as the owner, compare the company themselves and answer ids only. The index needs two extensions that
 * come with PostgreSQL; a server without them searches by reading the company's rows.
 */
export class Migration20261125000091 extends Migration {
  override name = 'Migration20261125000091';

  override up(): void {
    for (const [table, text] of Object.entries(SEARCHED)) {
      this.addSql(`create policy ${table}_search on ${table} for select to hub_owner using (true);`);
      this.addSql(
        `create function search_${table}(pattern text) returns setof uuid language sql stable security definer set search_path = pg_catalog, public as $$
          select id from public.${table} where company_id = current_setting('mikro.company.id')::uuid and ${text} ilike pattern $$;`,
      );
      this.addSql(`revoke execute on function search_${table}(text) from public;`);
      this.addSql(`grant execute on function search_${table}(text) to hub_app;`);
    }
    const indexes = Object.entries(SEARCHED).map(
      ([table, text]) =>
        `create index ${table}_search_idx on public.${table} using gin (company_id, ${text} public.gin_trgm_ops);`,
    );
    this.addSql(
      `do $$ begin
        if (select count(*) = 2 from pg_available_extensions where name in ('pg_trgm', 'btree_gin')) then
          create extension if not exists pg_trgm schema public;
          create extension if not exists btree_gin schema public;
          ${indexes.join('\n          ')}
        end if;
      exception when insufficient_privilege then
        raise notice 'pg_trgm and btree_gin may not be created here: search goes without its index';
      end $$;`,
    );
  }

  override down(): void {
    for (const table of Object.keys(SEARCHED)) {
      this.addSql(`drop index if exists ${table}_search_idx;`);
      this.addSql(`drop function search_${table}(text);`);
      this.addSql(`drop policy ${table}_search on ${table};`);
    }
  }
}
