import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { Sealed } from '../../platform/crypto/envelope.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { instant } from '../rows.ts';

interface AuditRow {
  readonly id: string;
  readonly at: Date | string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entity_id: string | null;
  readonly reason: string | null;
  readonly request_id: string;
  readonly changes: Buffer | null;
}

interface Changes {
  readonly before: unknown;
  readonly after: unknown;
}

function showAudit(row: AuditRow, cipher: CompanyCipher) {
  const changes: Changes | null =
    row.changes === null ? null : JSON.parse(cipher.open(new Sealed(row.changes), `audit.changes/${row.id}`));
  return {
    id: row.id,
    at: instant(row.at),
    actor: { kind: row.actor_kind, id: row.actor_id },
    action: row.action,
    entity: row.entity,
    entity_id: row.entity_id,
    reason: row.reason,
    request_id: row.request_id,
    before: changes?.before ?? null,
    after: changes?.after ?? null,
  };
}
export type AuditView = ReturnType<typeof showAudit>;

export interface AuditFilter {
  readonly entity?: string | undefined;
  readonly entity_id?: string | undefined;
  readonly actor_id?: string | undefined;
  readonly action?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Who changed what, newest first. */
export async function listAudit(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<AuditView>> {
  authorise(ctx, 'audit:read');
  const conditions: readonly (readonly [string, unknown])[] = [
    ['entity = ?', filter.entity],
    ['entity_id = ?', filter.entity_id],
    ['actor_id = ?', filter.actor_id],
    ['action = ?', filter.action],
    ['at >= ?', filter.from],
    ['at < ?', filter.to],
  ];
  const where = conditions.filter(([, value]) => value !== undefined);
  return change(deps, ctx, async (tx, cipher) => {
    const { rows, next } = await listRows<AuditRow>(tx, { table: 'audit', at: 'at', where }, page);
    return { rows: rows.map((row) => showAudit(row, cipher)), next };
  });
}
