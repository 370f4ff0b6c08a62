import { Migration } from '@mikro-orm/migrations';

/** Log-in is locked by network, data keys are rotated, and a document keeps the environment it was issued for. */
export class Migration20261125000090 extends Migration {

  override name = 'Migration20261125000090';

  override up(): void | Promise<void> {
    this.addSql(`create table "login_origin" ("id" uuid not null, "company_id" uuid not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "user_id" uuid not null, "origin" bytea not null, "failed_logins" int not null default 0, "locked_until" timestamptz null, "succeeded_at" timestamptz null, primary key ("id"));`);
    this.addSql(`alter table "login_origin" add constraint "login_origin_company_id_key" unique ("company_id", "id");`);
    this.addSql(`alter table "login_origin" add constraint "login_origin_key" unique ("company_id", "user_id", "origin");`);

    this.addSql(`alter table "company_key" add "active_from" timestamptz not null default now();`);

    this.addSql(`alter table "fiscal_document" add "environment" text null;`);
    this.documentsKeepWhereTheyBelong();
    this.addSql(`alter table "fiscal_document" alter column "environment" set not null;`);
    this.addSql(`alter table "fiscal_document" add constraint "fiscal_document_environment_check" check ("environment" in ('sandbox', 'beta', 'production', 'ose'));`);

    this.addSql(`alter table "login_origin" add constraint "login_origin_user_id_foreign" foreign key ("company_id", "user_id") references "app_user" ("company_id", "id");`);
    this.addSql(`alter table "login_origin" add constraint "login_origin_company_id_foreign" foreign key ("company_id") references "company" ("id");`);
    this.addSql(`alter table "login_origin" enable row level security;`);
    this.addSql(`alter table "login_origin" force row level security;`);
    this.addSql(`create policy "login_origin_company_policy" on "login_origin" to "hub_app", "hub_owner" using ("company_id" = current_setting('mikro.company.id')::uuid);`);
    this.addSql('grant select, insert, update, delete on login_origin to hub_app;');
  }

  /** What was issued up to now belongs to the company's environment of today: it could not be changed meanwhile. */
  private documentsKeepWhereTheyBelong(): void {
    for (const force of ['no force', 'force']) {
      this.addSql(`alter table fiscal_document ${force} row level security;`);
      this.addSql(`alter table company ${force} row level security;`);
      if (force === 'no force')
        this.addSql(
          'update fiscal_document d set environment = c.sunat_environment from company c where c.id = d.company_id;',
        );
    }
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "login_origin" cascade;`);

    this.addSql(`alter table "company_key" drop column "active_from";`);

    this.addSql(`alter table "fiscal_document" drop constraint "fiscal_document_environment_check";`);
    this.addSql(`alter table "fiscal_document" drop column "environment";`);
  }

}
