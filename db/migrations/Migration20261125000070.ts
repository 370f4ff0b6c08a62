import { Migration } from '@mikro-orm/migrations';

export class Migration20261125000070 extends Migration {

  override name = 'Migration20261125000070';

  override up(): void | Promise<void> {
    // PostgreSQL checks each new foreign key by a query under row security, which needs a company to compare with.
    this.addSql(`select set_config('mikro.company.id', '00000000-0000-0000-0000-000000000000', true);`);

    this.addSql(`create table "despatch_advice" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "status" text not null default 'received', "type" text not null, "series" varchar(4) not null, "warehouse_id" uuid not null, "sale_id" uuid null, "transfer_id" uuid null, "document_id" uuid null, "motive" varchar(2) null, "mode" varchar(2) null, "start_date" date not null, "draft" bytea not null, "warnings" jsonb not null, "workflow_id" varchar(120) not null, "request_id" varchar(100) not null, "issue_attempt" int not null default 1, "cancellation" jsonb null, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "despatch_advice_list_idx" on "despatch_advice" ("company_id", "created_at", "id");`);
    this.addSql(`create index "despatch_advice_status_idx" on "despatch_advice" ("company_id", "status", "created_at", "id");`);
    this.addSql(`create index "despatch_advice_type_idx" on "despatch_advice" ("company_id", "type", "created_at", "id");`);
    this.addSql(`create index "despatch_advice_sale_idx" on "despatch_advice" ("company_id", "sale_id", "created_at", "id");`);
    this.addSql(`create index "despatch_advice_warehouse_idx" on "despatch_advice" ("company_id", "warehouse_id");`);
    this.addSql(`create index "despatch_advice_document_idx" on "despatch_advice" ("company_id", "document_id");`);
    this.addSql(`alter table "despatch_advice" add constraint "despatch_advice_company_id_key" unique ("company_id", "id");`);

    this.addSql(`create table "despatch_event" ("id" uuid not null, "company_id" uuid not null, "at" timestamptz not null default clock_timestamp(), "despatch_id" uuid not null, "kind" varchar(60) not null, "data" jsonb null, primary key ("id"));`);
    this.addSql(`create index "despatch_event_despatch_idx" on "despatch_event" ("company_id", "despatch_id", "at", "id");`);
    this.addSql(`alter table "despatch_event" add constraint "despatch_event_company_id_key" unique ("company_id", "id");`);

    this.addSql(`alter table "sunat_gate" drop constraint "sunat_gate_company_key";`);
    this.addSql(`alter table "sunat_gate" add "channel" text not null default 'cpe';`);
    this.addSql(`alter table "sunat_gate" add constraint "sunat_gate_company_key" unique ("company_id", "channel");`);
    this.addSql(`alter table "sunat_gate" add constraint "sunat_gate_channel_check" check ("channel" in ('cpe', 'gre'));`);

    this.addSql(`alter table "sunat_wait" add "channel" text not null default 'cpe';`);
    this.addSql(`alter table "sunat_wait" add constraint "sunat_wait_channel_check" check ("channel" in ('cpe', 'gre'));`);

    this.addSql(`alter table "fiscal_document" drop constraint "fiscal_document_evidence_check";`);
    this.addSql(`alter table "fiscal_document" drop constraint "fiscal_document_source_type_check";`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_evidence_check" check ("evidence" in ('cdr', 'validity_query', 'person'));`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_source_type_check" check ("source_type" in ('sale', 'note', 'despatch'));`);

    this.addSql(`alter table "submission" drop constraint "submission_operation_check";`);
    this.addSql(`alter table "submission" add "ticket" varchar(60) null;`);
    this.addSql(`alter table "submission" add constraint "submission_operation_check" check ("operation" in ('sendBill', 'getStatusCdr', 'validity', 'greSend', 'greStatus'));`);

    this.addSql(`alter table "attention" add "despatch_id" uuid null;`);
    this.addSql(`alter table "attention" add constraint "attention_despatch_id_foreign" foreign key ("company_id", "despatch_id") references "despatch_advice" ("company_id", "id");`);
    this.addSql(`create index "attention_despatch_idx" on "attention" ("company_id", "despatch_id");`);

    this.addSql(`alter table "despatch_advice" add constraint "despatch_advice_warehouse_id_foreign" foreign key ("company_id", "warehouse_id") references "warehouse" ("company_id", "id");`);
    this.addSql(`alter table "despatch_advice" add constraint "despatch_advice_sale_id_foreign" foreign key ("company_id", "sale_id") references "sale" ("company_id", "id");`);
    this.addSql(`alter table "despatch_advice" add constraint "despatch_advice_document_id_foreign" foreign key ("company_id", "document_id") references "fiscal_document" ("company_id", "id");`);
    this.addSql(`alter table "despatch_advice" add constraint "despatch_advice_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "despatch_advice" add constraint "despatch_advice_status_check" check ("status" in ('received', 'issued', 'completed', 'cancelled', 'needs_attention'));`);
    this.addSql(`alter table "despatch_advice" add constraint "despatch_advice_type_check" check ("type" in ('09', '31'));`);
    this.addSql(`alter table "despatch_advice" enable row level security;`);
    this.addSql(`alter table "despatch_advice" force row level security;`);
    this.addSql(`create policy "despatch_advice_company_policy" on "despatch_advice" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "despatch_event" add constraint "despatch_event_despatch_id_foreign" foreign key ("company_id", "despatch_id") references "despatch_advice" ("company_id", "id");`);
    this.addSql(`alter table "despatch_event" add constraint "despatch_event_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "despatch_event" enable row level security;`);
    this.addSql(`alter table "despatch_event" force row level security;`);
    this.addSql(`create policy "despatch_event_company_policy" on "despatch_event" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "despatch_event" drop constraint "despatch_event_despatch_id_foreign";`);
    this.addSql(`alter table "attention" drop constraint "attention_despatch_id_foreign";`);

    this.addSql(`drop table if exists "despatch_advice" cascade;`);
    this.addSql(`drop table if exists "despatch_event" cascade;`);

    this.addSql(`drop index "attention_despatch_idx";`);
    this.addSql(`alter table "attention" drop column "despatch_id";`);

    this.addSql(`alter table "fiscal_document" drop constraint "fiscal_document_source_type_check";`);
    this.addSql(`alter table "fiscal_document" drop constraint "fiscal_document_evidence_check";`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_source_type_check" check ("source_type" in ('sale', 'note'));`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_evidence_check" check ("evidence" in ('cdr', 'validity_query'));`);

    this.addSql(`alter table "submission" drop constraint "submission_operation_check";`);
    this.addSql(`alter table "submission" drop column "ticket";`);
    this.addSql(`alter table "submission" add constraint "submission_operation_check" check ("operation" in ('sendBill', 'getStatusCdr', 'validity'));`);

    this.addSql(`alter table "sunat_gate" drop constraint "sunat_gate_company_key";`);
    this.addSql(`alter table "sunat_gate" drop constraint "sunat_gate_channel_check";`);
    this.addSql(`alter table "sunat_gate" drop column "channel";`);
    this.addSql(`alter table "sunat_gate" add constraint "sunat_gate_company_key" unique ("company_id");`);

    this.addSql(`alter table "sunat_wait" drop constraint "sunat_wait_channel_check";`);
    this.addSql(`alter table "sunat_wait" drop column "channel";`);
  }

}
