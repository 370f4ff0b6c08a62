import type { MikroORM } from '@mikro-orm/postgresql';
import { inCompany } from '../db/tx.ts';

/** The line that tells operators about an attention entry: codes, document numbers, the company's RUC; nothing personal. */
export async function attentionNotice(
  orm: MikroORM,
  companyId: string,
  attentionId: string,
): Promise<string | undefined> {
  const [entry] = await inCompany(orm, companyId, (tx) =>
    tx.sql<{ severity: string; code: string; detail: string; ruc: string }>(
      `select a.severity, a.code, a.detail, c.ruc from attention a join company c on c.id = a.company_id
        where a.company_id = $1 and a.id = $2`,
      [tx.companyId, attentionId],
    ),
  );
  return entry && `[${entry.severity}] ${entry.code} (RUC ${entry.ruc}): ${entry.detail}`;
}
