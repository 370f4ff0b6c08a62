import { conflict, HubError, invalid } from '../../../../domain/errors.ts';
import { requestHash } from '../../../canonical.ts';
import type { AppDeps } from '../../../deps.ts';
import type { MessageName } from '../../../sale-process.ts';
import type { MessageResult } from '../../../../workflows/sale-to-cdr/contract.ts';

/** Lets an accepted message pass. @throws HubError 422 with the faulty fields, or 409, as the process answered */
export function checkAccepted(result: MessageResult): void {
  if (result.accepted) return;
  const { code, detail, issues } = result;
  if (issues && issues.length > 0) throw invalid(issues, code, detail);
  throw conflict(code, detail);
}

/** By which a message to a process is known when the request comes again: its Idempotency-Key and its body. */
export const messageKey = (header: (name: string) => string | undefined, body: unknown): string =>
  `${header('idempotency-key') ?? ''}/${requestHash('', '', body).toString('hex')}`;

/** What a message that was carried out already is refused with when it comes again. */
const DONE_ALREADY = ['decision_not_available', 'already_cancelled'];

/** True when the refusal is the effect of this very message, whose answer was lost. */
export async function wasCarriedOut(
  process: Pick<AppDeps['sales'], 'earlier'>,
  workflowId: string,
  name: MessageName,
  { key, error }: { readonly key: string; readonly error: unknown },
): Promise<boolean> {
  if (!(error instanceof HubError) || !DONE_ALREADY.includes(error.code)) return false;
  const earlier = await process.earlier(workflowId, name, key).catch(() => undefined);
  return earlier?.accepted === true;
}
