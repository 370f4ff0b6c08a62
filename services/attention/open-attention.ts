import type { Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { ServiceContext } from '../context.ts';
import { writeOutbox } from '../outbox/write-outbox.ts';
import type { AttentionKind } from './kinds.ts';

export interface NewAttention {
  /** Area it belongs to. */
  readonly kind: AttentionKind;
  readonly severity: 'info' | 'warning' | 'critical';
  /** Stable code, listed in the operations manual. */
  readonly code: string;
  /** Spanish, for staff; nothing personal. */
  readonly detail: string;
  readonly subjectId: string;
  readonly saleId?: string | undefined;
  readonly noteId?: string | undefined;
  readonly despatchId?: string | undefined;
  readonly certificateId?: string | undefined;
  readonly documentId?: string;
  /** Decisions that close it; empty for what a person only must know. */
  readonly options: readonly string[];
}

/**
 * Opens an entry for a person, at most one open per code and subject, and asks for its notification. Answers its id,
 * also that of the one which was open already.
 */
export async function openAttention(tx: Tx, ctx: ServiceContext, entry: NewAttention): Promise<string> {
  const [opened] = await tx.sql<{ id: string }>(
    `insert into attention (id, company_id, kind, severity, code, detail, subject_id, sale_id, document_id, options, note_id,
                            despatch_id, certificate_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text[], $11, $12, $13)
     on conflict (company_id, code, subject_id) where closed_at is null do nothing returning id`,
    [
      uuidv7(),
      tx.companyId,
      entry.kind,
      entry.severity,
      entry.code,
      entry.detail.slice(0, 500),
      entry.subjectId,
      entry.saleId ?? null,
      entry.documentId ?? null,
      entry.options,
      entry.noteId ?? null,
      entry.despatchId ?? null,
      entry.certificateId ?? null,
    ],
  );
  if (opened) {
    await writeOutbox(tx, 'attention.opened', opened.id, ctx.requestId);
    return opened.id;
  }
  const [known] = await tx.sql<{ id: string }>(
    'select id from attention where company_id = $1 and code = $2 and subject_id = $3 and closed_at is null',
    [tx.companyId, entry.code, entry.subjectId],
  );
  return known?.id ?? openAttention(tx, ctx, entry);
}
