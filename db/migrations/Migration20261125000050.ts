import { Migration } from '@mikro-orm/migrations';

export class Migration20261125000050 extends Migration {

  override name = 'Migration20261125000050';

  override up(): void | Promise<void> {
    // PostgreSQL checks each new foreign key by a query under row security, which needs a company to compare with.
    this.addSql(`select set_config('mikro.company.id', '00000000-0000-0000-0000-000000000000', true);`);

    this.addSql(`create table "completeness_report" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "date" date not null, "taken_at" timestamptz not null, "series" jsonb not null, "totals" jsonb not null, "findings" jsonb not null, primary key ("id"));`);
    this.addSql(`alter table "completeness_report" add constraint "completeness_report_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "completeness_report" add constraint "completeness_report_day_key" unique ("company_id", "date");`);

    this.addSql(`create table "document_void" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "status" text not null default 'received', "act" text not null, "document_id" uuid not null, "sale_id" uuid not null, "note_id" uuid null, "reason" varchar(100) not null, "attempt" int not null default 1, "workflow_id" varchar(120) not null, "request_id" varchar(100) not null, "credit_note_id" uuid null, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "document_void_document_idx" on "document_void" ("company_id", "document_id");`);
    this.addSql(`create index "document_void_sale_idx" on "document_void" ("company_id", "sale_id");`);
    this.addSql(`create index "document_void_note_idx" on "document_void" ("company_id", "note_id");`);
    this.addSql(`create index "document_void_credit_note_idx" on "document_void" ("company_id", "credit_note_id");`);
    this.addSql(`alter table "document_void" add constraint "document_void_company_id_key" unique ("company_id", "id");`);
    this.addSql(`create unique index "document_void_live_key" on "document_void" ("company_id", "document_id") where "status" in ('received', 'sending', 'accepted', 'needs_attention');`);

    this.addSql(`alter table "completeness_report" add constraint "completeness_report_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "completeness_report" enable row level security;`);
    this.addSql(`alter table "completeness_report" force row level security;`);
    this.addSql(`create policy "completeness_report_company_policy" on "completeness_report" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "document_void" add constraint "document_void_document_id_foreign" foreign key ("company_id", "document_id") references "fiscal_document" ("company_id", "id");`);
    this.addSql(`alter table "document_void" add constraint "document_void_sale_id_foreign" foreign key ("company_id", "sale_id") references "sale" ("company_id", "id");`);
    this.addSql(`alter table "document_void" add constraint "document_void_note_id_foreign" foreign key ("company_id", "note_id") references "note" ("company_id", "id");`);
    this.addSql(`alter table "document_void" add constraint "document_void_credit_note_id_foreign" foreign key ("company_id", "credit_note_id") references "note" ("company_id", "id");`);
    this.addSql(`alter table "document_void" add constraint "document_void_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "document_void" add constraint "document_void_status_check" check ("status" in ('received', 'sending', 'accepted', 'completed', 'needs_attention', 'replaced', 'cancelled'));`);
    this.addSql(`alter table "document_void" add constraint "document_void_act_check" check ("act" in ('voided_documents', 'daily_summary'));`);
    this.addSql(`alter table "document_void" enable row level security;`);
    this.addSql(`alter table "document_void" force row level security;`);
    this.addSql(`create policy "document_void_company_policy" on "document_void" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "completeness_report" cascade;`);
    this.addSql(`drop table if exists "document_void" cascade;`);
  }

}
