import type { MikroORM } from '@mikro-orm/postgresql';
import { SealedType } from '../../db/entities/sealed-type.ts';

/** A column that holds ciphertext under the company's data key. */
export interface SealedColumn {
  readonly name: string;
  /** What the value is bound to besides the row's id. */
  readonly place: string;
}

export interface SealedTable {
  readonly table: string;
  readonly columns: readonly SealedColumn[];
}

/** Wrapped by the master key, not sealed under the company's. */
const NOT_OF_THE_COMPANY = ['company_key.wrapped'];
/** Every value is bound to `table.column/id`; these to another name. */
const OTHER_PLACES: Readonly<Record<string, string>> = {
  'idempotency_record.response_body': 'idempotency.response_body',
};

/** All sealed columns of all company tables, as the entities say: a new table is rotated without being listed. */
export function sealedTables(orm: MikroORM): SealedTable[] {
  return [...orm.getMetadata().getAll().values()].flatMap(({ tableName: table, props }) => {
    if (!props.some(({ name }) => name === 'companyId')) return [];
    const columns = props
      .filter(({ customType }) => customType instanceof SealedType)
      .flatMap(({ fieldNames }) => fieldNames)
      .filter((name) => !NOT_OF_THE_COMPANY.includes(`${table}.${name}`))
      .map((name) => ({ name, place: OTHER_PLACES[`${table}.${name}`] ?? `${table}.${name}` }));
    return columns.length > 0 ? [{ table, columns }] : [];
  });
}
