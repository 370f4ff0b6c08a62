import { type EntityName, type FilterQuery, LockMode } from '@mikro-orm/core';
import type { Tx } from '../db/tx.ts';
import { HubError, notFound } from '../domain/errors.ts';

interface Versioned {
  id: string;
  version: number;
}

/**
 * Locks a row for the change that follows.
 * @throws HubError 404 when the company has no such row, 412 when it has another version than the caller read
 */
export async function lockRow<Entity extends Versioned>(
  tx: Tx,
  entity: EntityName<Entity>,
  id: string,
  version?: number,
): Promise<Entity> {
  const where = { id } as FilterQuery<Entity>;
  const row = await tx.em.findOne(entity, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!row) throw notFound();
  if (version !== undefined && row.version !== version)
    throw new HubError(
      'precondition_failed',
      'version_mismatch',
      'El registro cambió desde que lo leyó. Vuelva a leerlo.',
    );
  return row as Entity;
}

/** @throws HubError 404 when the company has no such row */
export async function findRow<Entity extends { id: string }>(
  tx: Tx,
  entity: EntityName<Entity>,
  id: string,
): Promise<Entity> {
  const row = await tx.em.findOne(entity, { id } as FilterQuery<Entity>);
  if (!row) throw notFound();
  return row as Entity;
}
