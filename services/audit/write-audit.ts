import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { ServiceContext } from '../context.ts';

/** What a verb tells the audit. `before` and `after` hold masked values: personal data never stands here in clear. */
export interface AuditEntry {
  /** `sale.create`, `product.update`, … */
  readonly action: string;
  readonly entity: string;
  readonly entityId: string | null;
  readonly reason?: string;
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
}

/** Writes the audit row in the transaction of the change; comes first, so that contended rows are locked last. */
export async function writeAudit(tx: Tx, ctx: ServiceContext, cipher: CompanyCipher, entry: AuditEntry): Promise<void> {
  const id = uuidv7();
  const changes =
    entry.before || entry.after
      ? cipher.seal(JSON.stringify({ before: entry.before ?? null, after: entry.after ?? null }), `audit.changes/${id}`)
      : null;
  tx.write(
    `insert into audit (id, company_id, actor_kind, actor_id, action, entity, entity_id, reason, request_id, changes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      tx.companyId,
      ctx.actor.kind,
      ctx.actor.id,
      entry.action,
      entry.entity,
      entry.entityId,
      entry.reason ?? null,
      ctx.requestId,
      changes?.bytes ?? null,
    ],
  );
}
