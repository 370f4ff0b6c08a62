import type { DespatchChanges } from '../../domain/fiscal/despatch/changes.ts';
import { makeDespatchAdvice } from '../../domain/fiscal/despatch/make-despatch-advice.ts';
import type { DespatchDraft } from '../../domain/fiscal/despatch/types.ts';
import { validateDespatch } from '../../domain/fiscal/despatch/validate-despatch.ts';
import type { FieldIssue } from '../../domain/errors.ts';

/** A stored guía with what a person corrected; issues stand under `/changes`. */
export function mergeChanges(
  draft: DespatchDraft,
  changes: DespatchChanges | undefined,
): { readonly draft: DespatchDraft; readonly issues: readonly FieldIssue[] } {
  if (!changes) return { draft, issues: [] };
  const merged = makeDespatchAdvice({ ...draft, ...changes });
  const issues = validateDespatch(merged).issues.map((issue) => ({ ...issue, pointer: `/changes${issue.pointer}` }));
  return { draft: merged, issues };
}
