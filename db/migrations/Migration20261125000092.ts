import { Migration } from '@mikro-orm/migrations';

/** Notes that are not at an end, by state, over all companies; for the gauges. */
export class Migration20261125000092 extends Migration {
  override name = 'Migration20261125000092';

  override up(): void {
    this.addSql(`create index note_open_idx on note (status) where status not in ('completed', 'cancelled');`);
    this.addSql('create policy note_metrics on note for select to hub_owner using (true);');
    this.addSql(
      `create function hub_note_metrics() returns table (label text, value double precision) language sql stable security definer set search_path = pg_catalog, public as $$
        select status, count(*)::double precision from public.note where status not in ('completed', 'cancelled') group by status $$;`,
    );
    this.addSql('revoke execute on function hub_note_metrics() from public;');
    this.addSql('grant execute on function hub_note_metrics() to hub_app, hub_relay;');
  }

  override down(): void {
    this.addSql('drop function hub_note_metrics();');
    this.addSql('drop policy note_metrics on note;');
    this.addSql('drop index note_open_idx;');
  }
}
