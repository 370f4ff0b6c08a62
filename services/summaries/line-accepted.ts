import type { DocumentStatus } from '../../db/entities/document.ts';
import type { Tx } from '../../db/tx.ts';
import type { SummaryCondition } from '../../domain/fiscal/summary/types.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { ServiceContext } from '../context.ts';
import type { MailSettings } from '../deps.ts';
import { writeOutbox } from '../outbox/write-outbox.ts';
import { lockDocument, setDocumentStatus } from '../sunat/lock-document.ts';
import type { DocumentOwner, OwnerRef } from '../sunat/owner.ts';
import { ownerOf } from '../sunat/owner-of.ts';
import { acceptDocument } from '../sunat/settle-final.ts';
import type { Settlement } from '../sunat/settlement.ts';

/** A line of a file that SUNAT has accepted, and whose document it names. */
export interface AcceptedLine {
  readonly id: string;
  readonly documentId: string;
  readonly condition: SummaryCondition;
  /** Only sales, notes and certificates stand in files. */
  readonly sourceType: 'sale' | 'note' | 'certificate';
  readonly sourceId: string;
}

/** SUNAT's answer to the file, which is the answer to each of its documents. */
export type FileAnswer = Extract<Settlement, { kind: 'accepted' | 'observed' }>;

export interface Accepting {
  readonly tx: Tx;
  readonly ctx: ServiceContext;
  readonly cipher: CompanyCipher;
  readonly mail: MailSettings | undefined;
  readonly answer: FileAnswer;
}

/** States in which an added document is still waiting for this answer. */
const WAITING: readonly DocumentStatus[] = ['issued', 'sending', 'pending', 'unknown'];

/**
 * What an accepted line does to its document: added, it is accepted and its sale or note completed, whose process hears of
 * it; voided, it is voided. The file's CDR stands for each.
 */
export async function lineAccepted(accepting: Accepting, line: AcceptedLine): Promise<void> {
  const { tx, answer } = accepting;
  const owner = ownerOf(sourceOf(line));
  await owner.lock(tx);
  if (line.condition === '1') await added(accepting, owner, line);
  if (line.condition === '3') await voided(accepting, line);
  await tx.run(
    `update summary_line set outcome = 'accepted', code = $3, settled_at = now() where company_id = $1 and id = $2`,
    [tx.companyId, line.id, answer.code],
  );
}

function sourceOf({ sourceType, sourceId }: AcceptedLine): OwnerRef {
  if (sourceType === 'certificate') return { certificateId: sourceId };
  return sourceType === 'sale' ? { saleId: sourceId } : { noteId: sourceId };
}

async function added(
  { tx, ctx, cipher, mail, answer }: Accepting,
  owner: DocumentOwner,
  { documentId }: AcceptedLine,
): Promise<void> {
  const document = await lockDocument(tx, documentId);
  if (!WAITING.includes(document.status)) return;
  await writeOutbox(tx, owner.kind === 'sale' ? 'sale.wake' : 'note.wake', owner.id, ctx.requestId);
  await acceptDocument(tx, ctx, cipher, { owner, document, settlement: answer, mail });
}

async function voided({ tx, ctx, cipher, answer }: Accepting, { documentId }: AcceptedLine): Promise<void> {
  const document = await lockDocument(tx, documentId);
  if (document.status === 'voided') return;
  await writeAudit(tx, ctx, cipher, {
    ...{ action: 'document.void', entity: 'fiscal_document', entityId: documentId },
    before: { status: document.status },
    after: { status: 'voided', code: answer.code },
  });
  await setDocumentStatus(tx, documentId, 'voided');
}
