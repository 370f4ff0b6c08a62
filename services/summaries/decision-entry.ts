import type { Tx } from '../../db/tx.ts';
import { openAttention } from '../attention/open-attention.ts';
import type { ServiceContext } from '../context.ts';
import type { LockedSummary } from './summary-dossier.ts';

/** The kind of the entries about a file or one of its lines. */
export const SUMMARY_ATTENTION = 'summary';

/** Why a file stands still for a person, and what may be decided. */
export const SUMMARY_DECISIONS = {
  /** SUNAT has the file and nobody can tell how it stands. */
  summary_answer_lost: ['retry', 'accept_as_is', 'release_lines'],
  /** SUNAT does not take the file itself. */
  summary_not_registered: ['retry', 'release_lines'],
} as const satisfies Record<string, readonly string[]>;

export type SummaryDecisionCode = keyof typeof SUMMARY_DECISIONS;

const DETAILS: Readonly<Record<SummaryDecisionCode, string>> = {
  summary_answer_lost: 'SUNAT tiene el envío y no se puede saber su resultado: consúltelo en SOL.',
  summary_not_registered: 'SUNAT no acepta el archivo del envío.',
};

/** Opens the attention entry of a file; the file is its subject. */
export async function askAboutSummary(
  tx: Tx,
  ctx: ServiceContext,
  { summaryId, fileName }: LockedSummary,
  code: SummaryDecisionCode,
  answer: string,
): Promise<void> {
  await openAttention(tx, ctx, {
    ...{ kind: SUMMARY_ATTENTION, severity: 'critical', code, subjectId: summaryId, options: SUMMARY_DECISIONS[code] },
    detail: `${DETAILS[code]} (${fileName.slice(12)}). ${answer}`,
  });
}

/** The code of the open entry of a file; undefined where none is open. */
export async function openDecision(tx: Tx, summaryId: string): Promise<string | undefined> {
  const [entry] = await tx.sql<{ code: string }>(
    `select code from attention where company_id = $1 and subject_id = $2 and code = any($3::text[]) and closed_at is null
      order by created_at desc limit 1`,
    [tx.companyId, summaryId, Object.keys(SUMMARY_DECISIONS)],
  );
  return entry?.code;
}

/** The file has its answer: nobody is asked any more. */
export async function closeDecision(tx: Tx, summaryId: string): Promise<void> {
  await tx.run(
    `update attention set closed_at = now() where company_id = $1 and subject_id = $2 and code = any($3::text[])
        and closed_at is null`,
    [tx.companyId, summaryId, Object.keys(SUMMARY_DECISIONS)],
  );
}
