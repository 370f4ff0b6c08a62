import { Migration } from '@mikro-orm/migrations';

const GAINS = `'owner', 'accountant'`;

/** The books of a month are read in their order by an index, and by who keeps them. */
export class Migration20261125000080 extends Migration {
  override name = 'Migration20261125000080';

  override up(): void {
    this.addSql(`create index "fiscal_document_book_idx" on "fiscal_document" ("company_id", "issue_date", "type", "series", "number");`);
    this.addSql(`create index "stock_movement_book_idx" on "stock_movement" ("company_id", "product_id", "warehouse_id", "effective_date", "id");`);
    this.eachCompanysRoles(
      `update role set version = version + 1, permissions = permissions || array['books:read']::text[] where built_in and name in (${GAINS}) and not 'books:read' = any(permissions);`,
    );
  }

  override down(): void {
    this.addSql(`drop index "stock_movement_book_idx";`);
    this.addSql(`drop index "fiscal_document_book_idx";`);
    this.eachCompanysRoles(`update role set permissions = array_remove(permissions, 'books:read') where built_in;`);
  }

  /** The owner passes row security while it is not forced; the lock on the table keeps everybody else out meanwhile. */
  private eachCompanysRoles(statement: string): void {
    this.addSql('alter table role no force row level security;');
    this.addSql(statement);
    this.addSql('alter table role force row level security;');
  }
}
