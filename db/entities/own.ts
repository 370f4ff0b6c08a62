import { type EntityManager, p } from '@mikro-orm/core';
import { uuidv7 } from '../../platform/ids.ts';
import { SealedType } from './sealed-type.ts';

/** The name of the filter (and of the session variable behind the row policy) that carries the company. */
export const COMPANY = 'company';

type Target = Parameters<typeof p.manyToOne>[0];

/** The company of the unit of work; a write outside one is refused here, before the row policy would. */
function companyOf(em: EntityManager): string {
  const id: unknown = em.getFilterParams(COMPANY)?.id;
  if (typeof id !== 'string') throw new Error('No company is set on this unit of work');
  return id;
}

/** Columns of every company table; spread first into the entity's properties. */
export const own = {
  id: p
    .uuid()
    .primary()
    .onCreate(() => uuidv7()),
  companyId: p.uuid().onCreate((_entity, em) => companyOf(em)),
};

/** `own` for tables whose rows are read newest first or shown with their age. */
export const ownDated = {
  ...own,
  createdAt: p.datetime().defaultRaw('now()'),
};

/**
 * Table options of every company table: the unique (company_id, id) that composite references point at,
 * forced row-level security, and the filter that both narrows reads and emits the row policy.
 */
export const ownTable = (table: string) => ({
  uniques: [{ name: `${table}_company_id_key`, properties: ['companyId', 'id'] as ('companyId' | 'id')[] }],
  rowLevelSecurity: 'force' as const,
  filters: {
    company: {
      name: COMPANY,
      cond: (args: Record<string, unknown>) => ({ companyId: args.id }),
      default: true,
      rls: true,
    },
  },
});

/**
 * A reference to another company table, held as the bare uuid; the schema generator widens the key to
 * (company_id, column) so that PostgreSQL itself refuses another company's row.
 */
export const reference = (target: Target, column: string) =>
  p.manyToOne(target).mapToPk().fieldName(column).deleteRule('no action').$type<string>();

/** A column whose value is ciphertext; services seal and open it with the company's key. */
export const sealed = () => p.type(SealedType);

/** Money and quantities: decimal strings in code, numeric in the database. */
export const amount = () => p.decimal('string').precision(14).scale(2);
export const quantity = () => p.decimal('string').precision(18).scale(6);
export const unitAmount = () => p.decimal('string').precision(20).scale(10);
