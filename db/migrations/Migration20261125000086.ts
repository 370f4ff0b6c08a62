import { Migration } from '@mikro-orm/migrations';

const GAINS: readonly { readonly roles: string; readonly permissions: string }[] = [
  { roles: `'owner', 'manager', 'accountant'`, permissions: `'tax_certificates:read', 'tax_certificates:create', 'tax_certificates:decide'` },
  { roles: `'viewer'`, permissions: `'tax_certificates:read'` },
];

/** Certificates of retention and perception: grants and the permissions of the built-in roles. */
export class Migration20261125000086 extends Migration {
  override name = 'Migration20261125000086';

  override up(): void {
    this.addSql('grant select, insert on certificate_event to hub_app;');
    this.addSql('grant select, insert, update on tax_certificate to hub_app;');
    this.eachCompanysRoles(GAINS.map(({ roles, permissions }) => {
      const list = `array[${permissions}]::text[]`;
      return `update role set version = version + 1, permissions = permissions || array(select unnest(${list}) except select unnest(permissions)) where built_in and name in (${roles});`;
    }));
  }

  override down(): void {
    this.eachCompanysRoles([`update role set permissions = array(select p from unnest(permissions) p where p not like 'tax_certificates:%') where built_in;`]);
  }

  /** The owner passes row security while it is not forced; the lock on the table keeps everybody else out meanwhile. */
  private eachCompanysRoles(statements: readonly string[]): void {
    this.addSql('alter table role no force row level security;');
    for (const statement of statements) this.addSql(statement);
    this.addSql('alter table role force row level security;');
  }
}
