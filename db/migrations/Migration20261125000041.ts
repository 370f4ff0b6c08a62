import { Migration } from '@mikro-orm/migrations';

const GAINS: readonly { readonly roles: string; readonly permissions: string }[] = [
  { roles: `'owner', 'manager'`, permissions: `'summaries:read', 'summaries:create'` },
  { roles: `'accountant', 'viewer'`, permissions: `'summaries:read'` },
];

/** Summaries: grants, and their permissions for the built-in roles of companies that exist already. */
export class Migration20261125000041 extends Migration {
  override name = 'Migration20261125000041';

  override up(): void {
    this.addSql('grant select, insert on summary_body to hub_app;');
    this.addSql('grant select, insert, update on summary_file, summary_line, summary_submission to hub_app;');
    this.eachCompanysRoles(GAINS.map(({ roles, permissions }) => {
      const list = `array[${permissions}]::text[]`;
      return `update role set version = version + 1, permissions = permissions || array(select unnest(${list}) except select unnest(permissions)) where built_in and name in (${roles});`;
    }));
  }

  override down(): void {
    this.eachCompanysRoles(['update role set permissions = array(select p from unnest(permissions) p where p not like \'summaries:%\') where built_in;']);
  }

  /** The owner passes row security while it is not forced; the lock on the table keeps everybody else out meanwhile. */
  private eachCompanysRoles(statements: readonly string[]): void {
    this.addSql('alter table role no force row level security;');
    for (const statement of statements) this.addSql(statement);
    this.addSql('alter table role force row level security;');
  }
}
