import { Migration } from '@mikro-orm/migrations';

/** Append-only for the application: what is written there is history. */
const APPEND_ONLY = ['audit', 'stock_movement', 'sale_event', 'document_file'];
const CHANGEABLE = [
  'company',
  'company_key',
  'establishment',
  'warehouse',
  'document_series',
  'sunat_certificate',
  'sunat_credentials',
  'app_user',
  'role',
  'refresh_family',
  'refresh_token',
  'api_key',
  'signing_key',
  'product',
  'customer',
  'stock_level',
  'reservation',
  'stock_adjustment',
  'sale',
  'sale_line',
  'payment',
  'fiscal_document',
  'submission',
  'outbox',
  'attention',
  'sunat_gate',
  'breaker',
];
const DELETABLE = ['user_role', 'idempotency_record', 'operator_idempotency', 'sunat_wait'];

/** Look-ups that come before the company is known: named functions that answer ids only. */
const LOOKUPS: readonly { name: string; table: string; argument: string; columns: string; where: string }[] = [
  { name: 'lookup_company', table: 'company', argument: 'wanted text', columns: 'id, id', where: 'ruc = wanted' },
  {
    name: 'lookup_login',
    table: 'app_user',
    argument: 'wanted bytea',
    columns: 'company_id, id',
    where: 'email_index = wanted',
  },
  {
    name: 'lookup_activation',
    table: 'app_user',
    argument: 'wanted bytea',
    columns: 'company_id, id',
    where: 'activation_hash = wanted',
  },
  {
    name: 'lookup_api_key',
    table: 'api_key',
    argument: 'wanted bytea',
    columns: 'company_id, id',
    where: 'key_hash = wanted',
  },
  {
    name: 'lookup_refresh_token',
    table: 'refresh_token',
    argument: 'wanted bytea',
    columns: 'company_id, id',
    where: 'token_hash = wanted',
  },
];

/** What the schema generator does not make: grants, the relay's narrow access, look-ups, metrics, housekeeping. */
export class Migration20261125000002 extends Migration {
  override name = 'Migration20261125000002';

  override up(): void {
    this.grants();
    this.companyAccess();
    this.relayAccess();
    this.lookups();
    this.metrics();
    this.housekeeping();
  }

  private grants(): void {
    this.addSql(`grant select, insert on ${APPEND_ONLY.join(', ')} to hub_app;`);
    this.addSql(`grant select, insert, update on ${CHANGEABLE.join(', ')} to hub_app;`);
    this.addSql(`grant select, insert, update, delete on ${DELETABLE.join(', ')} to hub_app;`);
    this.addSql('grant select on mikro_orm_migrations to hub_app;');
  }

  private companyAccess(): void {
    this.addSql(`select set_config('mikro.company.id', '00000000-0000-0000-0000-000000000000', true);`);
    this.addSql(
      `create policy company_own_policy on company to hub_app, hub_owner using (id = current_setting('mikro.company.id')::uuid);`,
    );
    this.addSql(
      'alter table sale add constraint sale_document_id_foreign foreign key (company_id, document_id) references fiscal_document (company_id, id) deferrable initially deferred;',
    );
  }

  private relayAccess(): void {
    this.addSql('grant select (id, company_id, topic, subject_id, request_id, attempts, due_at, sent_at) on outbox to hub_relay;');
    this.addSql('grant update (attempts, due_at, sent_at) on outbox to hub_relay;');
    this.addSql('create policy outbox_relay_read on outbox for select to hub_relay using (true);');
    this.addSql('create policy outbox_relay_mark on outbox for update to hub_relay using (true);');
    this.addSql('grant select, update, delete on sunat_wait to hub_relay;');
    this.addSql('create policy sunat_wait_relay on sunat_wait to hub_relay using (true);');
    this.addSql('grant select (company_id, state) on sunat_gate to hub_relay;');
    this.addSql('create policy sunat_gate_relay_read on sunat_gate for select to hub_relay using (true);');
    this.addSql('grant select, update on breaker to hub_relay;');
  }

  private lookups(): void {
    const tables = new Set(LOOKUPS.map((lookup) => lookup.table));
    for (const table of tables) {
      this.addSql(`create policy ${table}_lookup on ${table} for select to hub_owner using (true);`);
    }
    for (const { name, table, argument, columns, where } of LOOKUPS) {
      this.addSql(
        `create function ${name}(${argument}) returns table (company_id uuid, id uuid) language sql stable security definer set search_path = pg_catalog, public as $$ select ${columns} from public.${table} where ${where} $$;`,
      );
      this.lockDown(`${name}(${argument.split(' ')[1]})`, 'hub_app');
    }
  }

  private metrics(): void {
    this.addSql(`create index sale_open_idx on sale (status) where status not in ('completed', 'cancelled');`);
    this.addSql(
      `create index fiscal_document_unsent_idx on fiscal_document (created_at) where status in ('issued', 'sending', 'pending', 'unknown');`,
    );
    this.addSql('create policy sale_metrics on sale for select to hub_owner using (true);');
    this.addSql('create policy fiscal_document_metrics on fiscal_document for select to hub_owner using (true);');
    this.addSql('create policy outbox_metrics on outbox for select to hub_owner using (true);');
    this.addSql(
      `create function hub_metrics() returns table (name text, label text, value double precision) language sql stable security definer set search_path = pg_catalog, public as $$
        select 'open_sales', status, count(*)::double precision from public.sale where status not in ('completed', 'cancelled') group by status
        union all select 'oldest_unsent_document_seconds', '', coalesce(extract(epoch from now() - min(created_at)), 0)
          from public.fiscal_document where status in ('issued', 'sending', 'pending', 'unknown')
        union all select 'outbox_due', '', count(*) from public.outbox where sent_at is null $$;`,
    );
    this.lockDown('hub_metrics()', 'hub_app, hub_relay');
  }

  /** Expired idempotency records and delivered outbox rows; no company is set, so that only the purge policies apply. */
  private housekeeping(): void {
    this.addSql('create policy idempotency_record_purge_read on idempotency_record for select to hub_owner using (expires_at < now());');
    this.addSql('create policy idempotency_record_purge on idempotency_record for delete to hub_owner using (expires_at < now());');
    this.addSql(`create policy outbox_purge on outbox for delete to hub_owner using (sent_at < now() - interval '7 days');`);
    this.addSql(
      `create function hub_purge() returns void language plpgsql security definer set search_path = pg_catalog, public as $$ begin
        perform set_config('mikro.company.id', '00000000-0000-0000-0000-000000000000', true);
        delete from public.idempotency_record where expires_at < now();
        delete from public.operator_idempotency where expires_at < now();
        delete from public.outbox where sent_at < now() - interval '7 days'; end $$;`,
    );
    this.lockDown('hub_purge()', 'hub_relay');
  }

  private lockDown(signature: string, roles: string): void {
    this.addSql(`revoke execute on function ${signature} from public;`);
    this.addSql(`grant execute on function ${signature} to ${roles};`);
  }
}
