import { Migration } from '@mikro-orm/migrations';

/** Mail to the buyers: the company's text, each delivery, and a lane of the outbox for slow receivers. */
export class Migration20261125000010 extends Migration {

  override name = 'Migration20261125000010';

  override up(): void | Promise<void> {
    // PostgreSQL checks each new foreign key by a query under row security, which needs a company to compare with.
    this.addSql(`select set_config('mikro.company.id', '00000000-0000-0000-0000-000000000000', true);`);

    this.addSql(`create table "mail_template" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "subject" varchar(200) not null, "text" text not null, "version" int not null default 1, primary key ("id"));`);
    this.addSql(`alter table "mail_template" add constraint "mail_template_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "mail_template" add constraint "mail_template_company_key" unique ("company_id");`);

    this.addSql(`create table "mail_delivery" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "document_id" uuid not null, "recipient" bytea not null, "status" text not null default 'queued', "attempts" int not null default 0, "outcome_code" varchar(40) null, "smtp_status" varchar(20) null, "message_id" varchar(300) null, "sent_at" timestamptz null, "request_id" varchar(100) not null, primary key ("id"));`);
    this.addSql(`create index "mail_delivery_document_idx" on "mail_delivery" ("company_id", "document_id", "created_at", "id");`);
    this.addSql(`alter table "mail_delivery" add constraint "mail_delivery_company_id_key" unique ("company_id", "id");`);

    this.addSql(`drop index "outbox_due_idx";`);
    this.addSql(`alter table "outbox" add "lane" text not null default 'process';`);
    this.addSql(`create index "outbox_due_idx" on "outbox" ("lane", "due_at") where "sent_at" is null;`);
    this.addSql(`alter table "outbox" add constraint "outbox_lane_check" check ("lane" in ('process', 'mail'));`);

    this.addSql(`alter table "mail_template" add constraint "mail_template_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "mail_template" enable row level security;`);
    this.addSql(`alter table "mail_template" force row level security;`);
    this.addSql(`create policy "mail_template_company_policy" on "mail_template" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql(`alter table "mail_delivery" add constraint "mail_delivery_document_id_foreign" foreign key ("company_id", "document_id") references "fiscal_document" ("company_id", "id");`);
    this.addSql(`alter table "mail_delivery" add constraint "mail_delivery_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "mail_delivery" add constraint "mail_delivery_attempts_nonnegative" check (attempts >= 0);`);
    this.addSql(`alter table "mail_delivery" add constraint "mail_delivery_status_check" check ("status" in ('queued', 'sent', 'bounced', 'failed'));`);
    this.addSql(`alter table "mail_delivery" enable row level security;`);
    this.addSql(`alter table "mail_delivery" force row level security;`);
    this.addSql(`create policy "mail_delivery_company_policy" on "mail_delivery" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);

    this.addSql('grant select, insert, update on mail_template, mail_delivery to hub_app;');
    this.addSql('grant select (lane) on outbox to hub_relay;');
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "mail_template" cascade;`);
    this.addSql(`drop table if exists "mail_delivery" cascade;`);

    this.addSql(`drop index "outbox_due_idx";`);
    this.addSql(`alter table "outbox" drop constraint "outbox_lane_check";`);
    this.addSql(`alter table "outbox" drop column "lane";`);
    this.addSql(`create index "outbox_due_idx" on "outbox" ("due_at") where "sent_at" is null;`);
  }

}
