import type { Tx } from '../../db/tx.ts';
import type { Finding } from '../../domain/fiscal/completeness.ts';
import { limaDate } from '../../domain/time/lima.ts';
import { closeAttention } from '../attention/close-attention.ts';
import { openAttention } from '../attention/open-attention.ts';
import type { ServiceContext } from '../context.ts';

/** Area of the entries that the daily account opens; their subject is the company. */
const KIND = 'completeness';

interface OpenEntry {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
  readonly created_at: Date | string;
}

/**
 * Brings the open entries in step with what was found: one for each code, told anew at most once a day and only when it
 * says something else; what is mended is closed.
 */
export async function raiseFindings(
  tx: Tx,
  ctx: ServiceContext,
  findings: readonly Finding[],
  now: Date,
): Promise<void> {
  const open = await tx.sql<OpenEntry>(
    'select id, code, detail, created_at from attention where company_id = $1 and subject_id = $1 and kind = $2 and closed_at is null',
    [tx.companyId, KIND],
  );
  const wanted = findings.filter(({ severity }) => severity !== 'info');
  for (const { code } of open)
    if (!wanted.some((finding) => finding.code === code)) await closeAttention(tx, code, tx.companyId);
  for (const finding of wanted)
    await raise(
      tx,
      ctx,
      finding,
      now,
      open.find(({ code }) => code === finding.code),
    );
}

async function raise(tx: Tx, ctx: ServiceContext, finding: Finding, now: Date, known: OpenEntry | undefined) {
  const { code, severity, detail } = finding;
  if (known?.detail === detail.slice(0, 500)) return;
  if (known && limaDate(new Date(known.created_at)) === limaDate(now)) {
    await tx.run('update attention set detail = $3, severity = $4 where company_id = $1 and id = $2', [
      ...[tx.companyId, known.id, detail.slice(0, 500), severity],
    ]);
    return;
  }
  if (known) await closeAttention(tx, code, tx.companyId);
  await openAttention(tx, ctx, { kind: KIND, severity, code, detail, subjectId: tx.companyId, options: [] });
}
