import { Migration } from '@mikro-orm/migrations';

/** Voiding and the daily account: grants, the permission to void, and the relay's list of companies for their schedules. */
export class Migration20261125000051 extends Migration {
  override name = 'Migration20261125000051';

  override up(): void {
    this.addSql('grant select, insert, update on document_void, completeness_report to hub_app;');
    this.addSql('grant select (id) on company to hub_relay;');
    this.addSql('create policy company_relay_read on company for select to hub_relay using (true);');
    this.eachCompanysRoles(`update role set version = version + 1, permissions = permissions || array['documents:void'] where built_in and name in ('owner', 'manager') and not 'documents:void' = any(permissions);`);
  }

  override down(): void {
    this.eachCompanysRoles(`update role set permissions = array_remove(permissions, 'documents:void') where built_in;`);
    this.addSql('drop policy company_relay_read on company;');
    this.addSql('revoke select (id) on company from hub_relay;');
  }

  /** The owner passes row security while it is not forced; the lock on the table keeps everybody else out meanwhile. */
  private eachCompanysRoles(statement: string): void {
    this.addSql('alter table role no force row level security;');
    this.addSql(statement);
    this.addSql('alter table role force row level security;');
  }
}
