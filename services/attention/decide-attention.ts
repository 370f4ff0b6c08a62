import type { HubError } from '../../domain/errors.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { changesOfDecision, DecisionInput } from '../sales/decision-input.ts';
import { notAvailable } from '../sales/request-decision.ts';
import { SUMMARY_ATTENTION } from '../summaries/decision-entry.ts';
import { decideSummary } from '../summaries/decide-summary.ts';
import { openSunatGate } from '../sunat/open-gate.ts';
import { VOID_ATTENTION } from '../voids/stand-void-still.ts';
import { type AttentionView, getAttention } from './read-attention.ts';

/** What a decision on an entry comes to: one about a sale or a note, or about the company's way to SUNAT, done already. */
export type AttentionDecision =
  | { readonly about: 'sale'; readonly saleId: string }
  | { readonly about: 'note'; readonly noteId: string }
  | { readonly about: 'despatch'; readonly despatchId: string }
  | { readonly about: 'certificate'; readonly certificateId: string }
  /** Open or closed: its own verb tells. */
  | { readonly about: 'void'; readonly voidId: string }
  /** Not possible now; perhaps because this very decision was carried out. */
  | { readonly about: 'closed_sale'; readonly saleId: string; readonly refusal: HubError }
  | { readonly about: 'closed_note'; readonly noteId: string; readonly refusal: HubError }
  | { readonly about: 'closed_despatch'; readonly despatchId: string; readonly refusal: HubError }
  | { readonly about: 'closed_certificate'; readonly certificateId: string; readonly refusal: HubError }
  /** Carried out: about the way to SUNAT, or a summary. */
  | { readonly about: 'done'; readonly entry: AttentionView };

/**
 * Takes a decision on an attention entry. Those about a sale or a note go on to its process; `retry` on the company's entry
 * opens the gate to SUNAT again.
 * @throws HubError 404, 422, 409 `decision_not_available`
 */
export async function decideAttention(
  deps: ServiceDeps,
  ctx: ServiceContext,
  id: string,
  body: unknown,
): Promise<AttentionDecision> {
  const entry = await getAttention(deps, ctx, id, 'attention:decide');
  const input = parseInput(DecisionInput, body);
  // Those of a note, a guía or a certificate are read with the rest of its decision.
  if (entry.note_id === null && entry.despatch_id === null && entry.certificate_id === null) changesOfDecision(input);
  if (!entry.options.includes(input.decision)) throw notAvailable(entry.closed_at === null ? entry.options : []);
  if (entry.kind === VOID_ATTENTION) return { about: 'void', voidId: entry.subject_id };
  const { sale_id: saleId, note_id: noteId, despatch_id: despatchId, certificate_id: certificateId } = entry;
  const open = entry.closed_at === null;
  if (saleId !== null)
    return open ? { about: 'sale', saleId } : { about: 'closed_sale', saleId, refusal: notAvailable() };
  if (noteId !== null)
    return open ? { about: 'note', noteId } : { about: 'closed_note', noteId, refusal: notAvailable() };
  if (despatchId !== null)
    return open ? { about: 'despatch', despatchId } : { about: 'closed_despatch', despatchId, refusal: notAvailable() };
  if (certificateId !== null)
    return open
      ? { about: 'certificate', certificateId }
      : { about: 'closed_certificate', certificateId, refusal: notAvailable() };
  if (!open) throw notAvailable();
  if (entry.kind === SUMMARY_ATTENTION) {
    const about = { entryId: id, code: entry.code, subjectId: entry.subject_id };
    await decideSummary(deps, ctx, { ...about, decision: input.decision, reason: input.reason });
    return { about: 'done', entry: await getAttention(deps, ctx, id, 'attention:decide') };
  }
  await openSunatGate(deps, ctx, { reason: input.reason, entryId: id });
  return { about: 'done', entry: await getAttention(deps, ctx, id, 'attention:decide') };
}
