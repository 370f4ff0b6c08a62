import type { Tx } from '../../db/tx.ts';
import { conflict, type FieldIssue } from '../../domain/errors.ts';
import { issuedOn } from '../../domain/fiscal/despatch/make-despatch-advice.ts';
import { validateDespatch } from '../../domain/fiscal/despatch/validate-despatch.ts';
import { limaDate, limaTime } from '../../domain/time/lima.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { loadPlace } from '../sales/load-place.ts';
import { signDocument } from '../sales/sign-document.ts';
import { type IssuedDocument, issuedBy, storeDocument } from '../sales/store-document.ts';
import { takeNumber } from '../sales/take-number.ts';
import { withSigner } from '../sales/with-signer.ts';
import { openDespatch } from './despatch-draft.ts';
import { type LockedDespatch, lockDespatch } from './lock-despatch.ts';
import { despatchReadiness } from './readiness.ts';

export type IssueDespatchOutcome =
  | { readonly outcome: 'issued'; readonly document: IssuedDocument }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'refused'; readonly code: string; readonly issues: readonly FieldIssue[] };

/**
 * Issues a guía in one transaction: number taken, XML signed as of today, bytes stored. Goods cannot have left before
 * it, so a start that lies behind moves to today. Run again it answers the same document. A refusal takes no number.
 * @throws HubError 409 `attempt_out_of_order` when called out of order
 */
export async function issueDespatch(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { despatchId, attempt }: { readonly despatchId: string; readonly attempt: number },
): Promise<IssueDespatchOutcome> {
  authorise(ctx, 'despatch_advices:create');
  const outcome = await withSigner(deps, ctx.companyId, (signer) =>
    change(deps, ctx, async (tx, cipher): Promise<IssueDespatchOutcome> => {
      const row = await lockDespatch(tx, despatchId);
      const known = await answerOf(tx, row, attempt);
      if (known) return known;
      const place = await loadPlace(tx, row.warehouse_id, row.type);
      if (!place) throw new Error('The warehouse of the guía is gone');
      const now = deps.now();
      const stored = { ...openDespatch(cipher, despatchId, row.draft), supplier: { ruc: place.ruc, name: place.name } };
      const draft = issuedOn(stored, limaDate(now), limaTime(now));
      const issues = [...validateDespatch(draft).issues, ...(await despatchReadiness(tx, place, now))];
      if (issues.length > 0) return { outcome: 'refused', code: 'despatch_refused', issues };
      const signing = signer(place.certificate_id);
      const documentId = uuidv7();
      await writeAudit(tx, ctx, cipher, {
        ...{ action: 'despatch.issue', entity: 'despatch_advice', entityId: despatchId },
        after: { document_id: documentId, series: row.series, attempt },
      });
      const number = await takeNumber(tx, row.type, row.series);
      const of = { documentId, source: { type: 'despatch', id: despatchId } as const, saleId: row.sale_id, attempt };
      return {
        outcome: 'issued',
        document: await storeDocument(tx, cipher, signDocument(draft, number, signing), of),
      };
    }),
  );
  deps.saleChanged();
  return outcome;
}

/** What is settled already: cancelled first, or issued by an earlier run of the same attempt. */
async function answerOf(tx: Tx, row: LockedDespatch, attempt: number): Promise<IssueDespatchOutcome | undefined> {
  if (row.status === 'cancelled') return { outcome: 'cancelled' };
  const document = await issuedBy(tx, { type: 'despatch', id: row.id }, attempt);
  if (document) return { outcome: 'issued', document };
  if (row.issue_attempt !== attempt || row.status !== 'received')
    throw conflict('attempt_out_of_order', 'El intento de emisión no es el vigente.');
  return undefined;
}
