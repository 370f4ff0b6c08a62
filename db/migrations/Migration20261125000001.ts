import { Migration } from '@mikro-orm/migrations';

export class Migration20261125000001 extends Migration {

  override name = 'Migration20261125000001';

  override up(): void | Promise<void> {
    // PostgreSQL checks each new foreign key by a query under row security, which needs a company to compare with.
    this.addSql(`select set_config('mikro.company.id', '00000000-0000-0000-0000-000000000000', true);`);

    this.addSql(`create table "audit" ("id" uuid not null, "company_id" uuid not null, "at" timestamptz not null default now(), "actor_kind" text not null, "actor_id" uuid null, "action" varchar(80) not null, "entity" varchar(60) not null, "entity_id" uuid null, "reason" varchar(500) null, "request_id" varchar(100) not null, "changes" bytea null, primary key ("id"));`);
    this.addSql(`create index "audit_list_idx" on "audit" ("company_id", "at", "id");`);
    this.addSql(`create index "audit_entity_idx" on "audit" ("company_id", "entity", "entity_id", "at");`);
    this.addSql(`create index "audit_actor_idx" on "audit" ("company_id", "actor_id", "at", "id");`);
    this.addSql(`alter table "audit" add constraint "audit_company_id_key" unique ("company_id", "id");`);

    this.addSql(`create table "breaker" ("endpoint" varchar(200) not null, "state" text not null default 'closed', "open_until" timestamptz null, "openings" int not null default 0, "updated_at" timestamptz not null default now(), primary key ("endpoint"));`);

    this.addSql(`create table "company" ("id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "ruc" varchar(11) not null, "name" varchar(1500) not null, "trade_name" varchar(1500) null, "sunat_environment" text not null default 'beta', "ose_url" varchar(255) null, "boleta_mode" text not null default 'single', "version" int not null default 1, primary key ("id"));`);
    this.addSql(`alter table "company" add constraint "company_ruc_unique" unique ("ruc");`);

    this.addSql(`create table "company_key" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "key_id" int not null, "wrapped" bytea not null, primary key ("id"));`);
    this.addSql(`alter table "company_key" add constraint "company_key_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "company_key" add constraint "company_key_number_key" unique ("company_id", "key_id");`);

    this.addSql(`create table "customer" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "document_type" varchar(1) not null, "document_number" bytea not null, "document_number_index" bytea not null, "name" varchar(1500) not null, "email" bytea null, "phone" bytea null, "address" bytea null, "active" boolean not null default true, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "customer_list_idx" on "customer" ("company_id", "created_at", "id");`);
    this.addSql(`alter table "customer" add constraint "customer_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "customer" add constraint "customer_document_key" unique ("company_id", "document_type", "document_number_index");`);

    this.addSql(`create table "establishment" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "code" varchar(4) not null, "name" varchar(200) not null, "ubigeo" varchar(6) null, "department" varchar(100) null, "province" varchar(100) null, "district" varchar(100) null, "address_line" varchar(200) null, "active" boolean not null default true, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "establishment_list_idx" on "establishment" ("company_id", "created_at", "id");`);
    this.addSql(`alter table "establishment" add constraint "establishment_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "establishment" add constraint "establishment_code_key" unique ("company_id", "code");`);

    this.addSql(`create table "document_series" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "establishment_id" uuid not null, "document_type" varchar(2) not null, "series" varchar(4) not null, "next_number" int not null default 1, "used" boolean not null default false, "active" boolean not null default true, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "document_series_list_idx" on "document_series" ("company_id", "created_at", "id");`);
    this.addSql(`create index "document_series_establishment_idx" on "document_series" ("company_id", "establishment_id", "document_type");`);
    this.addSql(`alter table "document_series" add constraint "document_series_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "document_series" add constraint "document_series_name_key" unique ("company_id", "document_type", "series");`);

    this.addSql(`create table "idempotency_record" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "route" varchar(200) not null, "key" varchar(255) not null, "request_hash" bytea not null, "state" text not null default 'running', "lease_until" timestamptz not null, "resource_id" uuid null, "response_status" int null, "response_headers" jsonb null, "response_body" bytea null, "expires_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`create index "idempotency_record_expiry_idx" on "idempotency_record" ("company_id", "expires_at");`);
    this.addSql(`alter table "idempotency_record" add constraint "idempotency_record_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "idempotency_record" add constraint "idempotency_record_key_key" unique ("company_id", "route", "key");`);

    this.addSql(`create table "operator_idempotency" ("id" uuid not null, "created_at" timestamptz not null default now(), "route" varchar(200) not null, "key" varchar(255) not null, "request_hash" bytea not null, "state" text not null default 'running', "lease_until" timestamptz not null, "resource_id" uuid null, "response_status" int null, "response_headers" jsonb null, "response_body" bytea null, "expires_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`alter table "operator_idempotency" add constraint "operator_idempotency_key_key" unique ("route", "key");`);

    this.addSql(`create table "outbox" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "topic" varchar(60) not null, "subject_id" uuid not null, "request_id" varchar(100) not null, "body" bytea null, "attempts" int not null default 0, "due_at" timestamptz not null default now(), "sent_at" timestamptz null, primary key ("id"));`);
    this.addSql(`create index "outbox_due_idx" on "outbox" ("due_at") where "sent_at" is null;`);
    this.addSql(`alter table "outbox" add constraint "outbox_company_id_key" unique ("company_id", "id");`);

    this.addSql(`create table "product" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "sku" varchar(30) not null, "name" varchar(500) not null, "unit_code" varchar(3) not null, "barcode" varchar(60) null, "price" numeric(20,10) not null, "currency" varchar(3) not null, "igv_affectation" varchar(2) not null, "category_id" uuid null, "sunat_code" varchar(8) null, "tracks_stock" boolean not null default true, "allow_negative" boolean not null default false, "reorder_point" numeric(18,6) null, "active" boolean not null default true, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "product_list_idx" on "product" ("company_id", "created_at", "id");`);
    this.addSql(`create index "product_barcode_idx" on "product" ("company_id", "barcode");`);
    this.addSql(`alter table "product" add constraint "product_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "product" add constraint "product_sku_key" unique ("company_id", "sku");`);

    this.addSql(`create table "role" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "name" varchar(60) not null, "built_in" boolean not null default false, "permissions" text[] not null, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "role_list_idx" on "role" ("company_id", "created_at", "id");`);
    this.addSql(`alter table "role" add constraint "role_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "role" add constraint "role_name_key" unique ("company_id", "name");`);

    this.addSql(`create table "signing_key" ("id" uuid not null, "created_at" timestamptz not null default now(), "kid" varchar(64) not null, "public_key_pem" text not null, "private_key" bytea null, "state" text not null, "retire_at" timestamptz null, primary key ("id"));`);
    this.addSql(`alter table "signing_key" add constraint "signing_key_kid_unique" unique ("kid");`);

    this.addSql(`create table "sunat_certificate" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "pfx" bytea not null, "password" bytea not null, "sha256" varchar(64) not null, "subject" varchar(500) not null, "ruc" varchar(11) null, "not_before" timestamptz not null, "not_after" timestamptz not null, "active" boolean not null default true, primary key ("id"));`);
    this.addSql(`alter table "sunat_certificate" add constraint "sunat_certificate_company_id_key" unique ("company_id", "id");`);
    this.addSql(`create unique index "sunat_certificate_active_key" on "sunat_certificate" ("company_id") where "active" = true;`);

    this.addSql(`create table "sunat_credentials" ("id" uuid not null, "company_id" uuid not null, "updated_at" timestamptz not null default now(), "environment" text not null, "sol_user" bytea not null, "sol_password" bytea not null, "client_id" bytea null, "client_secret" bytea null, primary key ("id"));`);
    this.addSql(`alter table "sunat_credentials" add constraint "sunat_credentials_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "sunat_credentials" add constraint "sunat_credentials_environment_key" unique ("company_id", "environment");`);

    this.addSql(`create table "sunat_gate" ("id" uuid not null, "company_id" uuid not null, "updated_at" timestamptz not null default now(), "state" text not null default 'open', "code" varchar(40) null, "reason" varchar(500) null, primary key ("id"));`);
    this.addSql(`alter table "sunat_gate" add constraint "sunat_gate_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "sunat_gate" add constraint "sunat_gate_company_key" unique ("company_id");`);

    this.addSql(`create table "sunat_wait" ("id" uuid not null, "company_id" uuid not null, "workflow_id" varchar(120) not null, "endpoint" varchar(200) not null, "since" timestamptz not null default now(), "released_at" timestamptz null, primary key ("id"));`);
    this.addSql(`create index "sunat_wait_oldest_idx" on "sunat_wait" ("since") where "released_at" is null;`);
    this.addSql(`alter table "sunat_wait" add constraint "sunat_wait_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "sunat_wait" add constraint "sunat_wait_workflow_key" unique ("company_id", "workflow_id");`);

    this.addSql(`create table "app_user" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "email" bytea not null, "email_index" bytea not null, "name" varchar(200) not null, "password_hash" varchar(255) null, "status" text not null default 'invited', "activation_hash" bytea null, "activation_expires_at" timestamptz null, "failed_logins" int not null default 0, "locked_until" timestamptz null, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "app_user_list_idx" on "app_user" ("company_id", "created_at", "id");`);
    this.addSql(`create index "app_user_email_lookup_idx" on "app_user" ("email_index");`);
    this.addSql(`create index "app_user_activation_lookup_idx" on "app_user" ("activation_hash");`);
    this.addSql(`alter table "app_user" add constraint "app_user_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "app_user" add constraint "app_user_email_key" unique ("company_id", "email_index");`);

    this.addSql(`create table "refresh_family" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "user_id" uuid not null, "revoked_at" timestamptz null, "revoked_reason" text null, "expires_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`create index "refresh_family_user_idx" on "refresh_family" ("company_id", "user_id");`);
    this.addSql(`alter table "refresh_family" add constraint "refresh_family_company_id_key" unique ("company_id", "id");`);

    this.addSql(`create table "refresh_token" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "family_id" uuid not null, "token_hash" bytea not null, "used_at" timestamptz null, "expires_at" timestamptz not null, primary key ("id"));`);
    this.addSql(`create index "refresh_token_family_idx" on "refresh_token" ("company_id", "family_id");`);
    this.addSql(`alter table "refresh_token" add constraint "refresh_token_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "refresh_token" add constraint "refresh_token_hash_key" unique ("token_hash");`);

    this.addSql(`create table "api_key" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "name" varchar(100) not null, "prefix" varchar(16) not null, "key_hash" bytea not null, "permissions" text[] not null, "created_by_id" uuid null, "expires_at" timestamptz null, "revoked_at" timestamptz null, "last_used_at" timestamptz null, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "api_key_list_idx" on "api_key" ("company_id", "created_at", "id");`);
    this.addSql(`create index "api_key_creator_idx" on "api_key" ("company_id", "created_by_id");`);
    this.addSql(`alter table "api_key" add constraint "api_key_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "api_key" add constraint "api_key_hash_key" unique ("key_hash");`);

    this.addSql(`create table "user_role" ("id" uuid not null, "company_id" uuid not null, "user_id" uuid not null, "role_id" uuid not null, primary key ("id"));`);
    this.addSql(`create index "user_role_role_idx" on "user_role" ("company_id", "role_id");`);
    this.addSql(`alter table "user_role" add constraint "user_role_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "user_role" add constraint "user_role_pair_key" unique ("company_id", "user_id", "role_id");`);

    this.addSql(`create table "warehouse" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "establishment_id" uuid not null, "code" varchar(20) not null, "name" varchar(200) not null, "active" boolean not null default true, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "warehouse_list_idx" on "warehouse" ("company_id", "created_at", "id");`);
    this.addSql(`create index "warehouse_establishment_idx" on "warehouse" ("company_id", "establishment_id");`);
    this.addSql(`alter table "warehouse" add constraint "warehouse_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "warehouse" add constraint "warehouse_code_key" unique ("company_id", "code");`);

    this.addSql(`create table "stock_movement" ("id" uuid not null, "company_id" uuid not null, "recorded_at" timestamptz not null default now(), "effective_date" date not null, "warehouse_id" uuid not null, "product_id" uuid not null, "kind" text not null, "source_id" uuid not null, "source_line" int not null, "quantity" numeric(18,6) not null, "unit_cost" numeric(20,10) not null, "balance" numeric(18,6) not null, "average_cost" numeric(20,10) not null, primary key ("id"));`);
    this.addSql(`create index "stock_movement_kardex_idx" on "stock_movement" ("company_id", "product_id", "warehouse_id", "recorded_at", "id");`);
    this.addSql(`create index "stock_movement_warehouse_idx" on "stock_movement" ("company_id", "warehouse_id", "recorded_at", "id");`);
    this.addSql(`create index "stock_movement_list_idx" on "stock_movement" ("company_id", "recorded_at", "id");`);
    this.addSql(`alter table "stock_movement" add constraint "stock_movement_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "stock_movement" add constraint "stock_movement_source_key" unique ("company_id", "kind", "source_id", "source_line");`);

    this.addSql(`create table "stock_level" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "warehouse_id" uuid not null, "product_id" uuid not null, "on_hand" numeric(18,6) not null default '0', "reserved" numeric(18,6) not null default '0', "average_cost" numeric(20,10) not null default '0', "allow_negative" boolean not null default false, primary key ("id"));`);
    this.addSql(`create index "stock_level_list_idx" on "stock_level" ("company_id", "created_at", "id");`);
    this.addSql(`create index "stock_level_warehouse_idx" on "stock_level" ("company_id", "warehouse_id", "created_at", "id");`);
    this.addSql(`alter table "stock_level" add constraint "stock_level_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "stock_level" add constraint "stock_level_place_key" unique ("company_id", "product_id", "warehouse_id");`);

    this.addSql(`create table "stock_adjustment" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "warehouse_id" uuid not null, "reason_code" varchar(40) not null, "note" varchar(500) not null, "actor_id" uuid null, primary key ("id"));`);
    this.addSql(`create index "stock_adjustment_list_idx" on "stock_adjustment" ("company_id", "created_at", "id");`);
    this.addSql(`create index "stock_adjustment_warehouse_idx" on "stock_adjustment" ("company_id", "warehouse_id");`);
    this.addSql(`alter table "stock_adjustment" add constraint "stock_adjustment_company_id_key" unique ("company_id", "id");`);

    this.addSql(`create table "sale" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "status" text not null default 'received', "channel" varchar(60) not null, "warehouse_id" uuid not null, "customer_id" uuid null, "buyer" bytea null, "document_type" text not null, "series" varchar(4) not null, "currency" varchar(3) not null, "exchange_rate" numeric(12,6) null, "discount_percent" numeric(9,5) null, "discount_amount" numeric(14,2) null, "payment_terms" jsonb not null, "totals" jsonb not null, "total" numeric(14,2) not null, "workflow_id" varchar(120) not null, "request_id" varchar(100) not null, "issue_attempt" int not null default 1, "document_id" uuid null, "cancellation" jsonb null, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "sale_list_idx" on "sale" ("company_id", "created_at", "id");`);
    this.addSql(`create index "sale_status_idx" on "sale" ("company_id", "status", "created_at", "id");`);
    this.addSql(`create index "sale_warehouse_idx" on "sale" ("company_id", "warehouse_id", "created_at", "id");`);
    this.addSql(`create index "sale_channel_idx" on "sale" ("company_id", "channel", "created_at", "id");`);
    this.addSql(`create index "sale_document_type_idx" on "sale" ("company_id", "document_type", "created_at", "id");`);
    this.addSql(`create index "sale_customer_idx" on "sale" ("company_id", "customer_id");`);
    this.addSql(`create index "sale_document_idx" on "sale" ("company_id", "document_id");`);
    this.addSql(`alter table "sale" add constraint "sale_company_id_key" unique ("company_id", "id");`);

    this.addSql(`create table "sale_line" ("id" uuid not null, "company_id" uuid not null, "sale_id" uuid not null, "line" int not null, "product_id" uuid not null, "sku" varchar(30) not null, "description" varchar(500) not null, "unit_code" varchar(3) not null, "quantity" numeric(18,6) not null, "unit_price" numeric(20,10) not null, "discount_percent" numeric(9,5) null, "discount_amount" numeric(14,2) null, "igv_affectation" varchar(2) not null, "sunat_code" varchar(8) null, "tracks_stock" boolean not null, "value" numeric(14,2) not null, "igv" numeric(14,2) not null, "total" numeric(14,2) not null, primary key ("id"));`);
    this.addSql(`create index "sale_line_product_idx" on "sale_line" ("company_id", "product_id");`);
    this.addSql(`alter table "sale_line" add constraint "sale_line_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "sale_line" add constraint "sale_line_number_key" unique ("company_id", "sale_id", "line");`);

    this.addSql(`create table "sale_event" ("id" uuid not null, "company_id" uuid not null, "at" timestamptz not null default clock_timestamp(), "sale_id" uuid not null, "kind" varchar(60) not null, "data" jsonb null, primary key ("id"));`);
    this.addSql(`create index "sale_event_sale_idx" on "sale_event" ("company_id", "sale_id", "at", "id");`);
    this.addSql(`alter table "sale_event" add constraint "sale_event_company_id_key" unique ("company_id", "id");`);

    this.addSql(`create table "payment" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "sale_id" uuid not null, "line" int not null, "method" text not null, "amount" numeric(14,2) not null, "currency" varchar(3) not null, "tendered" numeric(14,2) null, "change" numeric(14,2) not null default '0', "status" text not null default 'pending', "recorded_at" timestamptz null, "reversed_at" timestamptz null, primary key ("id"));`);
    this.addSql(`create index "payment_list_idx" on "payment" ("company_id", "created_at", "id");`);
    this.addSql(`alter table "payment" add constraint "payment_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "payment" add constraint "payment_line_key" unique ("company_id", "sale_id", "line");`);

    this.addSql(`create table "fiscal_document" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "sale_id" uuid null, "source_type" text not null, "source_id" uuid not null, "issue_attempt" int not null, "type" varchar(2) not null, "series" varchar(4) not null, "number" int not null, "issue_date" date not null, "issue_time" varchar(8) not null, "currency" varchar(3) not null, "totals" jsonb not null, "total" numeric(14,2) not null, "hash" varchar(100) not null, "qr" bytea not null, "file_name" varchar(60) not null, "file_version" int not null default 1, "status" text not null default 'issued', "deadline_at" timestamptz not null, "sunat_code" varchar(10) null, "sunat_description" text null, "observations" jsonb null, "evidence" text null, "sunat_received_at" timestamptz null, "settled_at" timestamptz null, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "fiscal_document_list_idx" on "fiscal_document" ("company_id", "created_at", "id");`);
    this.addSql(`create index "fiscal_document_status_idx" on "fiscal_document" ("company_id", "status", "created_at", "id");`);
    this.addSql(`create index "fiscal_document_type_idx" on "fiscal_document" ("company_id", "type", "created_at", "id");`);
    this.addSql(`create index "fiscal_document_sale_idx" on "fiscal_document" ("company_id", "sale_id");`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_number_key" unique ("company_id", "type", "series", "number");`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_attempt_key" unique ("company_id", "source_type", "source_id", "type", "issue_attempt");`);
    this.addSql(`create unique index "fiscal_document_live_key" on "fiscal_document" ("company_id", "source_type", "source_id", "type") where "status" not in ('rejected', 'expired', 'voided');`);

    this.addSql(`create table "submission" ("id" uuid not null, "company_id" uuid not null, "document_id" uuid not null, "operation" text not null, "file_version" int not null, "started_at" timestamptz not null default clock_timestamp(), "finished_at" timestamptz null, "outcome" varchar(40) null, "code" varchar(20) null, "description" text null, "request_id" varchar(100) not null, primary key ("id"));`);
    this.addSql(`create index "submission_document_idx" on "submission" ("company_id", "document_id", "started_at", "id");`);
    this.addSql(`alter table "submission" add constraint "submission_company_id_key" unique ("company_id", "id");`);

    this.addSql(`create table "document_file" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "document_id" uuid not null, "kind" text not null, "file_version" int not null, "name" varchar(80) not null, "sha256" varchar(64) not null, "body" bytea not null, primary key ("id"));`);
    this.addSql(`alter table "document_file" add constraint "document_file_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "document_file" add constraint "document_file_version_key" unique ("company_id", "document_id", "kind", "file_version");`);

    this.addSql(`create table "attention" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "kind" varchar(40) not null, "severity" text not null, "code" varchar(80) not null, "detail" varchar(500) not null, "subject_id" uuid not null, "sale_id" uuid null, "document_id" uuid null, "options" text[] not null, "closed_at" timestamptz null, "decision" varchar(40) null, "reason" varchar(500) null, "closed_by_id" uuid null, primary key ("id"));`);
    this.addSql(`create index "attention_list_idx" on "attention" ("company_id", "created_at", "id");`);
    this.addSql(`create index "attention_open_list_idx" on "attention" ("company_id", "created_at", "id") where "closed_at" is null;`);
    this.addSql(`create index "attention_sale_idx" on "attention" ("company_id", "sale_id");`);
    this.addSql(`create index "attention_document_idx" on "attention" ("company_id", "document_id");`);
    this.addSql(`alter table "attention" add constraint "attention_company_id_key" unique ("company_id", "id");`);
    this.addSql(`create unique index "attention_open_key" on "attention" ("company_id", "code", "subject_id") where "closed_at" is null;`);

    this.addSql(`create table "reservation" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "owner_type" text not null, "owner_id" uuid not null, "warehouse_id" uuid not null, "product_id" uuid not null, "quantity" numeric(18,6) not null, "status" text not null default 'held', "closed_at" timestamptz null, primary key ("id"));`);
    this.addSql(`create index "reservation_product_idx" on "reservation" ("company_id", "product_id", "warehouse_id", "status");`);
    this.addSql(`create index "reservation_warehouse_idx" on "reservation" ("company_id", "warehouse_id");`);
    this.addSql(`alter table "reservation" add constraint "reservation_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "reservation" add constraint "reservation_owner_key" unique ("company_id", "owner_type", "owner_id", "product_id", "warehouse_id");`);

    this.addSql(`alter table "audit" add constraint "audit_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "audit" add constraint "audit_actor_kind_check" check ("actor_kind" in ('user', 'api_key', 'operator', 'process', 'system'));`);
    this.addSql(`alter table "audit" enable row level security;`);
    this.addSql(`alter table "audit" force row level security;`);
    this.addSql(`create policy "audit_company_policy" on "audit" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "breaker" add constraint "breaker_state_check" check ("state" in ('closed', 'open', 'half_open'));`);

    this.addSql(`alter table "company" add constraint "company_ruc_shape" check (ruc ~ '^[12][0-9]{10}\$');`);
    this.addSql(`alter table "company" add constraint "company_sunat_environment_check" check ("sunat_environment" in ('sandbox', 'beta', 'production', 'ose'));`);
    this.addSql(`alter table "company" add constraint "company_boleta_mode_check" check ("boleta_mode" in ('single', 'summary'));`);
    this.addSql(`alter table "company" enable row level security;`);
    this.addSql(`alter table "company" force row level security;`);

    this.addSql(`alter table "company_key" add constraint "company_key_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "company_key" enable row level security;`);
    this.addSql(`alter table "company_key" force row level security;`);
    this.addSql(`create policy "company_key_company_policy" on "company_key" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "customer" add constraint "customer_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "customer" enable row level security;`);
    this.addSql(`alter table "customer" force row level security;`);
    this.addSql(`create policy "customer_company_policy" on "customer" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "establishment" add constraint "establishment_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "establishment" add constraint "establishment_code_shape" check (code ~ '^[0-9]{4}\$');`);
    this.addSql(`alter table "establishment" enable row level security;`);
    this.addSql(`alter table "establishment" force row level security;`);
    this.addSql(`create policy "establishment_company_policy" on "establishment" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "document_series" add constraint "document_series_establishment_id_foreign" foreign key ("company_id", "establishment_id") references "establishment" ("company_id", "id");`);
    this.addSql(`alter table "document_series" add constraint "document_series_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "document_series" add constraint "document_series_number_range" check (next_number between 1 and 100000000);`);
    this.addSql(`alter table "document_series" enable row level security;`);
    this.addSql(`alter table "document_series" force row level security;`);
    this.addSql(`create policy "document_series_company_policy" on "document_series" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "idempotency_record" add constraint "idempotency_record_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "idempotency_record" add constraint "idempotency_record_state_check" check ("state" in ('running', 'done'));`);
    this.addSql(`alter table "idempotency_record" enable row level security;`);
    this.addSql(`alter table "idempotency_record" force row level security;`);
    this.addSql(`create policy "idempotency_record_company_policy" on "idempotency_record" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "operator_idempotency" add constraint "operator_idempotency_state_check" check ("state" in ('running', 'done'));`);

    this.addSql(`alter table "outbox" add constraint "outbox_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "outbox" enable row level security;`);
    this.addSql(`alter table "outbox" force row level security;`);
    this.addSql(`create policy "outbox_company_policy" on "outbox" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "product" add constraint "product_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "product" add constraint "product_price_nonnegative" check (price >= 0);`);
    this.addSql(`alter table "product" enable row level security;`);
    this.addSql(`alter table "product" force row level security;`);
    this.addSql(`create policy "product_company_policy" on "product" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "role" add constraint "role_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "role" enable row level security;`);
    this.addSql(`alter table "role" force row level security;`);
    this.addSql(`create policy "role_company_policy" on "role" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "signing_key" add constraint "signing_key_state_check" check ("state" in ('active', 'retiring', 'retired'));`);

    this.addSql(`alter table "sunat_certificate" add constraint "sunat_certificate_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "sunat_certificate" enable row level security;`);
    this.addSql(`alter table "sunat_certificate" force row level security;`);
    this.addSql(`create policy "sunat_certificate_company_policy" on "sunat_certificate" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "sunat_credentials" add constraint "sunat_credentials_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "sunat_credentials" add constraint "sunat_credentials_environment_check" check ("environment" in ('sandbox', 'beta', 'production', 'ose'));`);
    this.addSql(`alter table "sunat_credentials" enable row level security;`);
    this.addSql(`alter table "sunat_credentials" force row level security;`);
    this.addSql(`create policy "sunat_credentials_company_policy" on "sunat_credentials" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "sunat_gate" add constraint "sunat_gate_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "sunat_gate" add constraint "sunat_gate_state_check" check ("state" in ('open', 'closed'));`);
    this.addSql(`alter table "sunat_gate" enable row level security;`);
    this.addSql(`alter table "sunat_gate" force row level security;`);
    this.addSql(`create policy "sunat_gate_company_policy" on "sunat_gate" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "sunat_wait" add constraint "sunat_wait_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "sunat_wait" enable row level security;`);
    this.addSql(`alter table "sunat_wait" force row level security;`);
    this.addSql(`create policy "sunat_wait_company_policy" on "sunat_wait" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "app_user" add constraint "app_user_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "app_user" add constraint "app_user_status_check" check ("status" in ('invited', 'active', 'disabled'));`);
    this.addSql(`alter table "app_user" enable row level security;`);
    this.addSql(`alter table "app_user" force row level security;`);
    this.addSql(`create policy "app_user_company_policy" on "app_user" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "refresh_family" add constraint "refresh_family_user_id_foreign" foreign key ("company_id", "user_id") references "app_user" ("company_id", "id");`);
    this.addSql(`alter table "refresh_family" add constraint "refresh_family_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "refresh_family" add constraint "refresh_family_revoked_reason_check" check ("revoked_reason" in ('logout', 'reuse', 'disabled', 'password'));`);
    this.addSql(`alter table "refresh_family" enable row level security;`);
    this.addSql(`alter table "refresh_family" force row level security;`);
    this.addSql(`create policy "refresh_family_company_policy" on "refresh_family" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "refresh_token" add constraint "refresh_token_family_id_foreign" foreign key ("company_id", "family_id") references "refresh_family" ("company_id", "id");`);
    this.addSql(`alter table "refresh_token" add constraint "refresh_token_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "refresh_token" enable row level security;`);
    this.addSql(`alter table "refresh_token" force row level security;`);
    this.addSql(`create policy "refresh_token_company_policy" on "refresh_token" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "api_key" add constraint "api_key_created_by_id_foreign" foreign key ("company_id", "created_by_id") references "app_user" ("company_id", "id");`);
    this.addSql(`alter table "api_key" add constraint "api_key_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "api_key" enable row level security;`);
    this.addSql(`alter table "api_key" force row level security;`);
    this.addSql(`create policy "api_key_company_policy" on "api_key" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "user_role" add constraint "user_role_user_id_foreign" foreign key ("company_id", "user_id") references "app_user" ("company_id", "id");`);
    this.addSql(`alter table "user_role" add constraint "user_role_role_id_foreign" foreign key ("company_id", "role_id") references "role" ("company_id", "id");`);
    this.addSql(`alter table "user_role" add constraint "user_role_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "user_role" enable row level security;`);
    this.addSql(`alter table "user_role" force row level security;`);
    this.addSql(`create policy "user_role_company_policy" on "user_role" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "warehouse" add constraint "warehouse_establishment_id_foreign" foreign key ("company_id", "establishment_id") references "establishment" ("company_id", "id");`);
    this.addSql(`alter table "warehouse" add constraint "warehouse_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "warehouse" enable row level security;`);
    this.addSql(`alter table "warehouse" force row level security;`);
    this.addSql(`create policy "warehouse_company_policy" on "warehouse" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "stock_movement" add constraint "stock_movement_warehouse_id_foreign" foreign key ("company_id", "warehouse_id") references "warehouse" ("company_id", "id");`);
    this.addSql(`alter table "stock_movement" add constraint "stock_movement_product_id_foreign" foreign key ("company_id", "product_id") references "product" ("company_id", "id");`);
    this.addSql(`alter table "stock_movement" add constraint "stock_movement_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "stock_movement" add constraint "stock_movement_quantity_nonzero" check (quantity <> 0);`);
    this.addSql(`alter table "stock_movement" add constraint "stock_movement_kind_check" check ("kind" in ('sale', 'sale_cancelled', 'adjustment', 'opening'));`);
    this.addSql(`alter table "stock_movement" enable row level security;`);
    this.addSql(`alter table "stock_movement" force row level security;`);
    this.addSql(`create policy "stock_movement_company_policy" on "stock_movement" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "stock_level" add constraint "stock_level_warehouse_id_foreign" foreign key ("company_id", "warehouse_id") references "warehouse" ("company_id", "id");`);
    this.addSql(`alter table "stock_level" add constraint "stock_level_product_id_foreign" foreign key ("company_id", "product_id") references "product" ("company_id", "id");`);
    this.addSql(`alter table "stock_level" add constraint "stock_level_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "stock_level" add constraint "stock_level_reserved_nonnegative" check (reserved >= 0);`);
    this.addSql(`alter table "stock_level" add constraint "stock_level_not_oversold" check (reserved <= on_hand or allow_negative);`);
    this.addSql(`alter table "stock_level" add constraint "stock_level_cost_nonnegative" check (average_cost >= 0);`);
    this.addSql(`alter table "stock_level" enable row level security;`);
    this.addSql(`alter table "stock_level" force row level security;`);
    this.addSql(`create policy "stock_level_company_policy" on "stock_level" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "stock_adjustment" add constraint "stock_adjustment_warehouse_id_foreign" foreign key ("company_id", "warehouse_id") references "warehouse" ("company_id", "id");`);
    this.addSql(`alter table "stock_adjustment" add constraint "stock_adjustment_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "stock_adjustment" enable row level security;`);
    this.addSql(`alter table "stock_adjustment" force row level security;`);
    this.addSql(`create policy "stock_adjustment_company_policy" on "stock_adjustment" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "sale" add constraint "sale_warehouse_id_foreign" foreign key ("company_id", "warehouse_id") references "warehouse" ("company_id", "id");`);
    this.addSql(`alter table "sale" add constraint "sale_customer_id_foreign" foreign key ("company_id", "customer_id") references "customer" ("company_id", "id");`);
    this.addSql(`alter table "sale" add constraint "sale_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "sale" add constraint "sale_total_nonnegative" check (total >= 0);`);
    this.addSql(`alter table "sale" add constraint "sale_status_check" check ("status" in ('received', 'reserved', 'paid', 'issued', 'completed', 'cancelled', 'needs_attention'));`);
    this.addSql(`alter table "sale" add constraint "sale_document_type_check" check ("document_type" in ('01', '03'));`);
    this.addSql(`alter table "sale" enable row level security;`);
    this.addSql(`alter table "sale" force row level security;`);
    this.addSql(`create policy "sale_company_policy" on "sale" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "sale_line" add constraint "sale_line_sale_id_foreign" foreign key ("company_id", "sale_id") references "sale" ("company_id", "id");`);
    this.addSql(`alter table "sale_line" add constraint "sale_line_product_id_foreign" foreign key ("company_id", "product_id") references "product" ("company_id", "id");`);
    this.addSql(`alter table "sale_line" add constraint "sale_line_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "sale_line" add constraint "sale_line_quantity_positive" check (quantity > 0);`);
    this.addSql(`alter table "sale_line" add constraint "sale_line_total_nonnegative" check (total >= 0);`);
    this.addSql(`alter table "sale_line" enable row level security;`);
    this.addSql(`alter table "sale_line" force row level security;`);
    this.addSql(`create policy "sale_line_company_policy" on "sale_line" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "sale_event" add constraint "sale_event_sale_id_foreign" foreign key ("company_id", "sale_id") references "sale" ("company_id", "id");`);
    this.addSql(`alter table "sale_event" add constraint "sale_event_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "sale_event" enable row level security;`);
    this.addSql(`alter table "sale_event" force row level security;`);
    this.addSql(`create policy "sale_event_company_policy" on "sale_event" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "payment" add constraint "payment_sale_id_foreign" foreign key ("company_id", "sale_id") references "sale" ("company_id", "id");`);
    this.addSql(`alter table "payment" add constraint "payment_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "payment" add constraint "payment_amount_positive" check (amount > 0);`);
    this.addSql(`alter table "payment" add constraint "payment_method_check" check ("method" in ('cash', 'card_terminal', 'transfer', 'store_credit'));`);
    this.addSql(`alter table "payment" add constraint "payment_status_check" check ("status" in ('pending', 'recorded', 'reversed'));`);
    this.addSql(`alter table "payment" enable row level security;`);
    this.addSql(`alter table "payment" force row level security;`);
    this.addSql(`create policy "payment_company_policy" on "payment" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_sale_id_foreign" foreign key ("company_id", "sale_id") references "sale" ("company_id", "id");`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_number_range" check (number between 1 and 99999999);`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_total_nonnegative" check (total >= 0);`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_source_type_check" check ("source_type" in ('sale'));`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_status_check" check ("status" in ('issued', 'sending', 'accepted', 'observed', 'rejected', 'pending', 'unknown', 'expired', 'voided'));`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_evidence_check" check ("evidence" in ('cdr', 'validity_query'));`);
    this.addSql(`alter table "fiscal_document" enable row level security;`);
    this.addSql(`alter table "fiscal_document" force row level security;`);
    this.addSql(`create policy "fiscal_document_company_policy" on "fiscal_document" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "submission" add constraint "submission_document_id_foreign" foreign key ("company_id", "document_id") references "fiscal_document" ("company_id", "id");`);
    this.addSql(`alter table "submission" add constraint "submission_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "submission" add constraint "submission_operation_check" check ("operation" in ('sendBill', 'getStatusCdr', 'validity'));`);
    this.addSql(`alter table "submission" enable row level security;`);
    this.addSql(`alter table "submission" force row level security;`);
    this.addSql(`create policy "submission_company_policy" on "submission" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "document_file" add constraint "document_file_document_id_foreign" foreign key ("company_id", "document_id") references "fiscal_document" ("company_id", "id");`);
    this.addSql(`alter table "document_file" add constraint "document_file_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "document_file" add constraint "document_file_kind_check" check ("kind" in ('xml', 'cdr'));`);
    this.addSql(`alter table "document_file" enable row level security;`);
    this.addSql(`alter table "document_file" force row level security;`);
    this.addSql(`create policy "document_file_company_policy" on "document_file" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "attention" add constraint "attention_sale_id_foreign" foreign key ("company_id", "sale_id") references "sale" ("company_id", "id");`);
    this.addSql(`alter table "attention" add constraint "attention_document_id_foreign" foreign key ("company_id", "document_id") references "fiscal_document" ("company_id", "id");`);
    this.addSql(`alter table "attention" add constraint "attention_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "attention" add constraint "attention_severity_check" check ("severity" in ('info', 'warning', 'critical'));`);
    this.addSql(`alter table "attention" enable row level security;`);
    this.addSql(`alter table "attention" force row level security;`);
    this.addSql(`create policy "attention_company_policy" on "attention" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "reservation" add constraint "reservation_warehouse_id_foreign" foreign key ("company_id", "warehouse_id") references "warehouse" ("company_id", "id");`);
    this.addSql(`alter table "reservation" add constraint "reservation_product_id_foreign" foreign key ("company_id", "product_id") references "product" ("company_id", "id");`);
    this.addSql(`alter table "reservation" add constraint "reservation_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "reservation" add constraint "reservation_quantity_positive" check (quantity > 0);`);
    this.addSql(`alter table "reservation" add constraint "reservation_owner_type_check" check ("owner_type" in ('sale'));`);
    this.addSql(`alter table "reservation" add constraint "reservation_status_check" check ("status" in ('held', 'consumed', 'released'));`);
    this.addSql(`alter table "reservation" enable row level security;`);
    this.addSql(`alter table "reservation" force row level security;`);
    this.addSql(`create policy "reservation_company_policy" on "reservation" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "audit" drop constraint "audit_company_id_foreign";`);
    this.addSql(`alter table "company_key" drop constraint "company_key_company_id_foreign";`);
    this.addSql(`alter table "customer" drop constraint "customer_company_id_foreign";`);
    this.addSql(`alter table "establishment" drop constraint "establishment_company_id_foreign";`);
    this.addSql(`alter table "document_series" drop constraint "document_series_company_id_foreign";`);
    this.addSql(`alter table "idempotency_record" drop constraint "idempotency_record_company_id_foreign";`);
    this.addSql(`alter table "outbox" drop constraint "outbox_company_id_foreign";`);
    this.addSql(`alter table "product" drop constraint "product_company_id_foreign";`);
    this.addSql(`alter table "role" drop constraint "role_company_id_foreign";`);
    this.addSql(`alter table "sunat_certificate" drop constraint "sunat_certificate_company_id_foreign";`);
    this.addSql(`alter table "sunat_credentials" drop constraint "sunat_credentials_company_id_foreign";`);
    this.addSql(`alter table "sunat_gate" drop constraint "sunat_gate_company_id_foreign";`);
    this.addSql(`alter table "sunat_wait" drop constraint "sunat_wait_company_id_foreign";`);
    this.addSql(`alter table "app_user" drop constraint "app_user_company_id_foreign";`);
    this.addSql(`alter table "refresh_family" drop constraint "refresh_family_company_id_foreign";`);
    this.addSql(`alter table "refresh_token" drop constraint "refresh_token_company_id_foreign";`);
    this.addSql(`alter table "api_key" drop constraint "api_key_company_id_foreign";`);
    this.addSql(`alter table "user_role" drop constraint "user_role_company_id_foreign";`);
    this.addSql(`alter table "warehouse" drop constraint "warehouse_company_id_foreign";`);
    this.addSql(`alter table "stock_movement" drop constraint "stock_movement_company_id_foreign";`);
    this.addSql(`alter table "stock_level" drop constraint "stock_level_company_id_foreign";`);
    this.addSql(`alter table "stock_adjustment" drop constraint "stock_adjustment_company_id_foreign";`);
    this.addSql(`alter table "sale" drop constraint "sale_company_id_foreign";`);
    this.addSql(`alter table "sale_line" drop constraint "sale_line_company_id_foreign";`);
    this.addSql(`alter table "sale_event" drop constraint "sale_event_company_id_foreign";`);
    this.addSql(`alter table "payment" drop constraint "payment_company_id_foreign";`);
    this.addSql(`alter table "fiscal_document" drop constraint "fiscal_document_company_id_foreign";`);
    this.addSql(`alter table "submission" drop constraint "submission_company_id_foreign";`);
    this.addSql(`alter table "document_file" drop constraint "document_file_company_id_foreign";`);
    this.addSql(`alter table "attention" drop constraint "attention_company_id_foreign";`);
    this.addSql(`alter table "reservation" drop constraint "reservation_company_id_foreign";`);
    this.addSql(`alter table "sale" drop constraint "sale_customer_id_foreign";`);
    this.addSql(`alter table "document_series" drop constraint "document_series_establishment_id_foreign";`);
    this.addSql(`alter table "warehouse" drop constraint "warehouse_establishment_id_foreign";`);
    this.addSql(`alter table "stock_movement" drop constraint "stock_movement_product_id_foreign";`);
    this.addSql(`alter table "stock_level" drop constraint "stock_level_product_id_foreign";`);
    this.addSql(`alter table "sale_line" drop constraint "sale_line_product_id_foreign";`);
    this.addSql(`alter table "reservation" drop constraint "reservation_product_id_foreign";`);
    this.addSql(`alter table "user_role" drop constraint "user_role_role_id_foreign";`);
    this.addSql(`alter table "refresh_family" drop constraint "refresh_family_user_id_foreign";`);
    this.addSql(`alter table "api_key" drop constraint "api_key_created_by_id_foreign";`);
    this.addSql(`alter table "user_role" drop constraint "user_role_user_id_foreign";`);
    this.addSql(`alter table "refresh_token" drop constraint "refresh_token_family_id_foreign";`);
    this.addSql(`alter table "stock_movement" drop constraint "stock_movement_warehouse_id_foreign";`);
    this.addSql(`alter table "stock_level" drop constraint "stock_level_warehouse_id_foreign";`);
    this.addSql(`alter table "stock_adjustment" drop constraint "stock_adjustment_warehouse_id_foreign";`);
    this.addSql(`alter table "sale" drop constraint "sale_warehouse_id_foreign";`);
    this.addSql(`alter table "reservation" drop constraint "reservation_warehouse_id_foreign";`);
    this.addSql(`alter table "sale_line" drop constraint "sale_line_sale_id_foreign";`);
    this.addSql(`alter table "sale_event" drop constraint "sale_event_sale_id_foreign";`);
    this.addSql(`alter table "payment" drop constraint "payment_sale_id_foreign";`);
    this.addSql(`alter table "fiscal_document" drop constraint "fiscal_document_sale_id_foreign";`);
    this.addSql(`alter table "attention" drop constraint "attention_sale_id_foreign";`);
    this.addSql(`alter table "submission" drop constraint "submission_document_id_foreign";`);
    this.addSql(`alter table "document_file" drop constraint "document_file_document_id_foreign";`);
    this.addSql(`alter table "attention" drop constraint "attention_document_id_foreign";`);

    this.addSql(`drop table if exists "audit" cascade;`);
    this.addSql(`drop table if exists "breaker" cascade;`);
    this.addSql(`drop table if exists "company" cascade;`);
    this.addSql(`drop table if exists "company_key" cascade;`);
    this.addSql(`drop table if exists "customer" cascade;`);
    this.addSql(`drop table if exists "establishment" cascade;`);
    this.addSql(`drop table if exists "document_series" cascade;`);
    this.addSql(`drop table if exists "idempotency_record" cascade;`);
    this.addSql(`drop table if exists "operator_idempotency" cascade;`);
    this.addSql(`drop table if exists "outbox" cascade;`);
    this.addSql(`drop table if exists "product" cascade;`);
    this.addSql(`drop table if exists "role" cascade;`);
    this.addSql(`drop table if exists "signing_key" cascade;`);
    this.addSql(`drop table if exists "sunat_certificate" cascade;`);
    this.addSql(`drop table if exists "sunat_credentials" cascade;`);
    this.addSql(`drop table if exists "sunat_gate" cascade;`);
    this.addSql(`drop table if exists "sunat_wait" cascade;`);
    this.addSql(`drop table if exists "app_user" cascade;`);
    this.addSql(`drop table if exists "refresh_family" cascade;`);
    this.addSql(`drop table if exists "refresh_token" cascade;`);
    this.addSql(`drop table if exists "api_key" cascade;`);
    this.addSql(`drop table if exists "user_role" cascade;`);
    this.addSql(`drop table if exists "warehouse" cascade;`);
    this.addSql(`drop table if exists "stock_movement" cascade;`);
    this.addSql(`drop table if exists "stock_level" cascade;`);
    this.addSql(`drop table if exists "stock_adjustment" cascade;`);
    this.addSql(`drop table if exists "sale" cascade;`);
    this.addSql(`drop table if exists "sale_line" cascade;`);
    this.addSql(`drop table if exists "sale_event" cascade;`);
    this.addSql(`drop table if exists "payment" cascade;`);
    this.addSql(`drop table if exists "fiscal_document" cascade;`);
    this.addSql(`drop table if exists "submission" cascade;`);
    this.addSql(`drop table if exists "document_file" cascade;`);
    this.addSql(`drop table if exists "attention" cascade;`);
    this.addSql(`drop table if exists "reservation" cascade;`);
  }

}
