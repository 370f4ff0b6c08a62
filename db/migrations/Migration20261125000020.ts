import { Migration } from '@mikro-orm/migrations';

/** The company's logo, and the buyer's look-up of a document by what stands on its paper. */
export class Migration20261125000020 extends Migration {
  override name = 'Migration20261125000020';

  override up(): void {
    this.addSql('alter table "company" add "logo" bytea null;');
    this.addSql('alter table "company" add constraint "company_logo_size" check (octet_length(logo) between 1 and 204800);');
    this.addSql('create policy fiscal_document_lookup on fiscal_document for select to hub_owner using (true);');
    // An unknown RUC searches the numbers too (of a company that is none): what is wrong must not show in the time.
    this.addSql(
      `create function lookup_document(wanted_ruc text, wanted_type text, wanted_series text, wanted_number integer, wanted_date date, wanted_total numeric)
        returns table (company_id uuid, id uuid) language sql stable security definer set search_path = pg_catalog, public as $$
        select d.company_id, d.id from public.fiscal_document d
         where d.company_id = coalesce((select c.id from public.company c where c.ruc = wanted_ruc), '00000000-0000-0000-0000-000000000000')
           and d.type = wanted_type and d.series = wanted_series and d.number = wanted_number
           and d.issue_date = wanted_date and d.total = wanted_total $$;`,
    );
    const signature = 'lookup_document(text, text, text, integer, date, numeric)';
    this.addSql(`revoke execute on function ${signature} from public;`);
    this.addSql(`grant execute on function ${signature} to hub_app;`);
  }

  override down(): void {
    this.addSql('drop function lookup_document(text, text, text, integer, date, numeric);');
    this.addSql('drop policy fiscal_document_lookup on fiscal_document;');
    this.addSql('alter table "company" drop constraint "company_logo_size";');
    this.addSql('alter table "company" drop column "logo";');
  }
}
