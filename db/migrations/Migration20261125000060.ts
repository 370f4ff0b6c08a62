import { Migration } from '@mikro-orm/migrations';

export class Migration20261125000060 extends Migration {

  override name = 'Migration20261125000060';

  override up(): void | Promise<void> {
    // PostgreSQL checks each new foreign key by a query under row security, which needs a company to compare with.
    this.addSql(`select set_config('mikro.company.id', '00000000-0000-0000-0000-000000000000', true);`);

    this.addSql(`create table "advance_deduction" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "sale_id" uuid not null, "document_id" uuid not null, "amount" numeric(14,2) not null, primary key ("id"));`);
    this.addSql(`create index "advance_deduction_document_idx" on "advance_deduction" ("company_id", "document_id");`);
    this.addSql(`alter table "advance_deduction" add constraint "advance_deduction_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "advance_deduction" add constraint "advance_deduction_sale_key" unique ("company_id", "sale_id", "document_id");`);

    this.addSql(`alter table "company" add "igv_regime" text not null default 'general', add "igv_regime_from" date null, add "igv_regime_until" date null, add "detraction_account" varchar(100) null;`);
    this.addSql(`alter table "company" add constraint "company_igv_regime_check" check ("igv_regime" in ('general', 'mype_restaurants'));`);

    this.addSql(`alter table "product" add "isc" jsonb null, add "icbper" boolean not null default false;`);

    this.addSql(`alter table "sale" add "extras" bytea null;`);

    this.addSql(`alter table "advance_deduction" add constraint "advance_deduction_sale_id_foreign" foreign key ("company_id", "sale_id") references "sale" ("company_id", "id");`);
    this.addSql(`alter table "advance_deduction" add constraint "advance_deduction_document_id_foreign" foreign key ("company_id", "document_id") references "fiscal_document" ("company_id", "id");`);
    this.addSql(`alter table "advance_deduction" add constraint "advance_deduction_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "advance_deduction" add constraint "advance_deduction_amount_positive" check (amount > 0);`);
    this.addSql(`alter table "advance_deduction" enable row level security;`);
    this.addSql(`alter table "advance_deduction" force row level security;`);
    this.addSql(`create policy "advance_deduction_company_policy" on "advance_deduction" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);
    this.addSql('grant select, insert on advance_deduction to hub_app;');
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "advance_deduction" cascade;`);

    this.addSql(`alter table "company" drop constraint "company_igv_regime_check";`);
    this.addSql(`alter table "company" drop column "igv_regime", drop column "igv_regime_from", drop column "igv_regime_until", drop column "detraction_account";`);

    this.addSql(`alter table "product" drop column "isc", drop column "icbper";`);

    this.addSql(`alter table "sale" drop column "extras";`);
  }

}
