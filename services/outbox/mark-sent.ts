import type { MikroORM } from '@mikro-orm/postgresql';
import { inCompany } from '../../db/tx.ts';
import { NO_WAIT } from '../idempotency/records.ts';

const GATHER_MS = 50;

export interface SentMarker {
  /** Notes that the caller delivered the row himself; written a moment later, many at once. */
  mark(companyId: string, outboxId: string): void;
  /** Writes what is still noted. */
  flush(): Promise<void>;
}

/**
 * Marks outbox rows that their writer delivered right after the commit. Losing a mark is harmless: the relay then
 * delivers the row again, and every delivery is idempotent by its subject.
 */
export function createSentMarker(orm: MikroORM): SentMarker {
  let noted = new Map<string, string[]>();
  let timer: NodeJS.Timeout | undefined;

  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const batch = noted;
    noted = new Map();
    for (const [companyId, ids] of batch) {
      await inCompany(orm, companyId, (tx) =>
        tx.sql(
          `update outbox set sent_at = now() where company_id = $1 and id = any($2::uuid[]) and sent_at is null
           returning ${NO_WAIT}`,
          [companyId, ids],
        ),
      );
    }
  };

  return {
    mark(companyId, outboxId) {
      noted.set(companyId, [...(noted.get(companyId) ?? []), outboxId]);
      timer ??= setTimeout(() => void flush().catch(() => undefined), GATHER_MS).unref();
    },
    flush,
  };
}
