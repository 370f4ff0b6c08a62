import type { MikroORM } from '@mikro-orm/core';
import { type DatabaseSchema, SqlSchemaGenerator } from '@mikro-orm/postgresql';

const shortName = (table: string): string => table.replace(/^public\./, '');

type Table = ReturnType<DatabaseSchema['getTables']>[number];

/**
 * Widens every reference between company tables to (company_id, x_id) -> (company_id, id). PostgreSQL's
 * foreign-key checks bypass row security, so a single-column key would let a row point at another company's.
 */
export class TenantSchemaGenerator extends SqlSchemaGenerator {
  static override register(orm: MikroORM): void {
    orm.config.registerExtension(
      '@mikro-orm/schema-generator',
      () => new TenantSchemaGenerator(orm.em as ConstructorParameters<typeof TenantSchemaGenerator>[0]),
    );
  }

  override getTargetSchema(schema?: string, includeWildcardSchema = false): DatabaseSchema {
    const target = super.getTargetSchema(schema, includeWildcardSchema);
    const ownedTables = target.getTables().filter((table) => table.getColumn('company_id'));
    const owned = new Set(ownedTables.map((table) => table.getShortestName()));
    for (const table of ownedTables) {
      widenForeignKeys(table, owned);
      limitPolicy(table);
    }
    return target;
  }
}

function widenForeignKeys(table: Table, owned: ReadonlySet<string>): void {
  const keys = { ...table.getForeignKeys() };
  for (const key of Object.values(keys)) {
    if (key.columnNames.length !== 1 || !owned.has(shortName(key.referencedTableName))) continue;
    key.columnNames = ['company_id', ...key.columnNames];
    key.referencedColumnNames = ['company_id', 'id'];
    // A cascade or "set null" over the pair would touch company_id.
    delete key.updateRule;
    delete key.deleteRule;
  }
  const name = `${table.name}_company_id_foreign`;
  keys[name] = {
    constraintName: name,
    columnNames: ['company_id'],
    localTableName: table.getShortestName(false),
    referencedColumnNames: ['id'],
    referencedTableName: 'public.company',
  };
  table.setForeignKeys(keys);
}

/** The generated policy is for PUBLIC and policies are OR-ed: name the roles, so the relay has only its own. */
function limitPolicy(table: Table): void {
  const name = `${table.name}_company_policy`;
  table.setPolicies(
    table
      .getPolicies()
      .map((policy) => (policy.name === name ? { ...policy, roles: ['hub_app', 'hub_owner'] } : policy)),
  );
}
