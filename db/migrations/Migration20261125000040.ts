import { Migration } from '@mikro-orm/migrations';

export class Migration20261125000040 extends Migration {

  override name = 'Migration20261125000040';

  override up(): void | Promise<void> {
    // PostgreSQL checks each new foreign key by a query under row security, which needs a company to compare with.
    this.addSql(`select set_config('mikro.company.id', '00000000-0000-0000-0000-000000000000', true);`);

    this.addSql(`create table "summary_file" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "kind" text not null, "generation_date" date not null, "reference_date" date not null, "correlativo" int not null, "file_name" varchar(60) not null, "hash" varchar(100) not null, "line_count" int not null, "status" text not null default 'issued', "environment" text not null, "ticket" varchar(60) null, "ticket_at" timestamptz null, "sunat_code" varchar(10) null, "sunat_description" text null, "observations" jsonb null, "evidence" text null, "sunat_received_at" timestamptz null, "settled_at" timestamptz null, "replaces_id" uuid null, "workflow_id" varchar(120) not null, "request_id" varchar(100) not null, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "summary_file_list_idx" on "summary_file" ("company_id", "kind", "created_at", "id");`);
    this.addSql(`create index "summary_file_status_idx" on "summary_file" ("company_id", "kind", "status", "created_at", "id");`);
    this.addSql(`create index "summary_file_replaces_idx" on "summary_file" ("company_id", "replaces_id");`);
    this.addSql(`create index "summary_file_open_idx" on "summary_file" ("company_id", "workflow_id") where "settled_at" is null;`);
    this.addSql(`alter table "summary_file" add constraint "summary_file_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "summary_file" add constraint "summary_file_number_key" unique ("company_id", "kind", "generation_date", "correlativo");`);

    this.addSql(`create table "summary_body" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "summary_id" uuid not null, "kind" text not null, "name" varchar(80) not null, "sha256" varchar(64) not null, "body" bytea not null, primary key ("id"));`);
    this.addSql(`alter table "summary_body" add constraint "summary_body_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "summary_body" add constraint "summary_body_kind_key" unique ("company_id", "summary_id", "kind");`);

    this.addSql(`create table "summary_submission" ("id" uuid not null, "company_id" uuid not null, "summary_id" uuid not null, "operation" text not null, "started_at" timestamptz not null default clock_timestamp(), "finished_at" timestamptz null, "outcome" varchar(40) null, "code" varchar(20) null, "description" text null, "request_id" varchar(100) not null, primary key ("id"));`);
    this.addSql(`create index "summary_submission_idx" on "summary_submission" ("company_id", "summary_id", "started_at", "id");`);
    this.addSql(`alter table "summary_submission" add constraint "summary_submission_company_id_key" unique ("company_id", "id");`);

    this.addSql(`create table "summary_line" ("id" uuid not null, "company_id" uuid not null, "summary_id" uuid not null, "line" int not null, "document_id" uuid not null, "condition" text not null, "reason" varchar(100) null, "outcome" text not null default 'open', "code" varchar(10) null, "settled_at" timestamptz null, primary key ("id"));`);
    this.addSql(`create index "summary_line_document_idx" on "summary_line" ("company_id", "document_id");`);
    this.addSql(`alter table "summary_line" add constraint "summary_line_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "summary_line" add constraint "summary_line_number_key" unique ("company_id", "summary_id", "line");`);
    this.addSql(`create unique index "summary_line_live_key" on "summary_line" ("company_id", "document_id", "condition") where "outcome" != 'returned';`);

    this.addSql(`alter table "summary_file" add constraint "summary_file_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "summary_file" add constraint "summary_file_number_range" check (correlativo between 1 and 99999);`);
    this.addSql(`alter table "summary_file" add constraint "summary_file_dates" check (reference_date <= generation_date);`);
    this.addSql(`alter table "summary_file" add constraint "summary_file_kind_check" check ("kind" in ('RC', 'RA', 'RR'));`);
    this.addSql(`alter table "summary_file" add constraint "summary_file_status_check" check ("status" in ('issued', 'sending', 'accepted', 'observed', 'rejected', 'pending', 'unknown'));`);
    this.addSql(`alter table "summary_file" add constraint "summary_file_environment_check" check ("environment" in ('sandbox', 'beta', 'production', 'ose'));`);
    this.addSql(`alter table "summary_file" add constraint "summary_file_evidence_check" check ("evidence" in ('cdr', 'validity_query'));`);
    this.addSql(`alter table "summary_file" enable row level security;`);
    this.addSql(`alter table "summary_file" force row level security;`);
    this.addSql(`create policy "summary_file_company_policy" on "summary_file" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "summary_body" add constraint "summary_body_summary_id_foreign" foreign key ("company_id", "summary_id") references "summary_file" ("company_id", "id");`);
    this.addSql(`alter table "summary_body" add constraint "summary_body_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "summary_body" add constraint "summary_body_kind_check" check ("kind" in ('xml', 'cdr'));`);
    this.addSql(`alter table "summary_body" enable row level security;`);
    this.addSql(`alter table "summary_body" force row level security;`);
    this.addSql(`create policy "summary_body_company_policy" on "summary_body" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "summary_submission" add constraint "summary_submission_summary_id_foreign" foreign key ("company_id", "summary_id") references "summary_file" ("company_id", "id");`);
    this.addSql(`alter table "summary_submission" add constraint "summary_submission_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "summary_submission" add constraint "summary_submission_operation_check" check ("operation" in ('sendSummary', 'getStatus'));`);
    this.addSql(`alter table "summary_submission" enable row level security;`);
    this.addSql(`alter table "summary_submission" force row level security;`);
    this.addSql(`create policy "summary_submission_company_policy" on "summary_submission" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "summary_line" add constraint "summary_line_summary_id_foreign" foreign key ("company_id", "summary_id") references "summary_file" ("company_id", "id");`);
    this.addSql(`alter table "summary_line" add constraint "summary_line_document_id_foreign" foreign key ("company_id", "document_id") references "fiscal_document" ("company_id", "id");`);
    this.addSql(`alter table "summary_line" add constraint "summary_line_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "summary_line" add constraint "summary_line_condition_check" check ("condition" in ('1', '2', '3'));`);
    this.addSql(`alter table "summary_line" add constraint "summary_line_outcome_check" check ("outcome" in ('open', 'accepted', 'returned', 'set_aside', 'excluded'));`);
    this.addSql(`alter table "summary_line" enable row level security;`);
    this.addSql(`alter table "summary_line" force row level security;`);
    this.addSql(`create policy "summary_line_company_policy" on "summary_line" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "summary_body" drop constraint "summary_body_summary_id_foreign";`);
    this.addSql(`alter table "summary_submission" drop constraint "summary_submission_summary_id_foreign";`);
    this.addSql(`alter table "summary_line" drop constraint "summary_line_summary_id_foreign";`);

    this.addSql(`drop table if exists "summary_file" cascade;`);
    this.addSql(`drop table if exists "summary_body" cascade;`);
    this.addSql(`drop table if exists "summary_submission" cascade;`);
    this.addSql(`drop table if exists "summary_line" cascade;`);
  }

}
