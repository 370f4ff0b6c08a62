import { Migration } from '@mikro-orm/migrations';

/** Receipts of paper that are registered afterwards: their number, once each, and the permission to do it. */
export class Migration20261125000052 extends Migration {
  override name = 'Migration20261125000052';

  override up(): void {
    this.addSql(`alter table "sale" add "paper_number" int null;`);
    this.addSql(`create unique index "sale_paper_number_key" on "sale" ("company_id", "document_type", "series", "paper_number") where "paper_number" is not null and "status" != 'cancelled';`);
    this.eachCompanysRoles(`update role set version = version + 1, permissions = permissions || array['sales:contingency'] where built_in and name in ('owner', 'manager') and not 'sales:contingency' = any(permissions);`);
  }

  override down(): void {
    this.eachCompanysRoles(`update role set permissions = array_remove(permissions, 'sales:contingency') where built_in;`);
    this.addSql(`drop index "sale_paper_number_key";`);
    this.addSql(`alter table "sale" drop column "paper_number";`);
  }

  /** The owner passes row security while it is not forced; the lock on the table keeps everybody else out meanwhile. */
  private eachCompanysRoles(statement: string): void {
    this.addSql('alter table role no force row level security;');
    this.addSql(statement);
    this.addSql('alter table role force row level security;');
  }
}
