import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { COMPANY } from '../../db/entities/own.ts';

/** A fork for reads of one company outside an explicit transaction (each read opens its own). */
export function readerOf(orm: MikroORM, companyId: string): EntityManager {
  const em = orm.em.fork({ useContext: false });
  em.setFilterParams(COMPANY, { id: companyId });
  return em;
}
