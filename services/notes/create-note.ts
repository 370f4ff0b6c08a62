import type { Tx } from '../../db/tx.ts';
import { Decimal } from '../../domain/decimal.ts';
import { conflict, type FieldIssue, invalid } from '../../domain/errors.ts';
import {
  defaultEffects,
  effectsIssues,
  makeCreditNote,
  makeDebitNote,
  type NoteEffects,
  type NoteType,
} from '../../domain/fiscal/note.ts';
import { leftOfDocument } from '../../domain/fiscal/note-remaining.ts';
import { validateNote } from '../../domain/fiscal/validate-note.ts';
import { limaDate, limaTime } from '../../domain/time/lima.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { writeOutbox } from '../outbox/write-outbox.ts';
import { fiscalReadiness } from '../sales/fiscal-readiness.ts';
import { supplierOf } from '../sales/load-place.ts';
import { pickSeries } from '../sales/pick-series.ts';
import { requireNoVoid } from '../voids/live-void.ts';
import { insertNote } from './insert-note.ts';
import { type Amended, loadAmended } from './load-amended.ts';
import type { StoredDraft } from './note-draft.ts';
import { NoteInput, requestOf } from './note-input.ts';

/** The relay leaves a new note to its own API process for this long. */
const START_GRACE_SECONDS = 3;

/** What a note over a document without effect comes to: a conflict with its state, not a fault of the request. */
const STATE_CODES = ['document_voided', 'document_rejected', 'document_expired'];

export interface CreatedNote {
  readonly noteId: string;
  /** The committed intent to start the process; marked as sent by whoever starts it. */
  readonly outboxId: string;
}

interface Checked {
  readonly draft: StoredDraft;
  readonly effects: NoteEffects;
  readonly warnings: readonly FieldIssue[];
}

/**
 * Takes a note on: made from what is left of the document it amends, checked as SUNAT would, written as `received`
 * together with the intent to start its process. Two notes over one document at once never take more than is left.
 * @throws HubError 422 with a pointer for each faulty field, 409 `document_voided`, `document_rejected`, `document_expired`,
 * `void_in_progress`
 */
export async function createNote(
  deps: ServiceDeps,
  ctx: ServiceContext,
  kind: NoteType,
  body: unknown,
): Promise<CreatedNote> {
  authorise(ctx, 'notes:create');
  const input = parseInput(NoteInput, body);
  const created = await change(deps, ctx, (tx, cipher) =>
    takeNoteOn(tx, ctx, cipher, { kind, input, now: deps.now() }),
  );
  deps.saleChanged();
  return created;
}

/** The same inside a transaction that does more. @throws HubError as `createNote`, 409 `void_in_progress` */
export async function takeNoteOn(
  tx: Tx,
  ctx: ServiceContext,
  cipher: CompanyCipher,
  { kind, input, now }: { readonly kind: NoteType; readonly input: NoteInput; readonly now: Date },
): Promise<CreatedNote> {
  const noteId = uuidv7();
  const amended = await loadAmended(tx, cipher, input.document_id, { kind });
  await requireNoVoid(tx, amended.sale.id);
  const checked = check(kind, input, amended, now);
  const { draft, effects } = checked;
  await writeAudit(tx, ctx, cipher, {
    ...{ action: 'note.create', entity: 'note', entityId: noteId },
    after: {
      type: kind,
      document_id: input.document_id,
      reason_code: draft.reasonCode,
      total: draft.totals.total,
      effects,
    },
  });
  const outboxId = await writeOutbox(tx, 'note.start', noteId, ctx.requestId, START_GRACE_SECONDS);
  await insertNote(tx, cipher, {
    ...{ id: noteId, requestId: ctx.requestId, saleId: amended.sale.id, amendedId: input.document_id },
    ...checked,
  });
  await bindResource(tx, ctx, noteId);
  return { noteId, outboxId };
}

/** An advance that other sales took off can only be amended as far as they left it. */
function advanceIssues(draft: StoredDraft, { document, taken, deducted }: Amended): FieldIssue[] {
  const left = leftOfDocument(document, taken).minus(deducted);
  if (new Decimal(deducted).isZero() || left.greaterThanOrEqualTo(draft.totals.total)) return [];
  const detail = `Ese comprobante es un anticipo del que otras ventas descontaron ${deducted}: anúlelas primero.`;
  return [{ pointer: '/document_id', code: 'advance_taken_off', detail }];
}

function check(kind: NoteType, input: NoteInput, amended: Amended, now: Date): Checked {
  const { document, place, taken, status } = amended;
  const letter = document.type === '01' ? 'F' : 'B';
  const fitting = (place.series ?? []).filter(({ series }) => input.series !== undefined || series.startsWith(letter));
  const picked = pickSeries({ ...place, series: fitting }, input.series);
  if ('issue' in picked) throw invalid([picked.issue]);
  const [issueDate, issueTime] = [limaDate(now), limaTime(now)];
  const header = { series: picked.series, issueDate, issueTime, supplier: supplierOf(place) };
  const request = requestOf(input);
  const draft =
    kind === '07' ? makeCreditNote(document, taken, request, header) : makeDebitNote(document, request, header);
  const effects = input.effects ?? defaultEffects(draft);
  const found = validateNote(draft, { today: issueDate, amended: document, status, taken });
  const states = found.issues.filter(({ code }) => STATE_CODES.includes(code));
  const issues = [
    ...found.issues.filter(({ code }) => !STATE_CODES.includes(code)),
    ...effectsIssues(draft, effects),
    ...(kind === '07' ? advanceIssues(draft, amended) : []),
    ...fiscalReadiness(place, now),
  ];
  if (issues.length > 0) throw invalid(issues);
  const [state] = states;
  if (state) throw conflict(state.code, state.detail, states);
  return { draft, effects, warnings: found.warnings };
}
