import type { Tx } from '../../db/tx.ts';
import { conflict, type FieldIssue } from '../../domain/errors.ts';
import { fullNumber } from '../../domain/fiscal/invoice.ts';
import { validateNote } from '../../domain/fiscal/validate-note.ts';
import { limaDate, limaTime } from '../../domain/time/lima.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { fiscalReadiness } from '../sales/fiscal-readiness.ts';
import { supplierOf } from '../sales/load-place.ts';
import { signDocument } from '../sales/sign-document.ts';
import { type IssuedDocument, issuedBy, storeDocument } from '../sales/store-document.ts';
import { takeNumber } from '../sales/take-number.ts';
import { withSigner } from '../sales/with-signer.ts';
import { type Amended, loadAmended } from './load-amended.ts';
import { type LockedNote, lockNote, saleOfNote } from './lock-note.ts';
import { moveByNote } from './move-by-note.ts';
import { openDraft, type StoredDraft } from './note-draft.ts';
import { writeNoteEvent } from './note-event.ts';

export type IssueNoteOutcome =
  | { readonly outcome: 'issued'; readonly document: IssuedDocument }
  | { readonly outcome: 'cancelled' }
  /** SUNAT has not accepted the amended document yet; nothing was done. */
  | { readonly outcome: 'waiting'; readonly amended: string }
  /** SUNAT will never hold the amended document: there is nothing to amend. */
  | { readonly outcome: 'pointless' }
  | { readonly outcome: 'refused'; readonly code: string; readonly issues: readonly FieldIssue[] };

/**
 * Issues a note in one transaction: goods and money moved by its effects (first attempt only), number taken, XML signed,
 * bytes stored. Its document comes after that of the sale: while SUNAT has not accepted that one, no number is taken and
 * nothing moves. Run again it answers the same document. A refusal takes no number.
 * @throws HubError 409 `attempt_out_of_order` when called out of order
 */
export async function issueNote(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { noteId, attempt }: { readonly noteId: string; readonly attempt: number },
): Promise<IssueNoteOutcome> {
  authorise(ctx, 'notes:create');
  const outcome = await withSigner(deps, ctx.companyId, (signer) =>
    change(deps, ctx, async (tx, cipher): Promise<IssueNoteOutcome> => {
      const { note, amended } = await lockAll(tx, cipher, noteId);
      const known = await answerOf(tx, note, attempt);
      if (known) return known;
      const blocked = await blockedBy(tx, note, amended);
      if (blocked) return blocked;
      const draft = draftNow(cipher, note, amended, deps.now());
      const issues = issuesOf(draft, amended, deps.now());
      if (issues.length > 0) return { outcome: 'refused', code: 'note_refused', issues };
      const signing = signer(amended.place.certificate_id);
      const documentId = uuidv7();
      await writeAudit(tx, ctx, cipher, {
        ...{ action: 'note.issue', entity: 'note', entityId: noteId },
        after: { document_id: documentId, series: note.series, attempt, effects: note.effects },
      });
      if (attempt === 1) await moveByNote(tx, note, amended.sale, draft);
      const number = await takeNumber(tx, note.kind, note.series);
      const source = { type: 'note', id: noteId } as const;
      const of = { documentId, source, saleId: note.sale_id, attempt };
      return {
        outcome: 'issued',
        document: await storeDocument(tx, cipher, signDocument(draft, number, signing), of),
      };
    }),
  );
  deps.saleChanged();
  return outcome;
}

/** The sale first, then the note: as everywhere. */
async function lockAll(tx: Tx, cipher: CompanyCipher, noteId: string): Promise<{ note: LockedNote; amended: Amended }> {
  await tx.sql('select 1 from sale where company_id = $1 and id = $2 for update', [
    tx.companyId,
    await saleOfNote(tx, noteId),
  ]);
  const note = await lockNote(tx, noteId);
  return { note, amended: await loadAmended(tx, cipher, note.amended_id, { kind: note.kind, noteId }) };
}

/** What is settled already: cancelled first, or issued by an earlier run of the same attempt. */
async function answerOf(tx: Tx, note: LockedNote, attempt: number): Promise<IssueNoteOutcome | undefined> {
  if (note.status === 'cancelled') return { outcome: 'cancelled' };
  const document = await issuedBy(tx, { type: 'note', id: note.id }, attempt);
  if (document) return { outcome: 'issued', document };
  if (note.issue_attempt !== attempt || note.status !== 'received')
    throw conflict('attempt_out_of_order', 'El intento de emisión no es el vigente.');
  return undefined;
}

async function blockedBy(tx: Tx, note: LockedNote, amended: Amended): Promise<IssueNoteOutcome | undefined> {
  const { status, document } = amended;
  if (status === 'accepted' || status === 'observed') return undefined;
  if (status === 'rejected' || status === 'expired' || status === 'voided') return { outcome: 'pointless' };
  const name = fullNumber(document.series, document.number);
  const told = await tx.sql(
    `select 1 from note_event where company_id = $1 and note_id = $2 and kind = 'waiting_for_document'`,
    [tx.companyId, note.id],
  );
  if (told.length === 0) await writeNoteEvent(tx, note.id, 'waiting_for_document', { document: name, status });
  return { outcome: 'waiting', amended: name };
}

/** The checked note as of today, in the company's name and address of now. */
function draftNow(cipher: CompanyCipher, note: LockedNote, amended: Amended, now: Date): StoredDraft {
  const dates = { issueDate: limaDate(now), issueTime: limaTime(now) };
  return { ...openDraft(cipher, note.id, note.draft), ...dates, supplier: supplierOf(amended.place) };
}

function issuesOf(draft: StoredDraft, { document, status, taken, place }: Amended, now: Date): FieldIssue[] {
  const found = validateNote(draft, { today: limaDate(now), amended: document, status, taken });
  return [...found.issues, ...fiscalReadiness(place, now)];
}
