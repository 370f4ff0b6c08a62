import { Migration } from '@mikro-orm/migrations';

export class Migration20261125000030 extends Migration {

  override name = 'Migration20261125000030';

  override up(): void | Promise<void> {
    // PostgreSQL checks each new foreign key by a query under row security, which needs a company to compare with.
    this.addSql(`select set_config('mikro.company.id', '00000000-0000-0000-0000-000000000000', true);`);

    this.addSql(`create table "note" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "status" text not null default 'received', "kind" text not null, "sale_id" uuid not null, "amended_id" uuid not null, "document_id" uuid null, "reason_code" varchar(2) not null, "reason" varchar(500) not null, "effects" text not null, "series" varchar(4) not null, "currency" varchar(3) not null, "totals" jsonb not null, "total" numeric(14,2) not null, "draft" bytea not null, "warnings" jsonb not null, "workflow_id" varchar(120) not null, "request_id" varchar(100) not null, "issue_attempt" int not null default 1, "cancellation" jsonb null, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "note_list_idx" on "note" ("company_id", "kind", "created_at", "id");`);
    this.addSql(`create index "note_status_idx" on "note" ("company_id", "kind", "status", "created_at", "id");`);
    this.addSql(`create index "note_sale_idx" on "note" ("company_id", "sale_id");`);
    this.addSql(`create index "note_amended_idx" on "note" ("company_id", "amended_id");`);
    this.addSql(`create index "note_document_idx" on "note" ("company_id", "document_id");`);
    this.addSql(`alter table "note" add constraint "note_company_id_key" unique ("company_id", "id");`);

    this.addSql(`create table "refund" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "note_id" uuid not null, "sale_id" uuid not null, "payment_id" uuid not null, "method" text not null, "amount" numeric(14,2) not null, "currency" varchar(3) not null, "status" text not null default 'recorded', "reversed_at" timestamptz null, primary key ("id"));`);
    this.addSql(`create index "refund_sale_idx" on "refund" ("company_id", "sale_id");`);
    this.addSql(`create index "refund_payment_idx" on "refund" ("company_id", "payment_id");`);
    this.addSql(`alter table "refund" add constraint "refund_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "refund" add constraint "refund_payment_key" unique ("company_id", "note_id", "payment_id");`);

    this.addSql(`create table "note_line" ("id" uuid not null, "company_id" uuid not null, "note_id" uuid not null, "line" int not null, "amends" int null, "product_id" uuid null, "sku" varchar(30) not null, "description" varchar(500) not null, "unit_code" varchar(3) not null, "quantity" numeric(18,6) not null, "returned" numeric(18,6) not null, "unit_price" numeric(20,10) not null, "igv_affectation" varchar(2) not null, "value" numeric(14,2) not null, "igv" numeric(14,2) not null, "total" numeric(14,2) not null, primary key ("id"));`);
    this.addSql(`create index "note_line_product_idx" on "note_line" ("company_id", "product_id");`);
    this.addSql(`alter table "note_line" add constraint "note_line_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "note_line" add constraint "note_line_number_key" unique ("company_id", "note_id", "line");`);

    this.addSql(`create table "note_event" ("id" uuid not null, "company_id" uuid not null, "at" timestamptz not null default clock_timestamp(), "note_id" uuid not null, "kind" varchar(60) not null, "data" jsonb null, primary key ("id"));`);
    this.addSql(`create index "note_event_note_idx" on "note_event" ("company_id", "note_id", "at", "id");`);
    this.addSql(`alter table "note_event" add constraint "note_event_company_id_key" unique ("company_id", "id");`);

    this.addSql(`alter table "stock_movement" drop constraint "stock_movement_kind_check";`);
    this.addSql(`alter table "stock_movement" add constraint "stock_movement_kind_check" check ("kind" in ('sale', 'sale_cancelled', 'adjustment', 'opening', 'note_return', 'note_return_cancelled'));`);

    this.addSql(`alter table "fiscal_document" drop constraint "fiscal_document_source_type_check";`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_source_type_check" check ("source_type" in ('sale', 'note'));`);

    this.addSql(`alter table "attention" add "note_id" uuid null;`);
    this.addSql(`alter table "attention" add constraint "attention_note_id_foreign" foreign key ("company_id", "note_id") references "note" ("company_id", "id");`);
    this.addSql(`create index "attention_note_idx" on "attention" ("company_id", "note_id");`);

    this.addSql(`alter table "note" add constraint "note_sale_id_foreign" foreign key ("company_id", "sale_id") references "sale" ("company_id", "id");`);
    this.addSql(`alter table "note" add constraint "note_amended_id_foreign" foreign key ("company_id", "amended_id") references "fiscal_document" ("company_id", "id");`);
    this.addSql(`alter table "note" add constraint "note_document_id_foreign" foreign key ("company_id", "document_id") references "fiscal_document" ("company_id", "id");`);
    this.addSql(`alter table "note" add constraint "note_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "note" add constraint "note_total_nonnegative" check (total >= 0);`);
    this.addSql(`alter table "note" add constraint "note_status_check" check ("status" in ('received', 'issued', 'completed', 'cancelled', 'needs_attention'));`);
    this.addSql(`alter table "note" add constraint "note_kind_check" check ("kind" in ('07', '08'));`);
    this.addSql(`alter table "note" add constraint "note_effects_check" check ("effects" in ('none', 'stock', 'money', 'both'));`);
    this.addSql(`alter table "note" enable row level security;`);
    this.addSql(`alter table "note" force row level security;`);
    this.addSql(`create policy "note_company_policy" on "note" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "refund" add constraint "refund_note_id_foreign" foreign key ("company_id", "note_id") references "note" ("company_id", "id");`);
    this.addSql(`alter table "refund" add constraint "refund_sale_id_foreign" foreign key ("company_id", "sale_id") references "sale" ("company_id", "id");`);
    this.addSql(`alter table "refund" add constraint "refund_payment_id_foreign" foreign key ("company_id", "payment_id") references "payment" ("company_id", "id");`);
    this.addSql(`alter table "refund" add constraint "refund_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "refund" add constraint "refund_amount_positive" check (amount > 0);`);
    this.addSql(`alter table "refund" add constraint "refund_method_check" check ("method" in ('cash', 'card_terminal', 'transfer', 'store_credit'));`);
    this.addSql(`alter table "refund" add constraint "refund_status_check" check ("status" in ('recorded', 'reversed'));`);
    this.addSql(`alter table "refund" enable row level security;`);
    this.addSql(`alter table "refund" force row level security;`);
    this.addSql(`create policy "refund_company_policy" on "refund" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "note_line" add constraint "note_line_note_id_foreign" foreign key ("company_id", "note_id") references "note" ("company_id", "id");`);
    this.addSql(`alter table "note_line" add constraint "note_line_product_id_foreign" foreign key ("company_id", "product_id") references "product" ("company_id", "id");`);
    this.addSql(`alter table "note_line" add constraint "note_line_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "note_line" add constraint "note_line_returned_range" check (returned >= 0 and returned <= quantity);`);
    this.addSql(`alter table "note_line" enable row level security;`);
    this.addSql(`alter table "note_line" force row level security;`);
    this.addSql(`create policy "note_line_company_policy" on "note_line" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "note_event" add constraint "note_event_note_id_foreign" foreign key ("company_id", "note_id") references "note" ("company_id", "id");`);
    this.addSql(`alter table "note_event" add constraint "note_event_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "note_event" enable row level security;`);
    this.addSql(`alter table "note_event" force row level security;`);
    this.addSql(`create policy "note_event_company_policy" on "note_event" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "refund" drop constraint "refund_note_id_foreign";`);
    this.addSql(`alter table "note_line" drop constraint "note_line_note_id_foreign";`);
    this.addSql(`alter table "note_event" drop constraint "note_event_note_id_foreign";`);
    this.addSql(`alter table "attention" drop constraint "attention_note_id_foreign";`);

    this.addSql(`drop table if exists "note" cascade;`);
    this.addSql(`drop table if exists "refund" cascade;`);
    this.addSql(`drop table if exists "note_line" cascade;`);
    this.addSql(`drop table if exists "note_event" cascade;`);

    this.addSql(`drop index "attention_note_idx";`);
    this.addSql(`alter table "attention" drop column "note_id";`);

    this.addSql(`alter table "fiscal_document" drop constraint "fiscal_document_source_type_check";`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_source_type_check" check ("source_type" in ('sale'));`);

    this.addSql(`alter table "stock_movement" drop constraint "stock_movement_kind_check";`);
    this.addSql(`alter table "stock_movement" add constraint "stock_movement_kind_check" check ("kind" in ('sale', 'sale_cancelled', 'adjustment', 'opening'));`);
  }

}
