import { Migration } from '@mikro-orm/migrations';

const GAINS: readonly { readonly roles: string; readonly permissions: string }[] = [
  { roles: `'owner', 'manager'`, permissions: `'despatch_advices:read', 'despatch_advices:create', 'despatch_advices:decide'` },
  { roles: `'warehouse'`, permissions: `'despatch_advices:read', 'despatch_advices:create'` },
  { roles: `'accountant', 'viewer', 'cashier'`, permissions: `'despatch_advices:read'` },
];

/** Guías de remisión: grants, the relay's look at the channel of a gate, and the permissions of the built-in roles. */
export class Migration20261125000071 extends Migration {
  override name = 'Migration20261125000071';

  override up(): void {
    this.addSql('grant select, insert on despatch_event to hub_app;');
    this.addSql('grant select, insert, update on despatch_advice to hub_app;');
    this.addSql('grant select (channel) on sunat_gate to hub_relay;');
    this.eachCompanysRoles(GAINS.map(({ roles, permissions }) => {
      const list = `array[${permissions}]::text[]`;
      return `update role set version = version + 1, permissions = permissions || array(select unnest(${list}) except select unnest(permissions)) where built_in and name in (${roles});`;
    }));
  }

  override down(): void {
    this.addSql('revoke select (channel) on sunat_gate from hub_relay;');
    this.eachCompanysRoles(['update role set permissions = array(select p from unnest(permissions) p where p not like \'despatch_advices:%\') where built_in;']);
  }

  /** The owner passes row security while it is not forced; the lock on the table keeps everybody else out meanwhile. */
  private eachCompanysRoles(statements: readonly string[]): void {
    this.addSql('alter table role no force row level security;');
    for (const statement of statements) this.addSql(statement);
    this.addSql('alter table role force row level security;');
  }
}
