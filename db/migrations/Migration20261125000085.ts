import { Migration } from '@mikro-orm/migrations';

export class Migration20261125000085 extends Migration {

  override name = 'Migration20261125000085';

  override up(): void | Promise<void> {
    // PostgreSQL checks each new foreign key by a query under row security, which needs a company to compare with.
    this.addSql(`select set_config('mikro.company.id', '00000000-0000-0000-0000-000000000000', true);`);

    this.addSql(`create table "tax_certificate" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "status" text not null default 'received', "type" text not null, "series" varchar(4) not null, "establishment_id" uuid not null, "document_id" uuid null, "regime" varchar(2) not null, "withheld" numeric(14,2) not null, "paid" numeric(14,2) not null, "draft" bytea not null, "warnings" jsonb not null, "workflow_id" varchar(120) not null, "request_id" varchar(100) not null, "issue_attempt" int not null default 1, "cancellation" jsonb null, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "tax_certificate_list_idx" on "tax_certificate" ("company_id", "type", "created_at", "id");`);
    this.addSql(`create index "tax_certificate_status_idx" on "tax_certificate" ("company_id", "type", "status", "created_at", "id");`);
    this.addSql(`create index "tax_certificate_establishment_idx" on "tax_certificate" ("company_id", "establishment_id");`);
    this.addSql(`create index "tax_certificate_document_idx" on "tax_certificate" ("company_id", "document_id");`);
    this.addSql(`alter table "tax_certificate" add constraint "tax_certificate_company_id_key" unique ("company_id", "id");`);

    this.addSql(`create table "certificate_event" ("id" uuid not null, "company_id" uuid not null, "at" timestamptz not null default clock_timestamp(), "certificate_id" uuid not null, "kind" varchar(60) not null, "data" jsonb null, primary key ("id"));`);
    this.addSql(`create index "certificate_event_certificate_idx" on "certificate_event" ("company_id", "certificate_id", "at", "id");`);
    this.addSql(`alter table "certificate_event" add constraint "certificate_event_company_id_key" unique ("company_id", "id");`);

    this.addSql(`alter table "fiscal_document" drop constraint "fiscal_document_source_type_check";`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_source_type_check" check ("source_type" in ('sale', 'note', 'despatch', 'certificate'));`);

    this.addSql(`alter table "document_void" drop constraint "document_void_act_check";`);
    this.addSql(`alter table "document_void" add "certificate_id" uuid null;`);
    this.addSql(`alter table "document_void" alter column "sale_id" drop not null;`);
    this.addSql(`alter table "document_void" add constraint "document_void_certificate_id_foreign" foreign key ("company_id", "certificate_id") references "tax_certificate" ("company_id", "id");`);
    this.addSql(`create index "document_void_certificate_idx" on "document_void" ("company_id", "certificate_id");`);
    this.addSql(`alter table "document_void" add constraint "document_void_act_check" check ("act" in ('voided_documents', 'daily_summary', 'reversal'));`);

    this.addSql(`alter table "attention" add "certificate_id" uuid null;`);
    this.addSql(`alter table "attention" add constraint "attention_certificate_id_foreign" foreign key ("company_id", "certificate_id") references "tax_certificate" ("company_id", "id");`);
    this.addSql(`create index "attention_certificate_idx" on "attention" ("company_id", "certificate_id");`);

    this.addSql(`alter table "tax_certificate" add constraint "tax_certificate_establishment_id_foreign" foreign key ("company_id", "establishment_id") references "establishment" ("company_id", "id");`);
    this.addSql(`alter table "tax_certificate" add constraint "tax_certificate_document_id_foreign" foreign key ("company_id", "document_id") references "fiscal_document" ("company_id", "id");`);
    this.addSql(`alter table "tax_certificate" add constraint "tax_certificate_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "tax_certificate" add constraint "tax_certificate_amounts_positive" check (withheld > 0 and paid > 0);`);
    this.addSql(`alter table "tax_certificate" add constraint "tax_certificate_status_check" check ("status" in ('received', 'issued', 'completed', 'cancelled', 'needs_attention'));`);
    this.addSql(`alter table "tax_certificate" add constraint "tax_certificate_type_check" check ("type" in ('20', '40'));`);
    this.addSql(`alter table "tax_certificate" enable row level security;`);
    this.addSql(`alter table "tax_certificate" force row level security;`);
    this.addSql(`create policy "tax_certificate_company_policy" on "tax_certificate" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "certificate_event" add constraint "certificate_event_certificate_id_foreign" foreign key ("company_id", "certificate_id") references "tax_certificate" ("company_id", "id");`);
    this.addSql(`alter table "certificate_event" add constraint "certificate_event_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "certificate_event" enable row level security;`);
    this.addSql(`alter table "certificate_event" force row level security;`);
    this.addSql(`create policy "certificate_event_company_policy" on "certificate_event" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "certificate_event" drop constraint "certificate_event_certificate_id_foreign";`);
    this.addSql(`alter table "document_void" drop constraint "document_void_certificate_id_foreign";`);
    this.addSql(`alter table "attention" drop constraint "attention_certificate_id_foreign";`);

    this.addSql(`drop table if exists "tax_certificate" cascade;`);
    this.addSql(`drop table if exists "certificate_event" cascade;`);

    this.addSql(`drop index "attention_certificate_idx";`);
    this.addSql(`alter table "attention" drop column "certificate_id";`);

    this.addSql(`drop index "document_void_certificate_idx";`);
    this.addSql(`alter table "document_void" drop constraint "document_void_act_check";`);
    this.addSql(`alter table "document_void" drop column "certificate_id";`);
    this.addSql(`alter table "document_void" alter column "sale_id" set not null;`);
    this.addSql(`alter table "document_void" add constraint "document_void_act_check" check ("act" in ('voided_documents', 'daily_summary'));`);

    this.addSql(`alter table "fiscal_document" drop constraint "fiscal_document_source_type_check";`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_source_type_check" check ("source_type" in ('sale', 'note', 'despatch'));`);
  }

}
